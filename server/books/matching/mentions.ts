/** What a payment names: items by number, list, range, cut or misread number, structured reference; customers; and numbers of ours that are not open. */
import { compact, runsOf, shapeOf, stripped, unscanned } from './compact.ts';
import { digitsOf, type ItemIndex, itemsOfReference, referenceKey } from './item-index.ts';
import type { Customer, OpenItem, Payment } from './shapes.ts';

export type How = 'structured' | 'number' | 'weak' | 'related' | 'tail' | 'scan';

export interface Mentions {
  items: Map<OpenItem, How>;
  customers: Set<Customer>;
  /** Looks like one of our numbers, yet no open item has it. */
  strange: string[];
  /** The same span of numbers read as a range. */
  range: OpenItem[];
}

/** So many runs of letters or digits make up one reference at most. */
const longestSpan = 10;
const longestRange = 40;
const order: How[] = ['structured', 'number', 'related', 'tail', 'scan', 'weak'];
const namesAnInvoice =
  /^(?:INV|INVOICE|INVOICES|RE|RG|RECHNUNG|RECHNUNGSNR|RNR|FAKTURA|FAKTURANR|FACTUUR|FACTURE|FACTURA|FATTURA|LASKU|NO|NR|NUMMER|REF|BILL|KID|OCR)$/;

export function mentionsOf(payment: Payment, index: ItemIndex): Mentions {
  const found: Mentions = { items: new Map(), customers: new Set(), strange: [], range: [] };
  for (const reference of payment.references) {
    const items = itemsOfReference(reference, index);
    for (const item of items) say(found, item, 'structured');
    if (items.length === 0 && !readText(reference, index, found)) found.strange.push(reference.trim());
  }
  for (const { number } of payment.documents) if (!readText(number, index, found)) found.strange.push(number.trim());
  if (payment.endToEndId !== undefined) {
    const strange = [...found.strange];
    readText(payment.endToEndId, index, found);
    found.strange = strange; // the payer's own numbering may look like ours
  }
  readText(payment.text, index, found);
  for (const id of [...payment.payer.ids, ...(payment.mandate === undefined ? [] : [payment.mandate])]) {
    for (const customer of index.customersById.get(stripped(compact(id))) ?? []) found.customers.add(customer);
  }
  return found;
}

function say({ items }: Mentions, item: OpenItem, how: How): void {
  const known = items.get(item);
  if (known === undefined || order.indexOf(how) < order.indexOf(known)) items.set(item, how);
}

/** Reads numbers from the longest span of runs to the shortest; answers whether anything was understood. */
function readText(text: string, index: ItemIndex, found: Mentions): boolean {
  const runs = runsOf(text);
  let understood = false;
  let last: { item: OpenItem; end: number } | undefined;
  for (let at = 0; at < runs.length; ) {
    const span = spanAt(runs, at, index);
    if (span !== undefined) {
      understood = true;
      for (const item of span.items) say(found, item, span.how);
      for (const customer of span.customers) found.customers.add(customer);
      const [item] = span.items;
      if (item !== undefined && last !== undefined && runs[at]!.gap.match(/^\s*[-–—]\s*$/) && last.end === at) range(last.item, item, index, found);
      if (item !== undefined) last = { item, end: span.end };
      at = span.end;
      continue;
    }
    const next = last !== undefined && last.end === at ? following(last.item, runs[at]!, index) : undefined;
    if (next !== undefined && last !== undefined) {
      say(found, next, 'number');
      if (/[-–—]/.test(runs[at]!.gap)) range(last.item, next, index, found);
      last = { item: next, end: at + 1 };
    } else if (last !== undefined && /^(?:BIS|TO|TIL|TILL|TOT|AND|UND|OG|OCH|EN)$/.test(runs[at]!.run) && last.end === at) {
      const after = spanAt(runs, at + 1, index);
      if (after?.items[0] !== undefined && !/^(?:AND|UND|OG|OCH|EN)$/.test(runs[at]!.run)) range(last.item, after.items[0], index, found);
    } else if (!understoodLoosely(runs, at, index, found)) noteStrange(runs, at, index, found);
    at++;
  }
  return understood || found.items.size > 0;
}

interface Span {
  items: OpenItem[];
  customers: Customer[];
  how: How;
  end: number;
}

function spanAt(runs: ReturnType<typeof runsOf>, at: number, index: ItemIndex): Span | undefined {
  const texts: string[] = [];
  let text = '';
  for (let end = at; end < Math.min(runs.length, at + longestSpan); end++) {
    text += runs[end]!.run;
    texts.push(text);
  }
  for (let size = texts.length; size > 0; size--) {
    const joined = texts[size - 1]!;
    if (joined.length < 3 || !/\d/.test(joined)) continue;
    const end = at + size;
    const issued = index.byReference.has(referenceKey(joined)) || /^RF\d\d./.test(joined) ? itemsOfReference(joined, index) : [];
    if (issued.length > 0) return { items: issued, customers: [], how: 'structured', end };
    const numbered = index.byNumber.get(joined) ?? index.byNumber.get(stripped(joined));
    if (numbered !== undefined) return { items: numbered, customers: [], how: strengthOf(joined, runs, at), end };
    const customers = index.customersById.get(stripped(joined));
    const related = joined.length >= 4 ? index.byRelated.get(stripped(joined)) : undefined;
    if (related !== undefined || customers !== undefined) return { items: related ?? [], customers: customers ?? [], how: 'related', end };
  }
  return undefined;
}

/** A short number of digits may be a day, a sum or a street: it counts in full after a word for invoice. */
function strengthOf(number: string, runs: ReturnType<typeof runsOf>, at: number): How {
  if (/[A-Z]/.test(number) || number.length >= 7) return 'number';
  return namesAnInvoice.test(runs[at - 1]?.run ?? '') ? 'number' : 'weak';
}

/** `1001/02/03`: digits after a number stand for its own last digits. */
function following(item: OpenItem, { run, gap }: { run: string; gap: string }, { byNumber }: ItemIndex): OpenItem | undefined {
  const number = compact(item.number);
  if (!/^\d{1,6}$/.test(run) || run.length >= digitsOf(number).length || !/^\s*[/,;+&–—-]\s*$/.test(gap)) return undefined;
  const found = byNumber.get(number.slice(0, -run.length) + run);
  return found?.length === 1 ? found[0] : undefined;
}

/** Everything open between two numbers of one shape. */
function range(from: OpenItem, to: OpenItem, { byNumber }: ItemIndex, found: Mentions): void {
  const [first, last] = [compact(from.number), compact(to.number)];
  const [, prefix = '', low = ''] = /^(.*?)(\d+)$/.exec(first) ?? [];
  const [, other = '', high = ''] = /^(.*?)(\d+)$/.exec(last) ?? [];
  if (prefix !== other || low.length !== high.length || low.length > 18 || BigInt(high) - BigInt(low) > BigInt(longestRange)) return;
  for (let at = BigInt(low); at <= BigInt(high); at++) {
    for (const item of byNumber.get(prefix + at.toString().padStart(low.length, '0')) ?? []) if (!found.range.includes(item)) found.range.push(item);
  }
}

/** A cut number of at least five digits, or one a scanner misread, when only one open item can be meant. */
function understoodLoosely(runs: ReturnType<typeof runsOf>, at: number, index: ItemIndex, found: Mentions): boolean {
  const { run } = runs[at]!;
  if (/^\d{5,}$/.test(run)) {
    const ends = (index.byTail.get(run.slice(-5)) ?? []).filter((item) => digitsOf(item.number).length > run.length && digitsOf(item.number).endsWith(run));
    if (ends.length === 1 && ends[0] !== undefined) {
      say(found, ends[0], 'tail');
      return true;
    }
  }
  let text = '';
  for (let end = at; end < Math.min(runs.length, at + 6); end++) {
    if (end > at && /\s/.test(runs[end]!.gap) && text.length >= 8) break;
    text += runs[end]!.run;
    if (text.length < 5 || !/\d/.test(text)) continue;
    const meant = index.byScan.get(unscanned(text));
    if (meant?.length === 1 && meant[0] !== undefined) {
      say(found, meant[0], 'scan');
      return true;
    }
  }
  return false;
}

/** A number made like ours that is not open says that something else was meant. */
function noteStrange(runs: ReturnType<typeof runsOf>, at: number, { shapes }: ItemIndex, found: Mentions): void {
  let text = '';
  for (let end = at; end < Math.min(runs.length, at + 6); end++) {
    text += runs[end]!.run;
    if (text.length < 5 || (at > 0 && /^[A-Z]/.test(text) && runs[at]!.gap === '')) continue;
    const range = shapes.get(shapeOf(text));
    if (range === undefined) continue;
    const hasLetters = /[A-Z]/.test(text);
    if (hasLetters || (text.length >= 6 && text >= range.least && text <= range.most)) found.strange.push(text);
  }
}
