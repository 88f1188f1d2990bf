/** Lines follow the ports they leave by when a node's own settings name these anew or put them in another order. Pure. */
import type { Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { declaredPorts, originOf } from '../canvas/ports.ts';

/** The changed drawing, with every line of the node leaving by the port it left by before. A line of a port that is gone keeps its name and is told as a problem. */
export function carryPorts(before: Flow, after: Flow, id: string, info: NodeTypeInfo | undefined): Flow {
  const [old, now] = [before.nodes[id], after.nodes[id]];
  if (!old || !now) return after;
  const [had, has] = [declaredPorts(old, info), declaredPorts(now, info)];
  if (had.join(' ') === has.join(' ')) return after;
  const changed = had.length === has.length ? had.flatMap((port, at) => (port === has[at] ? [] : [[port, has[at]!] as const])) : [];
  const [from, to] = changed.length === 1 && changed[0] && !has.includes(changed[0][0]) ? changed[0] : [undefined, undefined];
  const edges = after.edges.map((edge) => {
    const origin = originOf(edge);
    if (origin.node !== id) return edge;
    const port = origin.port ?? had[0];
    const next = port === from ? to : port;
    // A line that names no port goes on meaning the first, as long as that is the one it meant.
    if (next === undefined || (origin.port === undefined && next === has[0])) return edge;
    return origin.port === next ? edge : { ...edge, from: `${id}.${next}` };
  });
  return { ...after, edges };
}
