/** What a customer owes, will owe, and may owe: O = receivables + unbilled + orders + in flight + this order − secured. */

import type { Json, JsonObject, Money } from '../../flows/flow.ts';
import { isMoney } from '../../flows/flow.ts';
import { fromMinor, toMinor } from '../../flows/money.ts';
import { objectOf } from '../json-fields.ts';
import { ConnectorError } from '../node-type.ts';

/** Terms that add to the exposure, by the name they have in config, evidence and the answer of an ERP. */
export const terms = ['open', 'unbilled', 'orders', 'inFlight'] as const;

export interface Exposure {
  /** Every term that was known, this order included. */
  terms: Record<string, Money>;
  total: bigint;
  limit: bigint;
  currency: string;
}

/** Adds up in the currency of the order; a term in another currency is refused, since no rate is agreed here. */
export function exposureOf(amount: Money, known: JsonObject, limit: Json | undefined): Exposure {
  const { currency } = amount;
  const minor = (value: Json | undefined, what: string): bigint => {
    if (value === undefined || value === null) return 0n;
    if (!isMoney(value)) throw new ConnectorError('data.invalid', `credit term "${what}" is no amount with a currency`);
    if (value.currency !== currency)
      throw new ConnectorError('data.invalid', `credit term "${what}" is in ${value.currency}, the order in ${currency} — convert it before the gate`);
    return toMinor(value);
  };
  const found: Record<string, Money> = { order: amount };
  let total = toMinor(amount);
  for (const term of terms) {
    const part = minor(known[term], term);
    if (known[term] !== undefined && known[term] !== null) found[term] = fromMinor(part, currency);
    total += part;
  }
  const secured = minor(known['secured'], 'secured');
  if (secured !== 0n) found['secured'] = fromMinor(-secured, currency);
  return { terms: found, total: total - secured, limit: limitOf(known, limit, minor), currency };
}

/** min(own limit + valid increase, what the insurer covers). No limit anywhere means none is granted. */
function limitOf(known: JsonObject, stated: Json | undefined, minor: (value: Json | undefined, what: string) => bigint): bigint {
  const own = minor(known['limit'] ?? stated, 'limit') + minor(known['increase'], 'increase');
  if (known['insured'] === undefined || known['insured'] === null) return own;
  const insured = minor(known['insured'], 'insured');
  return insured < own ? insured : own;
}

/** What is already known of the customer: the ERP's answer, with the node's own figures laid over it. */
export const mergeKnown = (answer: Json, stated: Json | undefined): JsonObject => ({ ...objectOf(answer), ...objectOf(stated) });
