/** Flows of the canvas page: the heat pump of the screens, and a large one of any size. */
import type { Flow, FlowNode } from '../../../flows/flow.ts';

export const heatPump: Flow = {
  format: 1,
  id: 'heat_pump',
  title: 'Heat pump with installer',
  nodes: {
    order: { type: 'shopify.order_created@1', title: 'Order placed' },
    window: { type: 'cancellation_window@1', config: { for: 'PT30M' } },
    credit: { type: 'credit_gate@1', title: 'Credit gate' },
    review: { type: 'task@1', title: 'Credit review', config: { role: 'credit team', due: 'PT4H' } },
    installer: {
      type: 'wait_for@1',
      title: 'Wait for installer',
      config: { all: ['installer.contacted', 'installer.booked', 'quote.accepted'], deadline: 'P14D' },
    },
    reserve: { type: 'wms.reserve@1', title: 'Reserve stock' },
    cancel: { type: 'erp.void@1', title: 'Cancel order' },
    ship: { type: 'wms.ship@1', title: 'Ship' },
    invoice: { type: 'send_invoice@1', title: 'Send e-invoice' },
    payment: { type: 'wait_payment@1', title: 'Wait for payment' },
    match: { type: 'match_payment@1', title: 'Match payment' },
  },
  edges: [
    { from: 'order', to: 'window' },
    { from: 'window.released', to: 'credit' },
    { from: 'credit.approved', to: 'installer' },
    { from: 'credit.review', to: 'review' },
    { from: 'credit.declined', to: 'cancel' },
    { from: 'review.approve', to: 'installer' },
    { from: 'review.decline', to: 'cancel' },
    { from: 'installer.ready', to: 'reserve' },
    { from: 'reserve', to: 'ship' },
    { from: 'ship', to: 'invoice' },
    { from: 'invoice', to: 'payment' },
    { from: 'payment.paid', to: 'match' },
  ],
};

/** A flow of `count` nodes with `count / 5` extra lines: every fifth step is a gate that sends some runs past the next. */
export function largeFlow(count: number): Flow {
  const kinds = ['wms.reserve@1', 'wms.ship@1', 'wait_for@1', 'match_payment@1', 'credit_gate@1'];
  const nodes: Record<string, FlowNode> = { n0: { type: 'shopify.order_created@1', title: 'Order placed' } };
  const edges: Flow['edges'] = [];
  for (let at = 1; at < count; at++) {
    const type = kinds[at % kinds.length]!;
    nodes[`n${at}`] = { type, title: `Step ${at}` };
    const before = nodes[`n${at - 1}`]!.type;
    edges.push({ from: before === 'credit_gate@1' ? `n${at - 1}.approved` : before === 'wait_for@1' ? `n${at - 1}.ready` : `n${at - 1}`, to: `n${at}` });
    if (before === 'credit_gate@1' && at + 1 < count) edges.push({ from: `n${at - 1}.review`, to: `n${at + 1}` });
  }
  for (let at = 4; edges.length < count * 1.2 && at + 2 < count; at += 5) edges.push({ from: `n${at}.declined`, to: `n${at + 2}` });
  return { format: 1, id: 'large', title: `${count} steps`, nodes, edges };
}
