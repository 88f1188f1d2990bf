import type { Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { type Box, cardSize, heightOf } from '../canvas/geometry.ts';
import { layoutOf } from '../canvas/layout.ts';
import { noteSize } from '../canvas/notes.ts';
import { portsOf, wiredPorts } from '../canvas/ports.ts';

/** Boxes of all cards and notes of a draft, by id. */
export function boxesOf(flow: Flow, nodeTypes: readonly NodeTypeInfo[]): Map<string, Box> {
  const types = new Map(nodeTypes.map((info) => [info.type, info]));
  const layout = layoutOf(flow, types);
  const wired = wiredPorts(flow);
  const boxes = new Map<string, Box>();
  for (const [id, node] of Object.entries(flow.nodes)) {
    const [x, y] = layout[id] ?? [0, 0];
    boxes.set(id, { x, y, width: cardSize.width, height: heightOf(portsOf(node, types.get(node.type), wired.get(id), true), false) });
  }
  for (const [id, { at, size = noteSize }] of Object.entries(flow.notes ?? {})) if (at) boxes.set(id, { x: at[0], y: at[1], width: size[0], height: size[1] });
  return boxes;
}

/** The draft with a place for every node, where it is seen now: one of them can then move alone. */
export const settled = (flow: Flow, types: ReadonlyMap<string, NodeTypeInfo>): Flow =>
  Object.keys(flow.nodes).every((id) => flow.layout?.[id]) ? flow : { ...flow, layout: layoutOf(flow, types) };
