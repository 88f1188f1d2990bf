/** Containers of a flow: what their body is, which of it is shown, and the frame around it. */
import type { Flow } from '../../flows/flow.ts';
import type { Box } from './geometry.ts';
import { bodyPort, originOf } from './ports.ts';

/** Types whose port `item` leads into a body that is played round by round. */
export const isContainer = (type: string): boolean => /^(for_each|repeat)@/.test(type);

/** The nodes of a container's body: all that can be reached from its port `item`. */
export function bodyOf(flow: Flow, container: string): Set<string> {
  const next = Map.groupBy(flow.edges, (edge) => originOf(edge).node);
  const body = new Set<string>();
  const open = (next.get(container) ?? []).filter((edge) => originOf(edge).port === bodyPort).map(({ to }) => to);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === container || body.has(at) || !flow.nodes[at]) continue;
    body.add(at);
    for (const { to } of next.get(at) ?? []) open.push(to);
  }
  return body;
}

export interface Shown {
  /** The part of the drawing that is seen; the flow itself where nothing is hidden. */
  flow: Flow;
  /** Folded containers that are seen, with the number of nodes inside. */
  folded: Map<string, number>;
  /** Open containers that are seen, with their body. */
  frames: Map<string, Set<string>>;
}

/** What is seen with these containers folded, from inside of one or of the whole. */
export function shownOf(flow: Flow, folds: ReadonlySet<string>, inside?: string): Shown {
  const containers = Object.keys(flow.nodes).filter((id) => isContainer(flow.nodes[id]!.type));
  const bodies = new Map(containers.map((id) => [id, bodyOf(flow, id)]));
  const hidden = new Set<string>();
  const within = inside === undefined ? undefined : bodies.get(inside);
  if (within) for (const id of Object.keys(flow.nodes)) if (!within.has(id)) hidden.add(id);
  for (const [id, body] of bodies) if (folds.has(id)) for (const one of body) hidden.add(one);
  const seen = [...bodies].filter(([id, body]) => !hidden.has(id) && body.size > 0);
  return {
    // Notes stand beside the whole flow.
    flow: hidden.size === 0 ? flow : { ...withoutNodes(flow, hidden), ...(within && flow.notes ? { notes: {} } : {}) },
    folded: new Map(seen.filter(([id]) => folds.has(id)).map(([id, body]) => [id, body.size])),
    frames: new Map(seen.filter(([id]) => !folds.has(id))),
  };
}

/** Containers in whose body a node lies. */
export const containersOf = (flow: Flow, id: string): string[] =>
  Object.keys(flow.nodes).filter((container) => isContainer(flow.nodes[container]!.type) && bodyOf(flow, container).has(id));

function withoutNodes(flow: Flow, hidden: ReadonlySet<string>): Flow {
  const nodes = Object.fromEntries(Object.entries(flow.nodes).filter(([id]) => !hidden.has(id)));
  return { ...flow, nodes, edges: flow.edges.filter((edge) => !hidden.has(edge.to) && !hidden.has(originOf(edge).node)) };
}

const beside = 24;
const above = 48;

/** The frame around a body, its head included; nothing without cards. */
export function frameAround(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))];
  const [right, bottom] = [Math.max(...boxes.map((box) => box.x + box.width)), Math.max(...boxes.map((box) => box.y + box.height))];
  return { x: x - beside, y: y - above, width: right - x + 2 * beside, height: bottom - y + above + beside };
}
