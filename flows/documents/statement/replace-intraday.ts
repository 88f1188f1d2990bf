/** During the day a bank announces what its end-of-day statement then books: the later word replaces the earlier, it is never added. */
import { entryKeys } from './entry-key.ts';
import type { Entry, Statement } from './statement.ts';

export interface DayEntry {
  key: string;
  account: string;
  stage: Statement['stage'];
  entry: Entry;
}

/** What stands in the account after a statement came in: nothing twice, and no intraday entry of a day the end of day has told. */
export function takeIn(kept: readonly DayEntry[], statement: Statement): { entries: DayEntry[]; added: DayEntry[]; replaced: DayEntry[] } {
  if (statement.stage === 'advice') return { entries: [...kept], added: [], replaced: [] };
  const keyOf = entryKeys(statement);
  const known = new Set(kept.map(({ key }) => key));
  const told = daysOf(kept, statement.account);
  const added = statement.entries
    .filter(({ status }) => status === 'booked')
    .map((entry): DayEntry => ({ key: keyOf(entry), account: statement.account, stage: statement.stage, entry }))
    .filter(({ key, entry }) => !known.has(key) && !(statement.stage === 'intraday' && told.has(entry.bookingDate ?? '')));
  const final = statement.stage === 'end-of-day' ? daysToldBy(statement) : new Set<string>();
  const replaced = kept.filter(({ account, stage, entry }) => account === statement.account && stage === 'intraday' && final.has(entry.bookingDate ?? ''));
  const gone = new Set(replaced);
  return { entries: [...kept.filter((entry) => !gone.has(entry)), ...added], added, replaced };
}

/** Days of an account that an end-of-day statement has spoken of. */
const daysOf = (kept: readonly DayEntry[], account: string): Set<string> =>
  new Set(kept.filter((one) => one.account === account && one.stage === 'end-of-day').map(({ entry }) => entry.bookingDate ?? ''));

function daysToldBy({ entries, balances }: Statement): Set<string> {
  const closing = balances.find(({ type }) => type === 'closing')?.date;
  return new Set([...entries.map(({ bookingDate }) => bookingDate ?? ''), ...(closing === undefined ? [] : [closing])]);
}
