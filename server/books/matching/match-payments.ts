/** Decides which open items payments pay: AUTO when it is as good as certain, SUGGEST for a person, UNIDENTIFIED otherwise. */
import { type AmountIndex, indexAmounts } from './amount-index.ts';
import { type ItemIndex, indexItems } from './item-index.ts';
import { type Mentions, mentionsOf } from './mentions.ts';
import { indexPayers, type Payer, type PayerIndex } from './payer-index.ts';
import { proposalsOf } from './propose.ts';
import { type Scored, score } from './score.ts';
import { type Book, type Decision, noParts, type OpenItem, type Payment, type Settings } from './shapes.ts';

const automatic = 0.98;
const margin = 0.2;
const worthSuggesting = 0.6;
const mostPayers = 8;

interface Considered {
  payment: Payment;
  decision: Decision;
  best?: Scored;
}

/** One decision per payment, in their order. Payments that claim the same item are settled by what they name. */
export function matchPayments(payments: readonly Payment[], book: Book): Decision[] {
  const items = indexItems(book.items, book.customers);
  const payers = indexPayers(book);
  const amounts = indexAmounts(items.byCustomer, book.settings);
  const considered = payments.map((payment) => consider(payment, book, items, payers, amounts));
  settle(considered, new Map(book.items.map((item) => [item.id, item])));
  return considered.map(({ decision }) => decision);
}

/** Every reading of one payment, best first: what a person chooses from. */
export function readingsOf(payment: Payment, book: Book): Scored[] {
  const items = indexItems(book.items, book.customers);
  return readings(payment, mentionsOf(payment, items), book.settings, items, indexPayers(book), indexAmounts(items.byCustomer, book.settings));
}

function readings(payment: Payment, mentions: Mentions, settings: Settings, index: ItemIndex, payerIndex: PayerIndex, amounts: AmountIndex): Scored[] {
  const payers = likelyPayers(payment, mentions, payerIndex);
  return proposalsOf(payment, mentions, payers, index, settings, amounts)
    .map((proposal) => score(proposal, payment, mentions, payers))
    .sort((a, b) => b.p - a.p || b.evidence.length - a.evidence.length || keyOf(a).localeCompare(keyOf(b)));
}

function consider(payment: Payment, { settings }: Book, index: ItemIndex, payerIndex: PayerIndex, amounts: AmountIndex): Considered {
  if (payment.held !== undefined && payment.held.length > 0) return { payment, decision: leftAlone(payment, payment.held) };
  const mentions = mentionsOf(payment, index);
  const scored = readings(payment, mentions, settings, index, payerIndex, amounts);
  const [strongest] = scored;
  const rivals = scored.filter((other) => strongest !== undefined && other !== strongest && !isLesserReading(other, strongest));
  const [rival] = rivals;
  const best = strongest && { ...strongest, p: amongRivals(strongest, rivals) };
  if (best === undefined) return { payment, decision: unidentified(payment, 0, nothingFits(payment, mentions)) };
  const isClear = best.against.length === 0 && (strongest?.p ?? 0) - (rival?.p ?? 0) >= margin;
  const isWhole = best.fit !== 'over' && !(best.fit === 'part' && best.items.length > 1);
  const offset = scored.find(({ fit, items }) => fit === 'exact' && items.some((item) => !best.items.includes(item)));
  const isElsewhere = (best.fit === 'part' || best.fit === 'over') && offset !== undefined;
  const because = sentence(best, rival);
  if (best.p >= automatic && isClear && isWhole && !isElsewhere) return { payment, best, decision: decided(payment, 'AUTO', best, because) };
  if (best.p >= worthSuggesting) return { payment, best, decision: decided(payment, 'SUGGEST', best, because) };
  return { payment, decision: unidentified(payment, best.p, because) };
}

/** One of them is right, or none: the chance of each shrinks with the odds of the others. */
function amongRivals({ p }: Scored, rivals: readonly Scored[]): number {
  const odds = (chance: number): number => chance / (1 - Math.min(chance, 1 - 1e-9));
  return odds(p) / (1 + odds(p) + rivals.reduce((sum, rival) => sum + odds(rival.p), 0));
}

/** The same items with some left out or added so that money is over or missing: no rival of what fits to the cent. */
function isLesserReading(other: Scored, best: Scored): boolean {
  const fits = best.fit === 'exact' || best.fit === 'discount';
  const [few, many] = other.items.length < best.items.length ? [other.items, best.items] : [best.items, other.items];
  return fits && (other.fit === 'part' || other.fit === 'over') && few.every((item) => many.includes(item));
}

/** Those whose items are named, and those whose account, number or name it is; best first. */
function likelyPayers(payment: Payment, mentions: Mentions, index: PayerIndex): Payer[] {
  const named = new Set(mentions.customers);
  for (const { customer } of [...mentions.items.keys(), ...mentions.range]) {
    const owner = index.customers.get(customer);
    if (owner !== undefined) named.add(owner);
  }
  const rank = ({ customer, alias, ownAccount, likeness, samePostcode }: Payer): number =>
    Math.min(alias, 3) * 2 + (ownAccount ? 5 : 0) + (named.has(customer) ? 4 : 0) + likeness * 2 + (samePostcode ? 1 : 0);
  return index
    .find(payment, named)
    .filter((payer) => payer.alias > 0 || payer.ownAccount || named.has(payer.customer) || payer.likeness >= (payer.samePostcode ? 0.75 : 0.85))
    .sort((a, b) => rank(b) - rank(a) || a.customer.id.localeCompare(b.customer.id))
    .slice(0, mostPayers);
}

/** What is open is given once: first to whoever names it, then by day; equals without a name both wait for a person. */
function settle(considered: Considered[], items: Map<string, OpenItem>): void {
  const automatics = considered.filter(({ decision, best }) => decision.verdict === 'AUTO' && best !== undefined);
  const claims = new Map<string, Considered[]>();
  for (const one of automatics) for (const { item } of one.decision.allocations) claims.set(item, [...(claims.get(item) ?? []), one]);
  for (const [id, claimants] of claims) {
    const open = magnitude(items.get(id)?.amount ?? 0n);
    const standing = claimants.filter(({ decision }) => decision.verdict === 'AUTO').sort(byRight);
    const isTie = standing.length > 1 && standing.every(({ best }) => best?.named === undefined);
    let taken = 0n;
    for (const one of standing) {
      const wanted = magnitude(one.decision.allocations.find(({ item }) => item === id)?.amount ?? 0n);
      const other = standing.find((another) => another !== one)?.payment.id;
      if (taken + wanted > open || (isTie && wanted * BigInt(standing.length) > open)) {
        one.decision = {
          ...one.decision,
          verdict: 'SUGGEST',
          because: `${one.decision.because.slice(0, -1)}; payment ${other} claims ${items.get(id)?.number} too.`,
        };
      } else taken += wanted;
    }
  }
}

const byRight = (a: Considered, b: Considered): number =>
  Number(b.best?.named !== undefined) - Number(a.best?.named !== undefined) ||
  (a.payment.date ?? '').localeCompare(b.payment.date ?? '') ||
  a.payment.id.localeCompare(b.payment.id);

const decided = ({ id }: Payment, verdict: 'AUTO' | 'SUGGEST', { payer, allocations, parts, p }: Scored, because: string): Decision => ({
  payment: id,
  verdict,
  customer: payer.customer.id,
  allocations,
  parts,
  p,
  because,
});

const unidentified = ({ id, amount }: Payment, p: number, because: string): Decision => ({
  payment: id,
  verdict: 'UNIDENTIFIED',
  allocations: [],
  parts: { ...noParts, unidentified: amount },
  p,
  because,
});

function leftAlone({ id, amount }: Payment, held: NonNullable<Payment['held']>): Decision {
  const onAccount = amount - held.reduce((sum, { value }) => sum + value, 0n);
  return { payment: id, verdict: 'AUTO', allocations: held, parts: { ...noParts, onAccount }, p: 1, because: 'A person allocated it; it stays as it is.' };
}

function sentence(best: Scored, rival: Scored | undefined): string {
  const [first = '', ...more] = best.evidence;
  const against = best.against.length > 0 ? `; but ${best.against.join(', ')}` : '';
  const beside = rival === undefined ? '; no rival' : `; best rival ${numbersOf(rival)} of ${rival.payer.customer.name} (${rival.p.toFixed(2)})`;
  return `${numbersOf(best)}: ${[first, ...more].join(', ')}${against}${beside}.`;
}

function nothingFits({ payer }: Payment, { strange }: Mentions): string {
  const named = strange.length > 0 ? `; ${strange.slice(0, 3).join(', ')} is named and not open` : '';
  return `Nothing open fits ${payer.name === undefined ? 'a payer without a name' : payer.name}${named}; no rival.`;
}

const numbersOf = ({ items }: Scored): string =>
  items.length > 3
    ? `${items
        .slice(0, 3)
        .map(({ number }) => number)
        .join(', ')} and ${items.length - 3} more`
    : items.map(({ number }) => number).join(', ');

const keyOf = ({ items }: Scored): string => items.map(({ id }) => id).join(' ');

const magnitude = (amount: bigint): bigint => (amount < 0n ? -amount : amount);
