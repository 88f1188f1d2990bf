/** The parts of the printed invoice, from top to bottom. Each answers the y below it. */
import Big from 'big.js';
import type { Address, Invoice, Line, Party } from '../invoice.ts';
import { isCreditNote } from '../ubl/syntax.ts';
import { ink, inner, page, type Sheet } from './sheet.ts';
import type { writing } from './words.ts';

export type Writing = ReturnType<typeof writing>;

const addressOf = ({ street, street2, street3, postcode, city, region, country }: Address = {}): string[] =>
  [street, street2, street3, [postcode, city].filter(Boolean).join(' '), region, country].filter((line): line is string => Boolean(line));

export function drawHead(sheet: Sheet, invoice: Invoice, { words }: Writing): number {
  const { seller } = invoice;
  const half = inner / 2;
  const title = isCreditNote(invoice) ? words.creditNote : words.invoice;
  const left = sheet.write(seller?.tradingName ?? seller?.name ?? '', page.margin, page.margin, { size: 15, strong: true, width: half });
  const lines = addressOf(seller?.address).join(', ');
  const below = lines === '' ? left : sheet.write(lines, page.margin, left + 2, { size: 8, color: ink.quiet, width: half });
  const right = sheet.write(title, page.margin + half, page.margin, { size: 20, strong: true, align: 'right', width: half, color: ink.accent });
  const number = sheet.write(invoice.number ?? '', page.margin + half, right, { size: 11, align: 'right', width: half });
  return Math.max(below, number) + 22;
}

export function drawParties(sheet: Sheet, invoice: Invoice, { words, day }: Writing, from: number): number {
  const { buyer, deliveries = [], orders = [], preceding = [] } = invoice;
  const column = inner * 0.32;
  const block = (label: string, lines: string[], x: number): number => {
    let y = sheet.write(label, x, from, { size: 7.5, color: ink.quiet, width: column });
    lines.forEach((line, index) => {
      y = sheet.write(line, x, y + 1, { width: column, strong: index === 0 });
    });
    return y;
  };
  const named = (party: Party | undefined): string[] => [party?.name ?? '', party?.contact?.name ?? '', ...addressOf(party?.address)].filter(Boolean);
  const place = deliveries[0];
  const ends = [block(words.billTo, named(buyer), page.margin)];
  const there = [place?.name ?? '', ...addressOf(place?.address)].filter(Boolean);
  if (there.length > 0) ends.push(block(words.deliverTo, there, page.margin + column + 12));
  const facts: [string, string | undefined][] = [
    [words.issueDate, invoice.issueDate && day(invoice.issueDate)],
    [words.dueDate, invoice.dueDate && day(invoice.dueDate)],
    [words.delivered, place?.date && day(place.date)],
    [words.order, orders[0]?.number],
    [words.buyerReference, invoice.buyerReference],
    [words.vatId, buyer?.vatId],
    [words.credits, preceding[0]?.number],
  ];
  const x = page.margin + inner * 0.68;
  const width = inner * 0.32;
  let y = from;
  for (const [label, value] of facts) {
    if (value === undefined) continue;
    const labelled = sheet.write(label, x, y, { size: 8, color: ink.quiet, width: width * 0.48 });
    y = Math.max(labelled, sheet.write(value, x + width * 0.48, y, { size: 8, width: width * 0.52, align: 'right' })) + 2;
  }
  return Math.max(...ends, y) + 22;
}

/** Columns of the table: share of the width. */
const columns = { description: 0.44, quantity: 0.13, price: 0.17, tax: 0.1, amount: 0.16 };
type Column = keyof typeof columns;

function drawRow(sheet: Sheet, y: number, cells: Record<Column, string>, how: { color?: string; size?: number; strong?: boolean } = {}): number {
  let x = page.margin;
  let bottom = y;
  for (const name of Object.keys(columns) as Column[]) {
    const width = columns[name] * inner;
    bottom = Math.max(
      bottom,
      sheet.write(cells[name], x, y, { ...how, width: width - 6, align: name === 'description' ? 'left' : 'right', figures: name !== 'description' }),
    );
    x += width;
  }
  return bottom;
}

/** The lines; `fits` turns the page where a row would not. */
export function drawLines(sheet: Sheet, invoice: Invoice, { words, number }: Writing, from: number, turn: (y: number, height: number) => number): number {
  const { description, quantity, price, tax, amount } = words;
  const head = (y: number): number => {
    const below = drawRow(sheet, y, { description, quantity, price, tax, amount: `${amount} ${invoice.currency ?? ''}` }, { size: 7.5, color: ink.quiet });
    sheet.rule(below + 3);
    return below + 9;
  };
  let y = head(from);
  for (const line of invoice.lines ?? []) {
    const height = heightOf(sheet, line) + 12;
    const at = turn(y, height);
    if (at !== y) y = head(at);
    const { item, price: priced, tax: taxed } = line;
    const per = priced?.quantity === undefined || new Big(priced.quantity).eq(1) ? '' : ` / ${number(priced.quantity)}`;
    const bottom = drawRow(sheet, y, {
      description: item?.name ?? '',
      quantity: `${number(line.quantity ?? '')} ${unitOf(line.unit)}`.trim(),
      price: `${number(priced?.net ?? '', 2)}${per}`,
      tax: taxed?.rate === undefined ? (taxed?.category ?? '') : `${number(taxed.rate)} %`,
      amount: number(line.net ?? '', 2),
    });
    const below = detailsOf(line).reduce(
      (at, text) => sheet.write(text, page.margin, at, { size: 7.5, color: ink.quiet, width: columns.description * inner - 6 }),
      bottom,
    );
    sheet.rule(below + 4);
    y = below + 9;
  }
  return y + 6;
}

const heightOf = (sheet: Sheet, line: Line): number =>
  sheet.measure(line.item?.name ?? ' ', { width: columns.description * inner - 6 }) +
  detailsOf(line).reduce((sum, text) => sum + sheet.measure(text, { size: 7.5, width: columns.description * inner - 6 }), 0);

const detailsOf = ({ item, note, allowances = [], charges = [] }: Line): string[] =>
  [
    item?.sellerId,
    item?.description,
    note,
    ...allowances.map(({ reason, amount }) => `${reason ?? ''} −${amount}`.trim()),
    ...charges.map(({ reason, amount }) => `${reason ?? ''} +${amount}`.trim()),
  ].filter((text): text is string => Boolean(text));

/** Codes of Recommendation 20 that people do not read. */
const units: Record<string, string> = {
  C62: '',
  H87: '',
  EA: '',
  NAR: '',
  KGM: 'kg',
  GRM: 'g',
  MTR: 'm',
  CMT: 'cm',
  LTR: 'l',
  HUR: 'h',
  DAY: 'd',
  MON: 'mo',
  KWH: 'kWh',
  MTK: 'm²',
  MTQ: 'm³',
};
const unitOf = (code = ''): string => units[code] ?? code;
