/** Statements of tests: one account in euro, opened at nothing and closed at what its entries come to. */
import { fromUnits, toUnits } from '../../flows/documents/statement/amount.ts';
import type { Entry, Statement } from '../../flows/documents/statement/statement.ts';

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
