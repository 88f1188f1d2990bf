/** Open items and payments, kept as documents. Each act is one stroke over all it touches: it is done whole, or not at all. */
import { type Json, ProblemError } from '../../flows/flow.ts';
import { fromMinor, parseAmount } from '../../flows/money.ts';
import { type Documents, everyDocument } from '../engine/documents.ts';
import type { By, ItemFacts, KeptAllocation, KeptItem, KeptParts, KeptPayment } from './account.ts';
import { foldItem } from './account.ts';
import { allocateIn, releaseIn, untold } from './allocate.ts';
import { type Draft, stroke } from './draft.ts';
import { applyPrepayments } from './prepayments.ts';

export interface Receivables {
  /** Opens an item once; where an ERP is master its later amounts amend it. What was prepaid for its orders clears it. Throws 409 `books.below_allocated` when less is left than payments clear. */
  takeItem(facts: ItemFacts, amount: string, by: By, at: number): Promise<'opened' | 'amended' | 'known'>;
  /** Throws 409 `books.already_allocated`, `books.held_by_person`, `books.not_open`, and 422 `books.unbalanced`. `call` is the effect key of the step that asks. */
  allocate(payment: string, allocations: KeptAllocation[], parts: KeptParts, by: By, at: number, call?: string): Promise<void>;
  /** Takes an allocation back: items, payment and aliases stand as before it. */
  release(payment: string, reason: string, by: By, at: number): Promise<void>;
  items(): Promise<KeptItem[]>;
  payments(): Promise<KeptPayment[]>;
}

export function receivables(documents: Documents, tenant: string): Receivables {
  const inOne = (at: number, decide: (draft: Draft) => Promise<void>) => stroke(documents, tenant, at, decide);
  return {
    async takeItem(facts, amount, by, at) {
      let answer: 'opened' | 'amended' | 'known' = 'known';
      await inOne(at, async (draft) => {
        answer = await takeItemIn(draft, facts, amount, by, at);
        if (answer === 'opened') await applyPrepayments(draft, facts, at);
      });
      return answer;
    },
    allocate: (id, allocations, parts, by, at, call) =>
      inOne(at, async (draft) => {
        await allocateIn(draft, id, allocations, parts, { by, at, ...(call === undefined ? {} : { call }) });
        // A run tells by its own log; what others allocate is told from here, whoever ends in between.
        if (call === undefined) await draft.set(untold, id, { payment: id, at });
      }),
    release: (id, reason, by, at) => inOne(at, (draft) => releaseIn(draft, id, reason, { by, at })),
    items: async () => (await everyDocument<KeptItem>(documents, tenant, 'book-item')).map(({ body }) => body),
    payments: async () => (await everyDocument<KeptPayment>(documents, tenant, 'book-payment')).map(({ body }) => body),
  };
}

/** The item as its issuer tells it, in the stroke of `draft`. */
export async function takeItemIn(draft: Draft, facts: ItemFacts, amount: string, by: By, at: number): Promise<'opened' | 'amended' | 'known'> {
  const known = await draft.get<KeptItem>('book-item', facts.id);
  const state = known && foldItem(known.body);
  if (known !== undefined && known.body.facts.currency !== facts.currency)
    throw new ProblemError(409, {
      code: 'books.other_currency',
      path: '',
      message: `${facts.id} is in ${known.body.facts.currency}, not in ${facts.currency}.`,
    });
  const answer = known === undefined ? 'opened' : state?.amount === parseAmount(amount, facts.currency) ? 'known' : 'amended';
  if (answer === 'known') return answer;
  const cleared = state === undefined ? 0n : state.amount - state.open;
  const rest = parseAmount(amount, facts.currency) - cleared;
  if (cleared !== 0n && rest < 0n !== cleared < 0n && rest !== 0n)
    throw new ProblemError(409, {
      code: 'books.below_allocated',
      path: '',
      message: `${facts.id} is to be ${fromMinor(parseAmount(amount, facts.currency), facts.currency).amount}, but more is allocated to it; release that first.`,
    });
  await draft.set('book-item', facts.id, { facts, ...known?.body, log: [...(known?.body.log ?? []), { kind: answer, amount, at, by }] });
  return answer;
}

export const asJson = (body: object): Json => body as Json; // facts, logs and answers are plain JSON
