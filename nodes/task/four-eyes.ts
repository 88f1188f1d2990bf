/** Whether a second person must confirm. */
import { isMoney, type Json } from '../../flows/flow.ts';
import { compare } from '../../flows/money.ts';
import { fieldOf, objectOf } from '../json-fields.ts';

/** `rule` is true, or `{above, amount}`; an amount nobody knows, or in another currency, needs the second person too. */
export function needsSecondPerson(rule: Json | undefined, order: Json): boolean {
  if (rule === undefined || typeof rule === 'boolean') return rule === true;
  const { above, amount = fieldOf(order, 'total') } = objectOf(rule);
  if (!isMoney(above) || !isMoney(amount) || above.currency !== amount.currency) return true;
  return compare(amount, above) > 0;
}
