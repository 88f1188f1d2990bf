/** Open items and payments, kept as documents. Each act is one stroke over all it touches: it is done whole, or not at all. */
import type { Json } from '../../flows/flow.ts';
import { ProblemError } from '../../flows/flow.ts';
import { fromMinor, parseAmount } from '../../flows/money.ts';
import { type Doc, type Documents, everyDocument, type Put } from '../engine/documents.ts';
import { type By, foldItem, foldPayment, type ItemFacts, type KeptAllocation, type KeptItem, type KeptParts, type KeptPayment } from './account.ts';
import { aliasPuts } from './aliases.ts';
import { sumOfParts } from './check-books.ts';

const turns = 8;

export interface Receivables {
  /** Opens an item once; where an ERP is master its later amounts amend it. Throws 409 `books.below_allocated` when less is left than payments clear. */
  takeItem(facts: ItemFacts, amount: string, by: By, at: number): Promise<'opened' | 'amended' | 'known'>;
  /** Throws 409 `books.already_allocated`, `books.held_by_person`, `books.not_open`, and 422 `books.unbalanced`. */
  allocate(payment: string, allocations: KeptAllocation[], parts: KeptParts, by: By, at: number): Promise<void>;
  /** Takes an allocation back: items, payment and aliases stand as before it. */
  release(payment: string, reason: string, by: By, at: number): Promise<void>;
  /** The puts of a release, to be written with others. */
  releasing(payment: Doc<KeptPayment>, reason: string, by: By, at: number): Promise<Put[]>;
  items(): Promise<KeptItem[]>;
  payments(): Promise<KeptPayment[]>;
}

export function receivables(documents: Documents, tenant: string): Receivables {
  const itemDoc = (id: string) => documents.get<KeptItem>(tenant, 'book-item', id);

  /** Reads, decides and writes again while others write the same documents. */
  async function stroke(at: number, decide: () => Promise<Put[]>): Promise<void> {
    for (let turn = 0; turn < turns; turn++) {
      const puts = await decide();
      if (puts.length === 0 || (await documents.put(tenant, puts, at)) === 'done') return;
    }
    refuse(409, 'books.busy', 'Others write the same items — try again.');
  }

  async function paymentDoc(id: string): Promise<Doc<KeptPayment>> {
    return (await documents.get<KeptPayment>(tenant, 'book-payment', id)) ?? refuse(404, 'books.unknown_payment', `There is no payment ${id}.`);
  }

  async function releasing(doc: Doc<KeptPayment>, reason: string, by: By, at: number): Promise<Put[]> {
    const { facts, log } = doc.body;
    const state = foldPayment(doc.body);
    if (state?.status !== 'allocated') return [];
    if (state.by?.kind === 'person' && by.kind === 'run') refuse(409, 'books.held_by_person', `${state.by.name} allocated ${facts.id}; a run leaves it.`);
    const puts: Put[] = [put('book-payment', doc, { facts, log: [...log, { kind: 'released', reason, at, by }] })];
    const customers: string[] = [];
    for (const [id, amount] of perItem(state.allocations, facts.currency)) {
      const item = await itemDoc(id);
      if (item === undefined) continue;
      customers.push(item.body.facts.customer);
      puts.push(put('book-item', item, { ...item.body, log: [...item.body.log, { kind: 'released', payment: facts.id, amount, at, by }] }));
    }
    return state.by?.kind === 'person' ? [...puts, ...(await aliasPuts(documents, tenant, facts, customers, false))] : puts;
  }

  return {
    async takeItem(facts, amount, by, at) {
      let answer: 'opened' | 'amended' | 'known' = 'known';
      await stroke(at, async () => {
        const known = await itemDoc(facts.id);
        const state = known && foldItem(known.body);
        answer = known === undefined ? 'opened' : state?.amount === parseAmount(amount, facts.currency) ? 'known' : 'amended';
        if (answer === 'known') return [];
        const cleared = state === undefined ? 0n : state.amount - state.open;
        const rest = parseAmount(amount, facts.currency) - cleared;
        const isBelow = cleared !== 0n && rest < 0n !== cleared < 0n && rest !== 0n;
        if (isBelow) refuse(409, 'books.below_allocated', `${facts.id} is to be ${amount}, but more is allocated to it; release that first.`);
        const event = { kind: answer, amount, at, by };
        return [
          {
            kind: 'book-item',
            id: facts.id,
            rev: known?.rev ?? 0,
            body: asJson({ facts: known?.body.facts ?? facts, log: [...(known?.body.log ?? []), event] }),
          },
        ];
      });
      return answer;
    },

    allocate: (id, allocations, parts, by, at) =>
      stroke(at, async () => {
        const doc = await paymentDoc(id);
        const { facts, log } = doc.body;
        const state = foldPayment(doc.body);
        if (state?.status !== 'unallocated') refuse(409, 'books.already_allocated', `${id} is ${state?.status}; release it first.`);
        const shares = perItem(allocations, facts.currency);
        const sum = [...shares.values()].reduce((all, amount) => all + parseAmount(amount, facts.currency), sumOfParts(parts, facts.currency));
        if (sum !== parseAmount(facts.amount, facts.currency))
          refuse(422, 'books.unbalanced', `${id} is ${facts.amount}, allocations and parts are ${fromMinor(sum, facts.currency).amount}.`);
        const puts: Put[] = [put('book-payment', doc, { facts, log: [...log, { kind: 'allocated', allocations, parts, at, by }] })];
        const customers: string[] = [];
        for (const [item, amount] of shares) {
          const known = (await itemDoc(item)) ?? refuse(404, 'books.unknown_item', `There is no item ${item}.`);
          const open = foldItem(known.body)?.open ?? 0n;
          const wanted = parseAmount(amount, facts.currency);
          const isOpen = known.body.facts.currency === facts.currency && (open >= 0n ? wanted > 0n && wanted <= open : wanted < 0n && wanted >= open);
          if (!isOpen)
            refuse(
              409,
              'books.not_open',
              `${item} has ${fromMinor(open, known.body.facts.currency).amount} ${known.body.facts.currency} open, ${amount} is too much.`,
            );
          customers.push(known.body.facts.customer);
          puts.push(put('book-item', known, { ...known.body, log: [...known.body.log, { kind: 'allocated', payment: id, amount, at, by }] }));
        }
        return by.kind === 'person' ? [...puts, ...(await aliasPuts(documents, tenant, facts, customers, true))] : puts;
      }),

    release: (id, reason, by, at) => stroke(at, async () => releasing(await paymentDoc(id), reason, by, at)),
    releasing,
    items: async () => (await everyDocument<KeptItem>(documents, tenant, 'book-item')).map(({ body }) => body),
    payments: async () => (await everyDocument<KeptPayment>(documents, tenant, 'book-payment')).map(({ body }) => body),
  };
}

/** Several shares of one item count as one. */
function perItem(allocations: readonly KeptAllocation[], currency: string): Map<string, string> {
  const sums = new Map<string, bigint>();
  for (const { item, amount } of allocations) sums.set(item, (sums.get(item) ?? 0n) + parseAmount(amount, currency));
  return new Map([...sums].map(([item, sum]) => [item, fromMinor(sum, currency).amount]));
}

export const put = (kind: string, { id, rev }: Pick<Doc, 'id' | 'rev'>, body: KeptItem | KeptPayment): Put => ({ kind, id, rev, body: asJson(body) });

export const asJson = (body: unknown): Json => body as Json; // facts and logs are plain JSON

function refuse(status: number, code: string, message: string): never {
  throw new ProblemError(status, { code, path: '', message });
}
