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

type Drawn = Pick<Flow, 'nodes' | 'edges' | 'signals'>;

/** Unknown nodes see nothing. */
export const upstreamOf = (flow: Drawn, node: string): Upstream => upstreamIn(flow)(node);

/** The same for one node after the other: the lines are read once. */
export function upstreamIn(flow: Drawn): (node: string) => Upstream {
  const lines = flow.edges.map(({ from, to }): Line => {
    const [id = '', port = ''] = from.split('.');
    return { node: id, port, to };
  });
  const from = Map.groupBy(lines, (line) => line.node);
  const into = Map.groupBy(lines, ({ to }) => to);
  const next = (id: string): string[] => (from.get(id) ?? []).map(({ to }) => to);
  const bodies = Object.entries(flow.nodes)
    .filter(([, { type }]) => /^(for_each|repeat)@/.test(type))
    .map(([id]) => ({ id, body: bodyOf(id, from, next) }))
    // The smaller body lies inside the larger.
    .sort((one, other) => one.body.size - other.body.size);
  const around = (id: string): string[] => bodies.filter(({ body }) => body.has(id)).map((container) => container.id);

  return (node) => {
    const containers = around(node);
    const before = walk([node], (id) => (into.get(id) ?? []).map((line) => line.node));
    // A signal may start a visit at any time, so anything but what follows from it may have run.
    const signaled = Object.values(flow.signals ?? {}).flatMap(({ to }) => (to !== undefined && before.has(to) ? [to] : []));
    const after = walk(signaled, next);
    const anyTime = signaled.length === 0 ? [] : Object.keys(flow.nodes).filter((id) => !before.has(id) && !after.has(id));
    const isSeen = (id: string): boolean =>
      id !== node && flow.nodes[id] !== undefined && !containers.includes(id) && around(id).every((one) => containers.includes(one));
    return {
      nodes: [...before, ...anyTime].filter(isSeen).map((id) => {
        const leadHere = (from.get(id) ?? []).filter(({ to }) => before.has(to) || !before.has(id));
        return { id, ports: [...new Set(leadHere.map(({ port }) => port))] };
      }),
      containers,
    };
  };
}

/** What is played for each item of a container. */
function bodyOf(container: string, from: Map<string, Line[]>, next: (id: string) => string[]): Set<string> {
  const first = (from.get(container) ?? []).filter(({ port }) => port === 'item').map(({ to }) => to);
  const body = walk(first, (id) => (id === container ? [] : next(id)));
  body.delete(container);
  return body;
}

/** These and all that is reached from them, by distance. */
function walk(from: string[], next: (id: string) => string[]): Set<string> {
  const seen = new Set(from);
  for (const id of seen) for (const found of next(id)) seen.add(found);
  return seen;
}
