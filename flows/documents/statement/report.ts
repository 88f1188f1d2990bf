/** A statement as the command line and the API show it: few names, amounts as decimal strings, what is unknown as null. */
import type { Entry, Statement, StatementEvent, StatementHead, StatementWarning } from './statement.ts';

export interface EntryReport {
  bookingDate: string | null;
  valueDate: string | null;
  amount: string;
  currency: string | null;
  reference: string | null;
  endToEndId: string | null;
  counterparty: string | null;
  text: string;
  /** Only on entries that are announced and not booked. */
  status?: 'pending' | 'info';
}

export interface StatementReport {
  account: string | null;
  currency: string | null;
  opening: string | null;
  closing: string | null;
  warnings: StatementWarning[];
  entries: EntryReport[];
}

export const reportEntry = (entry: Entry, currency = ''): EntryReport => ({
  bookingDate: entry.bookingDate ?? null,
  valueDate: entry.valueDate ?? null,
  amount: entry.amount,
  currency: entry.currency || currency || null,
  reference: entry.reference ?? null,
  endToEndId: entry.endToEndId ?? null,
  counterparty: entry.counterparty?.name ?? entry.counterparty?.account ?? null,
  text: entry.text || entry.references.map(({ reference }) => reference).join(' ') || entry.supplementary || '',
  ...(entry.status === 'booked' ? {} : { status: entry.status }),
});

/** Everything but the entries. */
export const reportHead = ({ account }: StatementHead, end: Omit<Extract<StatementEvent, { kind: 'close' }>, 'kind'>): Omit<StatementReport, 'entries'> => ({
  account: account || null,
  currency: end.currency || null,
  opening: end.opening ?? null,
  closing: end.closing ?? null,
  warnings: end.warnings,
});

export const reportStatement = (statement: Statement): StatementReport => ({
  ...reportHead(statement, statement),
  entries: statement.entries.map((entry) => reportEntry(entry, statement.currency)),
});
