import type { Json, Money } from '../../server/http/api.ts';

export interface OrderHead {
  who: string;
  lines: { id: string; name: string; total: Money | undefined }[];
  taxes: { id: string; name: string; total: Money | undefined }[];
  total: Money | undefined;
}

type Fields = { [name: string]: Json };
const fieldsOf = (value: Json | undefined): Fields | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined);
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

function moneyIn(value: Json | undefined): Money | undefined {
  const { amount, currency } = fieldsOf(value) ?? {};
  return typeof amount === 'string' && typeof currency === 'string' ? { amount, currency } : undefined;
}

/** Who ordered what for how much, where the document has lines; nothing where it is another kind of document. */
export function orderHead(order: Json): OrderHead | undefined {
  const fields = fieldsOf(order);
  if (!fields || !Array.isArray(fields['lines'])) return undefined;
  const customer = fieldsOf(fields['customer']) ?? {};
  const place = fieldsOf(fields['shipTo']) ?? {};
  const taxes = Array.isArray(fields['taxes']) ? fields['taxes'].map((one) => fieldsOf(one) ?? {}) : [];
  return {
    who: [customer['name'], place['city']].map(textOf).filter(Boolean).join(', '),
    lines: fields['lines'].map((one, index) => {
      const line = fieldsOf(one) ?? {};
      const quantity = typeof line['quantity'] === 'number' || typeof line['quantity'] === 'string' ? `${line['quantity']} × ` : '';
      return { id: `${index}`, name: quantity + (textOf(line['title']) || textOf(line['sku'])), total: moneyIn(line['total']) };
    }),
    taxes: taxes.map((tax, index) => ({ id: `tax-${index}`, name: textOf(tax['title']), total: moneyIn(tax['amount']) })),
    total: moneyIn(fields['total']),
  };
}
