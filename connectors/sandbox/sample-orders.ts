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

interface Buyer {
  id: string;
  name: string;
  company: string;
  email: string;
  peppolId: string;
  /** Its access point takes e-invoices; the others get a mail. */
  isOnNetwork: boolean;
  /** It pays from there. */
  account: string;
  place: { street: string; postcode: string; city: string };
}

/** Who buys in the demo, in turn. */
export const buyers: Buyer[] = [
  {
    id: 'C-1001',
    name: 'Astrid Lind',
    company: 'Lind Snickeri AB',
    email: 'astrid@lind.example',
    peppolId: '0007:5590173018',
    isOnNetwork: false,
    account: 'SE5150000000058398201001',
    place: { street: 'Kungsgatan 12', postcode: '753 10', city: 'Uppsala' },
  },
  {
    id: 'C-1002',
    name: 'Johan Tak',
    company: 'Bygg & Tak AB',
    email: 'inkop@byggtak.example',
    peppolId: '0007:5590214747',
    isOnNetwork: true,
    account: 'SE2450000000058398201002',
    place: { street: 'Hamngatan 4', postcode: '211 20', city: 'Malmö' },
  },
  {
    id: 'C-1003',
    name: 'Noor Haddad',
    company: 'Haddad Handel AB',
    email: 'noor@haddad.example',
    peppolId: '0007:5590388228',
    isOnNetwork: false,
    account: 'SE9450000000058398201003',
    place: { street: 'Vasagatan 31', postcode: '411 03', city: 'Göteborg' },
  },
];

const taxRate = '0.25';
const currency = 'EUR';

/** The order number `n` of a kind, placed at an instant. */
export function sampleOrder(kind: OrderKind, n: number, at: number): JsonObject {
  const { prefix, payment, baskets } = samples[kind];
  const goods = baskets[(n - 1) % baskets.length]!;
  const { isOnNetwork: _, account: __, place, ...customer } = buyers[(n - 1) % buyers.length]!;
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
    customer,
    shipTo: { name: customer.name, company: customer.company, ...place, country: 'SE' },
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
