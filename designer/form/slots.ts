/** Slots of a drawing: which connector a node asks for, and which slots fit. Pure. */
import type { Flow, FlowNode } from '../../flows/flow.ts';
import { setFlow, setNode } from '../draft/edits/nodes.ts';

/** The connector whose action or trigger a node is; nodes of the core may take any, or none. */
export const connectorOf = ({ type }: Pick<FlowNode, 'type'>): string | undefined => (type.includes('.') ? type.slice(0, type.indexOf('.')) : undefined);

/** Declared slots a node may name. */
export const fittingSlots = (flow: Flow, connector: string | undefined): string[] =>
  Object.entries(flow.slots ?? {}).flatMap(([slot, held]) => (connector === undefined || held === connector ? [slot] : []));

/** A name for a new slot of a connector: `sandbox_wms` → `wms`, `shopify` → `shopify`. */
export function freshSlot(flow: Flow, connector: string): string {
  const base = connector.replace(/^sandbox_/, '') || connector;
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}_${n}`;
    if (!Object.hasOwn(flow.slots ?? {}, name)) return name;
  }
}

/** The node names a slot; a slot that is new is declared. */
export function withSlot(flow: Flow, id: string, slot: string, connector: string): Flow {
  const declared = flow.slots?.[slot] === undefined ? setFlow(flow, { slots: { ...flow.slots, [slot]: connector } }) : flow;
  return setNode(declared, id, { slot });
}

/** Nodes that name a slot, by id. */
export const usersOf = (flow: Flow, slot: string): string[] => Object.entries(flow.nodes).flatMap(([id, node]) => (node.slot === slot ? [id] : []));
