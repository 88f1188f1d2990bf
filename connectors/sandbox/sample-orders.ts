/** Orders as the simulated shop places them, in the canonical form. Their numbers come from a counter. */
import type { JsonObject, Money } from '../../flows/flow.ts';
import { fromMinor, plus, times } from '../../flows/money.ts';

export const orderKinds = ['quick_order', 'order_to_cash', 'heat_pump'] as const;
export type OrderKind = (typeof orderKinds)[number];

interface Goods {
  sku: string;
  title: string;
  price: string;
  quantity: number;
  requiresInstaller?: boolean;
}

interface Sample {
  prefix: string;
  payment: { method: string; state: string };
  /** One basket after the other, as the counter goes on. */
  baskets: Goods[][];
}

const samples: Record<OrderKind, Sample> = {
  quick_order: {
    prefix: 'Q',
    payment: { method: 'card', state: 'authorised' },
    baskets: [
      [{ sku: 'SHOE-42', title: 'Trail shoes, size 42', price: '119.00', quantity: 1 }],
      [{ sku: 'CROWBAR-60', title: 'Crowbar, 60 cm', price: '24.90', quantity: 2 }],
      [
        { sku: 'SHOE-38', title: 'Trail shoes, size 38', price: '119.00', quantity: 1 },
        { sku: 'CROWBAR-60', title: 'Crowbar, 60 cm', price: '24.90', quantity: 1 },
      ],
    ],
  },
  order_to_cash: {
    prefix: 'O',
    payment: { method: 'invoice', state: 'pending' },
    baskets: [
      [
        { sku: 'DRILL-18V', title: 'Cordless drill, 18 V', price: '189.00', quantity: 4 },
        { sku: 'BIT-SET-32', title: 'Bit set, 32 parts', price: '21.50', quantity: 10 },
      ],
      [{ sku: 'LADDER-3M', title: 'Ladder, 3 m', price: '149.00', quantity: 12 }],
    ],
  },
  heat_pump: {
    prefix: 'H',
    payment: { method: 'invoice', state: 'pending' },
    baskets: [
      [
        { sku: 'HEATPUMP-8KW', title: 'Air-water heat pump, 8 kW', price: '7490.00', quantity: 1, requiresInstaller: true },
        { sku: 'BUFFER-200L', title: 'Buffer tank, 200 l', price: '890.00', quantity: 1 },
      ],
    ],
  },
};

const customers = [
  { id: 'C-1001', name: 'Astrid Lind', email: 'astrid@lind.example', city: 'Uppsala', postcode: '753 10', street: 'Kungsgatan 12' },
  { id: 'C-1002', name: 'Bygg & Tak AB', email: 'inkop@byggtak.example', city: 'Malmö', postcode: '211 20', street: 'Hamngatan 4' },
  { id: 'C-1003', name: 'Noor Haddad', email: 'noor@haddad.example', city: 'Göteborg', postcode: '411 03', street: 'Vasagatan 31' },
];

const taxRate = '0.25';
const currency = 'EUR';

/** The order number `n` of a kind, placed at an instant. */
export function sampleOrder(kind: OrderKind, n: number, at: number): JsonObject {
  const { prefix, payment, baskets } = samples[kind];
  const goods = baskets[(n - 1) % baskets.length]!;
  const { id, name, email, ...place } = customers[(n - 1) % customers.length]!;
  const lines = goods.map(({ sku, title, price, quantity, requiresInstaller }, index) => {
    const unitPrice: Money = { amount: price, currency };
    return {
      id: String(index + 1),
      sku,
      title,
      quantity,
      unitPrice,
      total: times(unitPrice, String(quantity)),
      ...(requiresInstaller ? { requiresInstaller } : {}),
    };
  });
  const subtotal = lines.map((line) => line.total).reduce((sum, total) => plus(sum, total), fromMinor(0n, currency));
  const tax = times(subtotal, taxRate);
  const order = {
    number: `${prefix}-${1000 + n}`,
    channel: 'sandbox_shop',
    placedAt: new Date(at).toISOString(),
    customer: { id, name, email },
    shipTo: { name, ...place, country: 'SE' },
    currency,
    lines,
    taxes: [{ title: 'VAT', rate: taxRate, amount: tax }],
    subtotal,
    total: plus(subtotal, tax),
    payment,
    status: 'open',
    source: { system: 'sandbox_shop', id: String(n) },
  };
  return JSON.parse(JSON.stringify(order)) as JsonObject; // plain JSON: the shapes above have no index signature
}
