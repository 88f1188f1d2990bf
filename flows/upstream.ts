/** Which steps the expressions of a node may look at: what can have run before it, in its own iteration or further out. */
import type { Flow } from './flow.ts';

export interface Upstream {
  /** Nearest first; each with the ports through which a run comes from it to here, '' for its default port. */
  nodes: { id: string; ports: string[] }[];
  /** Containers it lies in, innermost first: what they give is not known inside of them. */
  containers: string[];
}

interface Line {
  node: string;
  port: string;
  to: string;
}

const isContainer = (flow: Flow, id: string): boolean => /^(for_each|repeat)@/.test(flow.nodes[id]?.type ?? '');

/** Everything in the order of distance; unknown nodes see nothing. */
export function upstreamOf(flow: Flow, node: string): Upstream {
  const lines = flow.edges.map(({ from, to }): Line => {
    const [id = '', port = ''] = from.split('.');
    return { node: id, port, to };
  });
  const containers = containersOf(flow, lines, node);
  const mayLookAt = (id: string): boolean => {
    if (id === node || flow.nodes[id] === undefined || containers.includes(id)) return false;
    return containersOf(flow, lines, id).every((one) => containers.includes(one));
  };
  const before = walk([node], (id) => lines.filter(({ to }) => to === id).map((line) => line.node));
  // A signal may start a visit at any time, so anything but what follows from it may have run.
  const signaled = Object.values(flow.signals ?? {}).flatMap(({ to }) => (to !== undefined && before.includes(to) ? [to] : []));
  const after = new Set(walk(signaled, (id) => lines.filter((line) => line.node === id).map(({ to }) => to)));
  const anyTime = signaled.length === 0 ? [] : Object.keys(flow.nodes).filter((id) => !before.includes(id) && !after.has(id));
  const here = new Set(before);
  return {
    nodes: [...before, ...anyTime].filter(mayLookAt).map((id) => ({
      id,
      ports: [...new Set(lines.filter((line) => line.node === id && (here.has(line.to) || anyTime.includes(id))).map(({ port }) => port))],
    })),
    containers,
  };
}

/** Containers whose body a node belongs to, innermost first: the smaller body lies inside the larger. */
function containersOf(flow: Flow, lines: Line[], node: string): string[] {
  return Object.keys(flow.nodes)
    .filter((id) => id !== node && isContainer(flow, id))
    .map((id) => ({ id, body: bodyOf(lines, id) }))
    .filter(({ body }) => body.includes(node))
    .sort((a, b) => a.body.length - b.body.length)
    .map(({ id }) => id);
}

function bodyOf(lines: Line[], container: string): string[] {
  const first = lines.filter(({ node, port }) => node === container && port === 'item').map(({ to }) => to);
  return walk(first, (id) => (id === container ? [] : lines.filter(({ node }) => node === id).map(({ to }) => to))).filter((id) => id !== container);
}

/** These and all that is reached from them, by distance. */
function walk(from: string[], next: (id: string) => string[]): string[] {
  const seen = new Set(from);
  for (const id of seen) for (const found of next(id)) seen.add(found);
  return [...seen];
}
