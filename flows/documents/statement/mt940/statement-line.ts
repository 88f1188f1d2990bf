import { commaAmount, negated } from '../amount.ts';
import { nearDay, shortDay, type Warn } from '../day.ts';
import { given } from '../given.ts';
import { quoted, refuse } from '../refuse.ts';
import { said, tidy, unwrap } from '../text.ts';

export interface StatementLine {
  valueDate: string;
  bookingDate: string;
  amount: string;
  reversal: boolean;
  type: string;
  customerReference?: string;
  bankReference?: string;
  /** Name that some banks append to the customer's reference. */
  name?: string;
  supplementary?: string;
}

const pattern = /^(\d{6})(\d{4})?\s?(R[CD]|E[CD]|[CD])([A-Z])?\s?([\d.,]+)(?:([A-Z][A-Z0-9 ]{3})(.*)|\s*)$/s;

/** Field :61:. RC takes a credit back and is negative, RD takes a debit back and is positive. */
export function statementLine(lines: readonly string[], currency: string, line: number, warn: Warn): StatementLine {
  let [first = '', ...further] = lines;
  let match = pattern.exec(first);
  for (; (match === null || match[6] === undefined) && further.length > 0 && pattern.test(first + further[0]); [, ...further] = further) {
    first += further[0];
    match = pattern.exec(first);
  }
  if (match === null)
    return refuse('bank.invalid_line', line, `Line ${line} is no statement line: ${quoted(first)} — it begins with a date, C or D and an amount.`);
  const [, value = '', entry, mark = '', , amount = '', type = '', rest = ''] = match;
  const valueDate = shortDay(value, line, warn);
  const plain = commaAmount(amount, currency, line);
  const isDebit = mark === 'D' || mark === 'RC' || mark === 'ED';
  const [before = '', ...after] = rest.split('//');
  const [reference = '', ...name] = before.trim().split(/\s{2,}/);
  const supplementary = unwrap(
    further.filter((text) => text.trim() !== ''),
    34,
  );
  return {
    valueDate,
    bookingDate: entry === undefined ? valueDate : nearDay(entry, valueDate, line, warn),
    amount: isDebit ? negated(plain) : plain,
    reversal: mark.startsWith('R'),
    type: type.trim(),
    ...given('customerReference', said(reference)),
    ...given('bankReference', said(after.join('//'))),
    ...given('name', tidy(name.join(' ')) || undefined),
    ...given('supplementary', supplementary || undefined),
  };
}
