/** Below the lines: totals, tax, how to pay, notes, and the foot of every page. */
import type { Invoice } from '../invoice.ts';
import { isCreditNote } from '../ubl/syntax.ts';
import type { Writing } from './parts.ts';
import { ink, inner, page, type Sheet } from './sheet.ts';

export function drawTotals(sheet: Sheet, invoice: Invoice, { words, number }: Writing, from: number): number {
  const { totals = {}, taxes = [], allowances = [], charges = [], currency = '' } = invoice;
  const amount = (value: string | undefined): string => number(value ?? '', 2);
  const rows: [string, string][] = [];
  if (allowances.length + charges.length > 0) rows.push([words.lines, amount(totals.lines)]);
  for (const one of allowances) rows.push([one.reason ?? '', `−${amount(one.amount)}`]);
  for (const one of charges) rows.push([one.reason ?? '', amount(one.amount)]);
  rows.push([words.net, amount(totals.net)]);
  for (const tax of taxes) rows.push([taxLabel(tax, { words, number }), amount(tax.tax)]);
  rows.push([words.gross, amount(totals.gross)]);
  if (totals.prepaid !== undefined) rows.push([words.prepaid, `−${amount(totals.prepaid)}`]);
  if (totals.rounding !== undefined) rows.push([words.rounding, amount(totals.rounding)]);
  const width = inner * 0.46;
  const x = page.margin + inner - width;
  let y = from;
  for (const [label, value] of rows) {
    const left = sheet.write(label, x, y, { color: ink.quiet, width: width * 0.62 });
    y = Math.max(left, sheet.write(value, x + width * 0.62, y, { width: width * 0.38 - 6, align: 'right', figures: true })) + 2;
  }
  sheet.panel(x - 10, y + 4, width + 10, 30);
  sheet.write(isCreditNote(invoice) ? words.credited : words.payable, x, y + 12, { size: 10, strong: true, width: width * 0.5 });
  sheet.write(`${currency} ${amount(totals.payable)}`, x + width * 0.4, y + 11, {
    size: 12,
    strong: true,
    width: width * 0.6 - 6,
    align: 'right',
    figures: true,
  });
  return y + 52;
}

function taxLabel({ rate, base, category, exemption }: NonNullable<Invoice['taxes']>[number], { words, number }: Pick<Writing, 'words' | 'number'>): string {
  if (exemption !== undefined) return exemption;
  return `${words.tax} ${rate === undefined ? (category ?? '') : `${number(rate)} %`} ${words.on} ${number(base ?? '', 2)}`;
}

/** Code, account, reference and terms, in the column beside the totals. */
export function drawPayment(sheet: Sheet, invoice: Invoice, { words, day }: Writing, from: number, code: string | undefined): number {
  const { payments = [], paymentTerms = [], paymentReference, dueDate } = invoice;
  const account = payments.find(({ account }) => account?.id !== undefined)?.account;
  const facts: [string, string | undefined][] = [
    [words.account, account?.id?.replace(/(.{4})(?=.)/g, '$1 ')],
    [words.bank, account?.bank],
    [words.reference, paymentReference],
    [words.dueDate, dueDate && day(dueDate)],
  ];
  const size = 88;
  const column = inner * 0.48;
  const x = page.margin + (code === undefined ? 0 : size + 16);
  let y = from;
  for (const [label, value] of facts) {
    if (value === undefined) continue;
    const below = sheet.write(label, x, y, { size: 7, color: ink.quiet, width: column - (x - page.margin) });
    y = sheet.write(value, x, below, { size: 8.5, width: column - (x - page.margin) }) + 3;
  }
  if (code !== undefined) {
    sheet.code(code, page.margin, from + 2, size);
    y = Math.max(y, sheet.write(words.scan, page.margin, from + size + 6, { size: 7, color: ink.quiet, width: size }) + 3);
  }
  for (const { text } of paymentTerms) if (text !== undefined) y = sheet.write(text.replace(/\n\s+/g, '\n'), page.margin, y + 3, { size: 8, width: column });
  return y + 14;
}

export const notesOf = ({ notes = [] }: Invoice): string => notes.map(({ text }) => text ?? '').join('\n');

/** The same foot on every page. */
export function drawFoots(sheet: Sheet, { seller, number }: Invoice, { words }: Writing): void {
  const { start, count } = sheet.doc.bufferedPageRange();
  const facts = [seller?.name, seller?.vatId, seller?.legalId?.value, seller?.legalInfo, seller?.contact?.email, seller?.contact?.phone];
  const said = facts.filter((fact): fact is string => Boolean(fact)).join('  ·  ');
  for (let index = start; index < start + count; index++) {
    sheet.doc.switchToPage(index);
    const y = page.height - page.margin + 4;
    sheet.rule(y - 8);
    sheet.write(said, page.margin, y, { size: 7, color: ink.quiet, width: inner * 0.76 });
    sheet.write(`${number ?? ''}   ${words.page} ${index + 1} ${words.of} ${count}`, page.margin + inner * 0.76, y, {
      size: 7,
      color: ink.quiet,
      width: inner * 0.24,
      align: 'right',
    });
  }
}
