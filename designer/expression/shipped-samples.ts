/** Documents that come with the hub, to try a flow with before anything came in. */
import { type SampleKind, sampleOrder } from '../../flows/samples.ts';
import { sampleApplication, sampleMarketplaceOrder, sampleReturn, sampleStatement } from '../../flows/samples-further.ts';
import type { Flow, Json } from '../../server/http/api.ts';

export interface ShippedSample {
  name: string;
  body: Json;
}

/** Placed long ago, so that the same sample is the same tomorrow. */
const placedAt = Date.UTC(2026, 0, 15, 9, 30);

const order = (kind: SampleKind, number: string): Json => sampleOrder(kind, number, placedAt) as unknown as Json; // an order is plain JSON

const orders: [string, () => Json][] = [
  ['Shoes and a crowbar, paid by card', () => order('quick_order', 'SAMPLE-1')],
  ['Tools on invoice', () => order('order_to_cash', 'SAMPLE-2')],
  ['Heat pump with installer', () => order('heat_pump', 'SAMPLE-3')],
  ['Marketplace order, to ship in two days', () => sampleMarketplaceOrder('SAMPLE-4', placedAt)],
];
const others: Record<string, [string, () => Json][]> = {
  bank_statement: [['Bank statement with three entries', () => sampleStatement('STATEMENT-1', 'SAMPLE-2')]],
  returns: [
    ['Return for money', () => sampleReturn('SAMPLE-5', 'refund')],
    ['Return for another one', () => sampleReturn('SAMPLE-6', 'exchange')],
  ],
  customer_onboarding: [['Firm that wants to buy on invoice', () => sampleApplication('SAMPLE-7')]],
};
const own: Record<string, number> = { quick_order: 0, order_to_cash: 1, heat_pump: 2, marketplace_order: 3 };

/** Those that fit the flow first; a flow of one's own takes orders. */
export function shippedSamples({ id }: Pick<Flow, 'id'>): ShippedSample[] {
  const first = own[id];
  const listed = others[id] ?? (first === undefined ? orders : [orders[first]!, ...orders.filter((_, at) => at !== first)]);
  return listed.map(([name, make]) => ({ name, body: make() }));
}
