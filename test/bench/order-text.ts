/** The order all measurements use: about 3 kB of JSON, 14 lines. */
const lines = Array.from({ length: 14 }, (_, line) => ({
  id: `line-${line}`,
  sku: `SKU-${10_000 + line}`,
  title: `Article number ${line} in blue`,
  quantity: 1 + (line % 3),
  unitPrice: { amount: '19.95', currency: 'EUR' },
  total: { amount: '39.90', currency: 'EUR' },
  note: 'leave at the door',
}));

export function orderText(number: string): string {
  return JSON.stringify({
    number,
    channel: 'web',
    placedAt: '2026-11-24T10:00:00Z',
    total: { amount: '558.60', currency: 'EUR' },
    amount: 558.6,
    customer: { name: 'Ada Nilsson', email: 'ada@example.com', phone: '+46 8 123 456' },
    shipTo: { name: 'Ada Nilsson', street: 'Storgatan 1', postcode: '111 22', city: 'Stockholm', country: 'SE' },
    lines,
  });
}
