/** Checks while a statement streams: opening balance plus booked entries is the closing balance. */
import { fromUnits, toUnits } from './amount.ts';
import type { Balance, Entry, Stage, StatementEvent, StatementHead, StatementWarning } from './statement.ts';

/** Sum, currency and warnings of one statement; made at its head, asked for its end. */
export interface Tally {
  warn(warning: StatementWarning): void;
  add(entry: Entry): void;
  close(balances: Balance[]): Extract<StatementEvent, { kind: 'close' }>;
}

/** So many warnings of one kind are told one by one; the rest is counted. */
const mostOfAKind = 20;

export function openTally(head: Pick<StatementHead, 'stage' | 'currency' | 'line'>): Tally {
  const warnings: StatementWarning[] = [];
  const perCode = new Map<string, number>();
  let sum = 0n;
  let entries = 0;
  let notBooked = 0;
  const currencies = new Set<string>();

  const warn = (warning: StatementWarning): void => {
    const seen = (perCode.get(warning.code) ?? 0) + 1;
    perCode.set(warning.code, seen);
    if (seen <= mostOfAKind) warnings.push(warning);
  };

  return {
    warn,
    add(entry) {
      if (entry.status !== 'booked') {
        notBooked++;
        return;
      }
      entries++;
      sum += toUnits(entry.amount);
      currencies.add(entry.currency);
    },
    close(balances) {
      const opening = find(balances, head.stage, 'opening');
      const closing = find(balances, head.stage, 'closing');
      const currency = head.currency || opening?.currency || closing?.currency || [...currencies][0] || '';
      const { line } = head;
      if (currency === '') warn({ code: 'bank.currency_missing', detail: 'The statement does not say its currency.', line });
      if (notBooked > 0) warn({ code: 'bank.not_booked', detail: `${notBooked} entries are announced but not booked; they move no balance.`, line });
      if (head.stage === 'end-of-day') {
        if (opening === undefined) warn({ code: 'bank.balance_missing', detail: 'The statement has no opening balance.', line });
        if (closing === undefined) warn({ code: 'bank.balance_missing', detail: 'The statement has no closing balance.', line });
      }
      const foreign = [...currencies, ...[opening, closing].flatMap((balance) => balance?.currency || [])].filter(
        (other) => other !== '' && other !== currency,
      );
      if (foreign.length > 0) {
        warn({
          code: 'bank.currency_mixed',
          detail: `The statement is in ${currency} and also holds ${[...new Set(foreign)].join(', ')}; its sum was not checked.`,
          line,
        });
      } else if (opening !== undefined && closing !== undefined) {
        const difference = toUnits(closing.amount) - toUnits(opening.amount) - sum;
        if (difference !== 0n) {
          const detail = `Opening ${opening.amount} plus ${entries} entries of ${fromUnits(sum, currency)} is not the closing ${closing.amount}; the difference is ${fromUnits(difference, currency)}.`;
          warn({ code: 'bank.balance_mismatch', detail, line });
        }
      }
      for (const [code, count] of perCode) {
        if (count > mostOfAKind) warnings.push({ code, detail: `${count - mostOfAKind} more of this kind.` });
      }
      return {
        kind: 'close',
        currency,
        balances,
        warnings,
        ...(opening === undefined ? {} : { opening: opening.amount }),
        ...(closing === undefined ? {} : { closing: closing.amount }),
      };
    },
  };
}

/** The booked balance; during the day the interim one stands in. Of several openings the first counts, of several closings the last. */
function find(balances: Balance[], stage: Stage, type: 'opening' | 'closing'): Balance | undefined {
  const booked = balances.filter((balance) => balance.type === type);
  const found = type === 'opening' ? booked[0] : booked.at(-1);
  if (found !== undefined || stage === 'end-of-day') return found;
  const interim = balances.filter((balance) => balance.type === 'interim');
  if (type === 'closing') return interim.at(-1);
  return interim.length > 1 ? interim[0] : undefined;
}
