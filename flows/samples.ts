import type { Order, OrderLine } from './documents/order.ts';
import type { Money } from './flow.ts';
import { fromMinor, plus, times } from './money.ts';

export type SampleKind = 'quick_order' | 'order_to_cash' | 'heat_pump';

const eur = (minor: bigint): Money => fromMinor(minor, 'EUR');

const line = (sku: string, title: string, quantity: number, minor: bigint, more: Partial<OrderLine> = {}): OrderLine => ({
  sku,
  title,
  quantity,
  unitPrice: eur(minor),
  total: times(eur(minor), String(quantity)),
  ...more,
});

const baskets: Record<SampleKind, { name: string; peppolId?: string; method: string; shipping: bigint; lines: OrderLine[] }> = {
  quick_order: {
    name: 'Maja Lind',
    method: 'card',
    shipping: 490n,
    lines: [line('SHOE-42', 'Running shoes, size 42', 1, 8990n), line('CROWBAR-60', 'Crowbar 60 cm', 2, 1995n)],
  },
  order_to_cash: {
    name: 'Bygg & Co AB',
    peppolId: '0007:5560123456',
    method: 'invoice',
    shipping: 1900n,
    lines: [line('DRILL-18V', 'Cordless drill 18 V', 3, 12900n), line('SCREW-500', 'Screws, box of 500', 10, 1145n)],
  },
  heat_pump: {
    name: 'Familjen Ek',
    method: 'invoice',
    shipping: 9900n,
    lines: [line('HP-AW-8', 'Air-to-water heat pump 8 kW', 1, 389000n, { requiresInstaller: true }), line('HP-PIPE-5', 'Pipe set 5 m', 1, 12500n)],
  },
};

/** A complete order such as a shop would send, one for each shipped flow: for the demo, a first try, and tests. */
export function sampleOrder(kind: SampleKind, number: string, placedAt: number): Order {
  const { name, peppolId, method, shipping, lines } = baskets[kind];
  const [first, ...others] = lines.map(({ total }) => total);
  const subtotal = plus(first!, ...others);
  return {
    number,
    channel: 'sandbox_shop',
    placedAt: new Date(placedAt).toISOString(),
    customer: { id: `C-${number}`, name, email: `order-${number}@shop.example`, ...(peppolId === undefined ? {} : { peppolId }) },
    shipTo: { name, street: 'Storgatan 1', postcode: '411 38', city: 'Göteborg', country: 'SE' },
    currency: 'EUR',
    lines: lines.map((each, at) => ({ id: String(at + 1), ...each })),
    shipping: { title: 'Delivery', amount: eur(shipping) },
    taxesIncluded: true,
    subtotal,
    total: plus(subtotal, eur(shipping)),
    payment: { method, state: method === 'card' ? 'captured' : 'pending' },
    status: 'open',
  };
}
