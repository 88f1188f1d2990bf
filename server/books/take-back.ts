/** Money the bank took back: the payment and its return stand against each other on account, what it had paid is open again, and the customer owes the fee by policy. */
import type { Documents } from '../engine/documents.ts';
import { foldPayment, type KeptItem, type KeptPayment, type PaymentFacts } from './account.ts';
import { digest } from './aliases.ts';
import { allocateIn, releaseIn, type Told } from './allocate.ts';
import { stroke } from './draft.ts';
import type { BookPolicy } from './policy.ts';
import { takeItemIn } from './receivables.ts';

/** A payment is found again by the sender's reference. */
export const traceOf = ({ account, endToEndId }: PaymentFacts): string | undefined => (endToEndId === undefined ? undefined : digest(account, endToEndId));

export interface TakenBack {
  payment: string;
  /** Items that are open again. */
  reopened: string[];
}

/** Undefined where nothing of the kind was paid, or it was taken back before. */
export async function takeBack(documents: Documents, tenant: string, facts: PaymentFacts, policy: BookPolicy, told: Told): Promise<TakenBack | undefined> {
  const trace = traceOf(facts);
  if (trace === undefined) return undefined;
  let answer: TakenBack | undefined;
  await stroke(documents, tenant, told.at, async (draft) => {
    answer = undefined;
    const found = await draft.get<{ payment: string }>('book-trace', trace);
    const original = found && (await draft.get<KeptPayment>('book-payment', found.body.payment));
    const own = await draft.get<KeptPayment>('book-payment', facts.id);
    if (original === undefined || own === undefined || foldPayment(own.body)?.status !== 'unallocated' || `-${original.body.facts.amount}` !== facts.amount)
      return;
    const reopened = [...new Set((foldPayment(original.body)?.allocations ?? []).map(({ item }) => item))];
    await releaseIn(draft, original.id, `returned ${facts.returned ?? ''}`.trim(), told);
    const returned: Told = { ...told, by: { kind: 'run', name: 'return' } };
    for (const { id, amount } of [original.body.facts, facts]) await allocateIn(draft, id, [], { onAccount: amount }, returned);
    const fee = policy.returnFee[facts.currency];
    const [first] = reopened;
    const item = first === undefined ? undefined : await draft.get<KeptItem>('book-item', first);
    if (fee !== undefined && item !== undefined) {
      const { customer, number } = item.body.facts;
      const owed = { id: `fee.${facts.id}`, number: `${number}-FEE`, customer, currency: facts.currency, references: [], related: [number] };
      await takeItemIn(draft, { ...owed, ...(facts.date === undefined ? {} : { date: facts.date }) }, fee, told.by, told.at);
    }
    answer = { payment: original.id, reopened };
  });
  return answer;
}
