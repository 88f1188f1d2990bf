import { minorAmount, negated } from '../amount.ts';
import { shortDay, type Warn } from '../day.ts';
import { given } from '../given.ts';
import { type Entry, noFacts, type Party } from '../statement.ts';
import { said, tidy } from '../text.ts';
import type { Bai2Record } from './records.ts';
import { isReturn, signOf } from './type-codes.ts';

/** Record 16 with what its 88 records add; undefined for a code that moves no money. */
export function transactionOf(record: Bai2Record, { currency, date }: { currency: string; date: string | undefined }, warn: Warn): Entry | undefined {
  const [code = '', amount = '', ...rest] = record.fields;
  const sign = signOf(code);
  if (sign === 0 || amount === '') return undefined;
  const { fields, valueDate } = afterFunds(rest, record.line, warn);
  const [bankReference = '', customerReference = '', ...words] = fields;
  const named = namedIn(record.continued);
  const free = [words.join(','), ...record.continued.filter((text) => !isNamed(text))];
  const raw = [words.join(','), ...record.continued].join('\n');
  const plain = minorAmount(amount, currency, record.line);
  const credit = sign > 0;
  const counterparty: Party = {
    ...given('name', credit === isReturn(code) ? named['CRNM'] : named['DBNM']),
    ...given('account', credit ? named['DACT'] : named['CACT']),
    ...given('bank', credit ? (named['DBIC'] ?? named['DABA']) : (named['CBIC'] ?? named['CABA'])),
  };
  const supplementary = tidy(free.join(' '));
  return {
    ...noFacts(),
    line: record.line,
    status: 'booked',
    amount: credit ? plain : negated(plain),
    currency,
    ...given('bookingDate', date ?? valueDate),
    ...given('valueDate', valueDate ?? date),
    ...given('reference', said(bankReference) ?? said(customerReference)),
    ...given('bankReference', said(bankReference)),
    ...given('customerReference', said(customerReference)),
    ...given('endToEndId', said(named['EREF'])),
    ...given('chequeNumber', said(named['CHKN'])),
    ...(Object.keys(counterparty).length === 0 ? {} : { counterparty }),
    type: code,
    text: named['REMI'] ? tidy(named['REMI']) : supplementary,
    raw,
    supplementary,
    ...(isReturn(code) ? { returned: { ...given('code', /Reason: ?"?([A-Z]\d{2})\b/.exec(raw)?.[1]), text: supplementary } } : {}),
    details: [],
  };
}

/** Funds type: S has three amounts, V a value date and time, D a list of days; 0, 1, 2, Z and nothing have no more. */
function afterFunds([funds = '', ...rest]: string[], line: number, warn: Warn): { fields: string[]; valueDate?: string } {
  if (funds === 'S') return { fields: rest.slice(3) };
  if (funds === 'D') return { fields: rest.slice(1 + 2 * (Number(rest[0]) || 0)) };
  if (funds !== 'V') return { fields: rest };
  const [date = '', , ...fields] = rest;
  return { fields, ...(date === '' ? {} : { valueDate: shortDay(date, line, warn) }) };
}

const isNamed = (text: string): boolean => /^\s*:?[A-Z]{4}:/.test(text);

/** `88,EREF: 1111`: banks name what they continue with. */
function namedIn(lines: string[]): Record<string, string> {
  const found: Record<string, string> = {};
  for (const text of lines) {
    const [, key, value] = /^\s*:?([A-Z]{4}):\s*(.*)$/s.exec(text) ?? [];
    if (key !== undefined && value !== undefined && value.trim() !== '') found[key] ??= value.trim();
  }
  return found;
}
