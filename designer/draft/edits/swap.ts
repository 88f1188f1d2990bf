import type { Flow } from '../../../flows/flow.ts';
import { originOf } from '../../canvas/ports.ts';

/**
 * Moves a node one place earlier (or later) along its path: it and its neighbour change places, whatever leads in and out stays.
 * Only where one plain line joins the two and nothing else leads into the second; nothing otherwise.
 */
export function swapped(flow: Flow, id: string, way: 'earlier' | 'later', mainPort: (id: string) => string | undefined): Flow | undefined {
  if (way === 'later') {
    const next = flow.edges.filter((edge) => isMain(edge.from, id, mainPort(id)));
    return next.length === 1 ? swapped(flow, next[0]!.to, 'earlier', mainPort) : undefined;
  }
  const into = flow.edges.filter((edge) => edge.to === id);
  const before = into.length === 1 ? originOf(into[0]!).node : undefined;
  if (before === undefined || !isMain(into[0]!.from, before, mainPort(before))) return undefined;
  const leads = flow.edges.filter((edge) => edge.to === before);
  if (leads.length === 0) return undefined; // a trigger stays first
  const out = flow.edges.filter((edge) => isMain(edge.from, id, mainPort(id)));
  const edges = flow.edges.map((edge) => {
    if (edge === into[0]) return { from: id, to: before };
    if (edge.to === before) return { ...edge, to: id };
    if (out.includes(edge)) return { from: before, to: edge.to };
    return edge;
  });
  const { [id]: mine, [before]: theirs, ...others } = flow.layout ?? {};
  return { ...flow, edges, ...(mine && theirs ? { layout: { ...others, [id]: theirs, [before]: mine } } : {}) };
}

function isMain(from: string, id: string, port: string | undefined): boolean {
  const { node, port: named } = originOf({ from, to: '' });
  return node === id && (named === undefined || named === port);
}
