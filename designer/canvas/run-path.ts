/** The way of one run, laid over the drawing of its flow. */
import type { FlowCardNode, FlowLineEdge, PathStatus } from './convert.ts';

export interface RunPath {
  /** Status of each node the run has reached; the others are drawn faint. */
  nodes: Record<string, PathStatus>;
  /** What stands on a card instead of its status: "30 min skipped". */
  words?: Record<string, string>;
  /** Lines the run took, by `edgeId`. */
  edges: ReadonlySet<string>;
}

/** Cards with what is chosen and, in a run, where it stands; the others keep their identity. */
export function withState(nodes: readonly FlowCardNode[], selected: string | undefined, path: RunPath | undefined): FlowCardNode[] {
  return nodes.map((node) => {
    const status = path ? (path.nodes[node.id] ?? 'faint') : undefined;
    const chosen = node.id === selected;
    if (!chosen && status === undefined) return node;
    return { ...node, selected: chosen, data: status === undefined ? node.data : { ...node.data, status, said: path?.words?.[node.id] } };
  });
}

/** Lines with those the run took. */
export function withLines(edges: readonly FlowLineEdge[], path: RunPath | undefined): FlowLineEdge[] {
  return edges.map((edge) => (path?.edges.has(edge.id) ? { ...edge, zIndex: 1, data: { ...edge.data!, taken: true } } : edge));
}
