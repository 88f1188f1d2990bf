/** Open items and payments with known truth, made from noisy names and postcodes; the same seed gives the same book. */
import { makeReference, type ReferenceKind } from '../../flows/documents/references/schemes.ts';
import { fromMinor } from '../../flows/money.ts';
import type { BookInput, PaymentInput } from '../../server/books/matching/match-input.ts';

/** One firm or person: as master data has it, and as banks write it. */
export interface Written {
  name: string;
  postcode: string;
  noisy: { name: string; postcode: string }[];
}

export interface GeneratedBook {
  book: BookInput;
  payments: PaymentInput[];
  /** Payment → items that it pays; an empty set where nobody could know. */
  truth: Map<string, Set<string>>;
  /** Payment → how it was made. */
  kinds: Map<string, string>;
}

/** [kind, share in hundred] */
const mix: [string, number][] = [
  ['number', 24],
  ['wrapped', 8],
  ['cut', 5],
  ['misread', 4],
  ['list', 8],
  ['range', 3],
  ['structured', 18],
  ['alias', 9],
  ['name', 7],
  ['combined', 4],
  ['credit', 3],
  ['twins', 3],
  ['contradiction', 2],
  ['stranger', 2],
];
const schemes: ReferenceKind[] = ['RF', 'KID10', 'OGM', 'QRR', 'VIITE', 'OCR'];

/** mulberry32 */
export function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function generateBook(
  written: readonly Written[],
  { seed, payments: count, items: openItems }: { seed: number; payments: number; items: number },
): GeneratedBook {
  const chance = chanceFrom(seed);
  const below = (most: number): number => Math.floor(chance() * most);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!; // never asked of an empty list
  const book: Required<BookInput> = { customers: [], items: [], aliases: [] };
  const made: GeneratedBook = { book, payments: [], truth: new Map(), kinds: new Map() };
  let number = 100_000;

  const issue = (customer: string, cents: number, more: Partial<BookInput['items'][number]> = {}): BookInput['items'][number] => {
    number++;
    const item = {
      id: `i${number}`,
      number: `INV-2026-${number}`,
      customer,
      amount: fromMinor(BigInt(cents), 'EUR').amount,
      currency: 'EUR',
      date: '2026-09-15',
      due: '2026-10-15',
      ...more,
    };
    book.items.push(item);
    return item;
  };
  const cents = (): number => 1_000 + below(900_000);
  const centsOf = ({ amount }: { amount: string }): number => Math.round(Number(amount) * 100);

  const perCustomer = Math.max(1, Math.floor(openItems / written.length));
  written.forEach((one, at) => {
    const id = `C${10_000 + at}`;
    book.customers.push({ id, name: one.name, postcode: one.postcode, accounts: chance() < 0.3 ? [`NL00BANK${at}`] : [] });
    if (chance() < 0.5) book.aliases.push({ customer: id, account: `DE00LEARNED${at}`, confirmed: 2 + below(5) });
    for (let more = perCustomer; more > 0; more--) issue(id, cents());
  });

  for (let at = 0; at < count; at++) {
    const kind = kindAt(chance() * 100);
    const place = below(written.length);
    const customer = book.customers[place]!; // one per written
    const one = written[place]!;
    const seen = one.noisy.length > 0 && chance() < 0.7 ? pick(one.noisy) : one;
    const id = `p${at}`;
    const payment: PaymentInput = { id, amount: '0.00', currency: 'EUR', date: '2026-10-12', name: seen.name.toUpperCase(), text: '' };
    if (chance() < 0.8) payment.postcode = seen.postcode;
    const items = [issue(customer.id, cents())];
    const several = ['list', 'range', 'combined'].includes(kind);
    if (several) for (let more = 1 + below(3); more > 0; more--) items.push(issue(customer.id, cents()));
    let paid = items.reduce((sum, item) => sum + centsOf(item), 0);
    const first = items[0]!.number!;
    let truth = items;

    if (kind === 'number')
      payment.text = pick([`Invoice ${first}`, `Payment ${first} thank you`, first.replaceAll('-', ''), `${customer.id} / ${first.replaceAll('-', ' ')}`]);
    if (kind === 'wrapped')
      payment.text = wrap(
        `Payment of our order by standing instruction of ${chance() < 0.5 ? 'today ' : ''}${first} with thanks for the delivery`,
        pick([27, 35, 65]),
      );
    if (kind === 'cut') payment.text = `inv ${first.slice(-6)}`;
    if (kind === 'misread') payment.text = `Inv ${first.replace('0', 'O').replace(/1(?=\d*$)/, 'I')}`;
    if (kind === 'list') payment.text = items.map((item, nth) => (nth === 0 ? item.number : item.number!.slice(-3))).join('/');
    if (kind === 'range') payment.text = `${first} - ${items.at(-1)!.number}`;
    if (kind === 'structured') {
      const scheme = pick(schemes);
      const reference = makeReference(scheme, `77${number}`);
      items[0]!.references = [reference];
      payment.references = [reference];
    }
    if (kind === 'alias' || kind === 'combined') {
      payment.account = `DE00PAYER${place}`;
      book.aliases.push({ customer: customer.id, account: payment.account, confirmed: 2 });
    }
    if (kind === 'credit') {
      const credit = issue(customer.id, -Math.floor(paid / 4), { type: 'credit-note' });
      paid += centsOf(credit);
      truth = [...items, credit];
      payment.text = `${first} minus credit`;
    }
    if (kind === 'twins') {
      issue(customer.id, paid);
      truth = [];
    }
    if (kind === 'contradiction') {
      payment.text = `INV-2026-${900_000 + at}`;
      truth = [];
    }
    if (kind === 'stranger') {
      payment.name = `UNKNOWN ${at}`;
      delete payment.postcode;
      paid += 1_000_000;
      truth = [];
    }
    const manner = chance();
    if (['number', 'structured'].includes(kind) && manner < 0.05) paid = Math.floor(paid * 0.6);
    else if (['number', 'structured', 'wrapped'].includes(kind) && manner < 0.08) paid -= Math.min(300, Math.floor(paid * 0.004));
    else if (kind === 'number' && manner < 0.13) {
      const off = Math.round(paid * 0.02);
      items[0]!.discount = { amount: fromMinor(BigInt(off), 'EUR').amount, until: '2026-10-10' };
      paid -= off;
    }
    payment.amount = fromMinor(BigInt(paid), 'EUR').amount;
    made.payments.push(payment);
    made.truth.set(id, new Set(truth.map((item) => item.id)));
    made.kinds.set(id, kind);
  }
  return made;
}

function kindAt(place: number): string {
  let sum = 0;
  for (const [kind, share] of mix) {
    sum += share;
    if (place < sum) return kind;
  }
  return 'number';
}

const wrap = (text: string, width: number): string => text.match(new RegExp(`.{1,${width}}`, 'g'))!.join('\n'); // a text has a line

/** Records of the febrl sets: originals, each with its noisy copies. */
export function readFebrl(csv: string): Written[] {
  const all = new Map<string, Written>();
  const rows = csv
    .split(/\r?\n/)
    .slice(1)
    .filter(Boolean)
    .map((line) => line.split(',').map((cell) => cell.trim()));
  const nameOf = ([, given = '', surname = '']: string[]): string => `${given} ${surname}`.trim();
  for (const row of rows) if (row[0]!.endsWith('-org')) all.set(row[0]!.replace(/-org$/, ''), { name: nameOf(row), postcode: row[7]!, noisy: [] }); // columns of the set
  for (const row of rows) {
    const original = all.get(row[0]!.replace(/-(?:dup-\d+|org)$/, ''));
    if (!row[0]!.endsWith('-org') && original !== undefined) original.noisy.push({ name: nameOf(row), postcode: row[7]! });
  }
  return [...all.values()].filter(({ name }) => name.length > 2);
}
