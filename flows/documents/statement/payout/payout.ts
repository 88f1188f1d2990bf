/** What a payment provider paid out in one sum, taken apart: captures less refunds, chargebacks and fees, with reserves either way. */
import type { Json } from '../../../flow.ts';
import { fromUnits, toUnits } from '../amount.ts';
import type { Entry, StatementWarning } from '../statement.ts';

export type PartKind = 'capture' | 'refund' | 'refund-reversal' | 'chargeback' | 'chargeback-reversal' | 'fee' | 'reserve' | 'carried-over' | 'adjustment';

export interface PayoutPart {
  kind: PartKind;
  /** The provider's id of the transaction. */
  id: string;
  /** What it did to the payout: exact decimal, debits negative. */
  amount: string;
  /** The payment it belongs to: of a fee its capture, of a refund what is refunded. */
  of?: string;
  /** The merchant's own reference: order or invoice number. */
  reference?: string;
  date?: string;
  method?: string;
  text?: string;
  /** What the customer paid when that was another currency. */
  presented?: { amount: string; currency: string };
  rate?: string;
}

export interface Payout {
  provider: 'stripe' | 'adyen';
  id: string;
  account?: string;
  currency: string;
  /** What the bank is credited; negative when the provider collects. */
  amount: string;
  date?: string;
  status?: string;
  parts: PayoutPart[];
  /** Sum of the parts per kind. */
  totals: Partial<Record<PartKind, string>>;
  /** Words the bank's line may repeat. */
  references: string[];
  warnings: StatementWarning[];
}

/** Adds up the parts; a payout that they do not explain to the cent says so. */
export function settled(payout: Omit<Payout, 'totals' | 'warnings'>): Payout {
  const sums = new Map<PartKind, bigint>();
  let sum = 0n;
  for (const { kind, amount } of payout.parts) {
    sum += toUnits(amount);
    sums.set(kind, (sums.get(kind) ?? 0n) + toUnits(amount));
  }
  const difference = toUnits(payout.amount) - sum;
  const detail = `The parts of ${payout.id} are ${fromUnits(sum, payout.currency)}, the payout is ${payout.amount}; ${fromUnits(difference, payout.currency)} is not explained.`;
  return {
    ...payout,
    totals: Object.fromEntries([...sums].map(([kind, units]) => [kind, fromUnits(units, payout.currency)])),
    warnings: difference === 0n ? [] : [{ code: 'payout.unexplained', detail }],
  };
}

/** The payout a bank entry is: the same cents, and its reference in the entry's words; without one only when no other has these cents. */
export function payoutOf(
  entry: Pick<Entry, 'amount' | 'currency' | 'text' | 'raw' | 'endToEndId' | 'reference' | 'supplementary'>,
  payouts: readonly Payout[],
): Payout | undefined {
  const equal = payouts.filter(({ amount, currency }) => currency === entry.currency && toUnits(amount) === toUnits(entry.amount));
  const words = [entry.text, entry.raw, entry.endToEndId, entry.reference, entry.supplementary].filter(Boolean).join(' ').toLowerCase();
  const named = equal.filter(({ references }) => references.some((reference) => hasWord(words, reference.toLowerCase())));
  if (named.length > 0) return named.length === 1 ? named[0] : undefined;
  return equal.length === 1 && words.includes(equal[0]!.provider) ? equal[0] : undefined;
}

/** `batch 12` is not in `batch 123`. */
function hasWord(words: string, wanted: string): boolean {
  for (let at = words.indexOf(wanted); at >= 0; at = words.indexOf(wanted, at + 1)) {
    if (!/[a-z0-9]/.test(words[at - 1] ?? ' ') && !/[a-z0-9]/.test(words[at + wanted.length] ?? ' ')) return true;
  }
  return false;
}

export const isRecord = (value: Json | undefined): value is { [name: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);
