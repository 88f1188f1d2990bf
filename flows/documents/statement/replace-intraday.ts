/** During the day a bank announces what its end-of-day statement then books: the later word replaces the earlier, it is never added. */
import { entryKeys } from './entry-key.ts';
import type { Entry, Statement } from './statement.ts';

export interface DayEntry {
  key: string;
  /** Told during the day or by an advice: stands until the end of the day has spoken of its day. */
  provisional: boolean;
  account: string;
  entry: Entry;
}

/** What stands in the account after a statement came in: nothing twice, also of overlapping statements, and nothing provisional of a day the end of day has told. */
export function takeIn(kept: readonly DayEntry[], statement: Statement): { entries: DayEntry[]; added: DayEntry[]; replaced: DayEntry[] } {
  const { account, stage } = statement;
  const provisional = stage !== 'end-of-day';
  // reports of a day repeat themselves under new ids, so a provisional entry is known by what it says
  const keyOf = entryKeys({ account, id: provisional ? '' : statement.id });
  const ours = kept.filter((one) => one.account === account);
  const known = new Set(ours.map(({ key }) => key));
  const sameWord = ours.filter((one) => one.provisional === provisional);
  const before = counted(sameWord.map(({ entry }) => entry));
  const told = new Set(ours.filter((one) => !one.provisional).map(({ entry }) => entry.bookingDate ?? ''));
  const added = statement.entries
    .filter(({ status }) => status === 'booked')
    .map((entry): DayEntry => ({ key: keyOf(entry), provisional, account, entry }))
    .filter(({ key, entry }) => !known.has(key) && !before.take(entry) && !(provisional && told.has(entry.bookingDate ?? '')));
  const final = provisional ? new Set<string>() : daysToldBy(statement);
  const replaced = ours.filter((one) => one.provisional && final.has(one.entry.bookingDate ?? ''));
  const gone = new Set(replaced);
  return { entries: [...kept.filter((entry) => !gone.has(entry)), ...added], added, replaced };
}

/** How often the bank's own reference of a day and an amount is there already: a second statement over the same days repeats it. */
function counted(entries: readonly Entry[]): { take(entry: Entry): boolean } {
  const left = new Map<string, number>();
  const nameOf = ({ bankReference, bookingDate, amount, currency }: Entry): string | undefined =>
    bankReference === undefined ? undefined : JSON.stringify([bankReference, bookingDate, amount, currency]);
  for (const name of entries.map(nameOf)) if (name !== undefined) left.set(name, (left.get(name) ?? 0) + 1);
  return {
    take(entry) {
      const name = nameOf(entry);
      const count = name === undefined ? 0 : (left.get(name) ?? 0);
      if (name !== undefined && count > 0) left.set(name, count - 1);
      return count > 0;
    },
  };
}

function daysToldBy({ entries, balances }: Statement): Set<string> {
  const closing = balances.find(({ type }) => type === 'closing')?.date;
  return new Set([...entries.map(({ bookingDate }) => bookingDate ?? ''), ...(closing === undefined ? [] : [closing])]);
}
