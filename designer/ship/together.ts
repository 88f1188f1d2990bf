/** Two drawings as one picture: the newer one with what it lost still in its place. */
import type { FlowDiff, NodeDiff } from '../../flows/diff.ts';
import type { Flow } from '../../server/http/api.ts';
import { edgeId } from '../canvas/convert.ts';

export type MarkKind = 'added' | 'removed' | 'changed' | 'rewired';

export interface Mark {
  kind: MarkKind;
  /** Changed fields and ports. */
  count: number;
}

export interface Together {
  flow: Flow;
  nodes: ReadonlyMap<string, Mark>;
  /** By `edgeId`. */
  edges: ReadonlyMap<string, 'added' | 'removed'>;
}

export function together(before: Flow, after: Flow, diff: FlowDiff): Together {
  const gone = diff.nodes.filter(({ kind }) => kind === 'removed').map(({ node }) => node);
  const edges = new Map<string, 'added' | 'removed'>();
  for (const edge of after.edges) if (!has(before, edge)) edges.set(edgeId(edge), 'added');
  const lost = before.edges.filter((edge) => !has(after, edge));
  for (const edge of lost) edges.set(edgeId(edge), 'removed');
  const flow: Flow = {
    ...after,
    nodes: { ...after.nodes, ...Object.fromEntries(gone.map((id) => [id, before.nodes[id]!])) },
    edges: [...after.edges, ...lost],
    ...(after.layout ? { layout: { ...placesOf(gone, before, after), ...after.layout } } : {}),
  };
  return { flow, nodes: new Map(diff.nodes.map((node) => [node.node, markOf(node)])), edges };
}

export function markOf({ kind, fields, ports }: NodeDiff): Mark {
  if (kind !== 'changed') return { kind, count: 1 };
  return { kind: fields.length === 0 ? 'rewired' : 'changed', count: fields.length + ports.length };
}

const has = ({ edges }: Flow, { from, to }: { from: string; to: string }): boolean => edges.some((edge) => edge.from === from && edge.to === to);

const wide = 228;
const high = 140;

/** Where removed nodes stood; further down where something else stands there now. */
function placesOf(gone: string[], before: Flow, after: Flow): NonNullable<Flow['layout']> {
  const taken = Object.values(after.layout ?? {});
  const places: NonNullable<Flow['layout']> = {};
  for (const id of gone) {
    const at = before.layout?.[id];
    if (!at) continue;
    const [x, start] = at;
    let y = start;
    while (taken.some(([left, top]) => Math.abs(left - x) < wide && Math.abs(top - y) < high)) y += 20;
    places[id] = [x, y];
    taken.push([x, y]);
  }
  return places;
}
