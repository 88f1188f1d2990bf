/** A node as it comes from the palette: with the slot of its connector, made when the flow has none. */
import type { Flow, FlowNode } from '../../../flows/flow.ts';
import type { NodeTypeInfo } from '../../../server/http/api.ts';
import { freshId, takenIds } from './ids.ts';
import { type At, addNode } from './nodes.ts';

/** The connector whose action or trigger a type is: `shopify` of `shopify.order_created@1`. */
export const connectorOf = (type: string): string | undefined => (type.includes('.') ? type.slice(0, type.indexOf('.')) : undefined);

/** A node type as it is drawn: with the slot that is bound here to a connection of its connector, where there is one. */
export type DrawnType = NodeTypeInfo & { slot?: string };

/** Adds a node of a type; gives its id. A slot of the same connector is shared. */
export function addFresh(flow: Flow, info: DrawnType, at: At): { flow: Flow; id: string } {
  const id = freshId(takenIds(flow), info.type);
  const connector = connectorOf(info.type);
  const node: FlowNode = { type: info.type };
  if (connector === undefined) return { flow: addNode(flow, node, at, id), id };
  const slots = flow.slots ?? {};
  const slot = Object.keys(slots).find((name) => slots[name] === connector) ?? freshId(slots, info.slot ?? connector);
  const bound = { ...flow, slots: { ...slots, [slot]: connector } };
  return { flow: addNode(bound, { ...node, slot }, at, id), id };
}
