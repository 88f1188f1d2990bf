/** Puts new nodes into a drawing: beside, behind a port, into a line. Pure. */
import type { Edge, Flow, FlowNode } from '../../flows/flow.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { type Box, cardSize, column } from '../canvas/geometry.ts';
import { freePlace } from '../canvas/nearest.ts';
import { declaredPorts, originOf } from '../canvas/ports.ts';
import { addFresh } from '../draft/edits/fresh-node.ts';
import { connect, insertInLine, lineName } from '../draft/edits/lines.ts';
import { type At, moveNodes } from '../draft/edits/nodes.ts';

/** Where a new node goes. */
export type Spot = { kind: 'beside'; at: At } | { kind: 'after'; from: string; at?: At | undefined } | { kind: 'line'; line: string; at?: At | undefined };

export interface Added {
  flow: Flow;
  id: string;
}

/** The drawing with one more node of a type, connected as its spot says. */
export function withNew(flow: Flow, info: NodeTypeInfo, spot: Spot, boxes: ReadonlyMap<string, Box>): Added {
  const room = spot.kind === 'line' ? roomIn(spot.line, boxes) : undefined;
  const { flow: added, id } = addFresh(moveNodes(flow, room?.moved ?? {}), info, room?.at ?? freePlace([...boxes.values()], spotAt(spot, boxes)));
  if (spot.kind === 'beside' || info.trigger !== undefined) return { flow: added, id };
  const mainPort = mainPortOf(added.nodes[id]!, info);
  if (spot.kind === 'after') return { id, flow: connect(added, spot.from, id) };
  const line = lineOfName(flow, spot.line);
  return { id, flow: line ? insertInLine(added, line, id, mainPort) : added };
}

/** A node that stands alone, put into a line: in its row where there is one, else where it was let go. */
export function movedInto(flow: Flow, info: NodeTypeInfo | undefined, id: string, at: At, name: string, boxes: ReadonlyMap<string, Box>): Flow {
  const line = lineOfName(flow, name);
  if (!line) return flow;
  const others = new Map([...boxes].filter(([one]) => one !== id));
  const room = roomIn(name, others);
  const placed = moveNodes(flow, { ...room?.moved, [id]: room?.at ?? freePlace([...others.values()], at) });
  return insertInLine(placed, line, id, mainPortOf(flow.nodes[id]!, info));
}

/** Default port of a node: the one its main path leaves by. */
export const mainPortOf = (node: FlowNode, info: NodeTypeInfo | undefined): string | undefined => declaredPorts(node, info)[0];

export const lineOfName = (flow: Flow, name: string): Edge | undefined => flow.edges.find((edge) => lineName(edge) === name);

/** Between two cards of one row: the place of the second, which moves on with all that stand behind it. */
function roomIn(line: string, boxes: ReadonlyMap<string, Box>): { at: At; moved: Record<string, At> } | undefined {
  const [from, to] = endsOf(line, boxes);
  if (!from || !to || to.x < from.x + from.width || Math.abs(to.y - from.y) > cardSize.head) return undefined;
  const at: At = [from.x + column, to.y];
  if (to.x - from.x >= 2 * column) return { at, moved: {} };
  const behind = [...boxes].filter(([, box]) => box.x >= to.x - 1 && box.y < to.y + to.height && box.y + box.height > to.y);
  return { at, moved: Object.fromEntries(behind.map(([id, box]): [string, At] => [id, [box.x + column, box.y]])) };
}

function endsOf(line: string, boxes: ReadonlyMap<string, Box>): [Box | undefined, Box | undefined] {
  const [from = '', to = ''] = line.split('>');
  return [boxes.get(originOf({ from, to }).node), boxes.get(to)];
}

function spotAt(spot: Spot, boxes: ReadonlyMap<string, Box>): At {
  if ('at' in spot && spot.at) return spot.at;
  if (spot.kind === 'after') {
    const box = boxes.get(originOf({ from: spot.from, to: '' }).node);
    return box ? [box.x + column, box.y] : [0, 0];
  }
  if (spot.kind === 'beside') return spot.at;
  const [a, b] = endsOf(spot.line, boxes);
  return a && b ? [(a.x + b.x) / 2, (a.y + b.y) / 2] : [0, 0];
}
