import type { Money, StatementInfo } from '../../server/http/api.ts';
import { sumByCurrency } from '../show/amount.ts';

/** Money in and out of what is booked, per currency, and its count. */
export function sumsOf({ entries, currency }: StatementInfo): { credits: Money[]; debits: Money[]; booked: number } {
  const booked = entries.filter(({ status }) => status === undefined);
  const moneys = booked.map((entry): Money => ({ amount: entry.amount, currency: entry.currency ?? currency ?? '' }));
  return {
    credits: sumByCurrency(moneys.filter(({ amount }) => !amount.startsWith('-'))),
    debits: sumByCurrency(moneys.filter(({ amount }) => amount.startsWith('-'))),
    booked: booked.length,
  };
}
