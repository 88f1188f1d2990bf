/** What makes an entry the same entry when it comes again: account, statement and the bank's reference; without one, what it says. */
import { createHash } from 'node:crypto';
import type { Entry, StatementHead } from './statement.ts';
import { tidy } from './text.ts';

/** Keys of a statement's entries, asked in the order of the statement: equal entries without a reference are told apart by their ordinal. */
export function entryKeys({ account, id }: Pick<StatementHead, 'account' | 'id'>): (entry: Entry) => string {
  const seen = new Map<string, number>();
  return (entry) => {
    const base = entry.reference === undefined ? `#${digestOf(entry)}` : entry.reference;
    const ordinal = (seen.get(base) ?? 0) + 1;
    seen.set(base, ordinal);
    return [account, id, ordinal === 1 ? base : `${base}~${ordinal}`].map((part) => part.replaceAll('|', '%7C')).join('|');
  };
}

const digestOf = ({ bookingDate = '', valueDate = '', amount, currency, text, supplementary = '' }: Entry): string =>
  createHash('sha256')
    .update(JSON.stringify([bookingDate || valueDate, amount, currency, tidy(text || supplementary)]))
    .digest('base64url')
    .slice(0, 22);

/** Key of the statement itself: the same file, or the same statement in another file. */
export function statementKey({ account, id, stage, format, page = '' }: StatementHead, entries: readonly Entry[]): string {
  const keyOf = entryKeys({ account, id });
  const digest = createHash('sha256');
  for (const entry of entries) digest.update(`${keyOf(entry)}\n${entry.bookingDate ?? ''} ${entry.amount} ${entry.currency}\n`);
  return createHash('sha256')
    .update(JSON.stringify([account, id, stage, format, page, digest.digest('base64url')]))
    .digest('base64url');
}
