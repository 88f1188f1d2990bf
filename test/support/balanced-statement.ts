/** Statements of tests: one account in euro, opened at nothing and closed at what its entries come to. */
import { fromUnits, toUnits } from '../../flows/documents/statement/amount.ts';
import { type Entry, noFacts, type Statement } from '../../flows/documents/statement/statement.ts';

/** One booked amount of a known payer. */
export const bankEntry = (amount: string, text: string, more: Partial<Entry> = {}): Entry => ({
  ...noFacts(),
  line: 1,
  status: 'booked',
  details: [],
  currency: 'EUR',
  bookingDate: '2026-10-01',
  counterparty: { name: 'Nordlys AS', account: 'NO93' },
  amount,
  text,
  ...more,
});

export const balanced = (id: string, entries: Entry[], more: Partial<Statement> = {}): Statement => {
  const isMt = more.format?.startsWith('MT') ?? false;
  const closing = entries.reduce((sum, { amount }) => sum + toUnits(amount), 0n);
  return {
    format: 'camt.053',
    stage: 'end-of-day',
    id,
    account: 'SE45',
    currency: 'EUR',
    line: 1,
    balances: [
      { type: 'opening', code: isMt ? '60F' : 'OPBD', amount: '0.00', currency: 'EUR' },
      { type: 'closing', code: isMt ? '62F' : 'CLBD', amount: fromUnits(closing, 'EUR'), currency: 'EUR' },
    ],
    warnings: [],
    entries,
    ...more,
  };
};
