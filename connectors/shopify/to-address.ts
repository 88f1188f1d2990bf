import type { Address } from '../../flows/documents/order.ts';
import type { Json } from '../../flows/flow.ts';
import { objectOf, textOf } from '../../nodes/json-fields.ts';

/** A Shopify address in the canonical form; nothing when it is empty. */
export function toAddress(value: Json | undefined): Address | undefined {
  const from = objectOf(value);
  const fields: [keyof Address, string | undefined][] = [
    ['name', textOf(from['name'])],
    ['company', textOf(from['company'])],
    ['street', textOf(from['address1'])],
    ['street2', textOf(from['address2'])],
    ['city', textOf(from['city'])],
    ['postcode', textOf(from['zip'])],
    ['region', textOf(from['province'])],
    ['country', textOf(from['country_code'])],
    ['phone', textOf(from['phone'])],
  ];
  const found = fields.filter(([, field]) => field !== undefined);
  return found.length > 0 ? Object.fromEntries(found) : undefined;
}
