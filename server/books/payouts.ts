/** What a payment provider pays out in one sum, in the books: each part a payment on its clearing account, which is empty again once the bank has the sum. */
import { type Payout, type PayoutPart, payoutOf } from '../../flows/documents/statement/payout/payout.ts';
import { ProblemError } from '../../flows/flow.ts';
import { fromMinor, parseAmount } from '../../flows/money.ts';
import { type Documents, everyDocument } from '../engine/documents.ts';
import { foldPayment, type KeptParts, type KeptPayment, type PaymentFacts } from './account.ts';
import { digest } from './aliases.ts';
import { allocateIn, releaseIn, type Told } from './allocate.ts';
import { type Draft, stroke } from './draft.ts';
import { placeOf } from './payments-of.ts';

interface KeptPayout {
  /** What the bank's entry is known by. */
  payout: Payout;
  /** The bank's payment, once it came. */
  bank?: string;
}

/** Takes a payout apart once: captures pay items as any payment does, fees and reserves are posted, a chargeback reopens what its capture paid. Throws 422 `payout.unexplained`. */
export async function takePayout(documents: Documents, tenant: string, payout: Payout, at: number, call?: string): Promise<{ added: string[] }> {
  const [unexplained] = payout.warnings;
  if (unexplained !== undefined) throw new ProblemError(422, { code: unexplained.code, path: '', message: unexplained.detail });
  const told: Told = { by: { kind: 'run', name: `payout ${payout.id}` }, at, ...(call === undefined ? {} : { call }) };
  const parts = payout.parts.map((part, nth) => [part, factsOf(payout, part, nth + 1)] as const);
  const place = digest(payout.provider, payout.id);
  let isNew = false;
  await stroke(documents, tenant, at, async (draft) => {
    isNew = (await draft.get('book-payout', place)) === undefined;
    if (!isNew) return;
    await draft.set('book-payout', place, { payout: { ...payout, parts: [], totals: payout.totals } });
    for (const [part, facts] of parts) {
      await draft.set('book-payment', facts.id, { facts, log: [{ kind: 'received', ...told }] });
      if (part.kind === 'capture') await draft.set('book-trace', captureOf(payout, part.of ?? part.id), { payment: facts.id });
      await follow(draft, payout, part, facts, told);
    }
    const contra: PaymentFacts = { ...factsOf(payout, { kind: 'adjustment', id: payout.id, amount: payout.amount, text: `Paid out ${payout.id}` }, 0) };
    const amount = fromMinor(-parseAmount(payout.amount, payout.currency), payout.currency).amount;
    await draft.set('book-payment', contra.id, { facts: { ...contra, amount }, log: [{ kind: 'received', ...told }] });
    await allocateIn(draft, contra.id, [], { clearing: amount }, told);
  });
  await settlePayouts(documents, tenant, at);
  return { added: isNew ? parts.map(([, { id }]) => id) : [] };
}

/** Payouts whose sum the bank has in the meantime, whichever came first. Answers with their ids. */
export async function settlePayouts(documents: Documents, tenant: string, at: number): Promise<string[]> {
  const open = (await everyDocument<KeptPayout>(documents, tenant, 'book-payout')).filter(({ body }) => body.bank === undefined);
  if (open.length === 0) return [];
  const payments = (await everyDocument<KeptPayment>(documents, tenant, 'book-payment')).map(({ body }) => body);
  const settled: string[] = [];
  for (const payment of payments) {
    const { facts } = payment;
    if (foldPayment(payment)?.status !== 'unallocated' || facts.account.startsWith('clearing:')) continue;
    const { payer, text } = facts;
    const words = {
      amount: facts.amount,
      currency: facts.currency,
      raw: payer.name ?? '',
      text,
      ...(facts.endToEndId === undefined ? {} : { endToEndId: facts.endToEndId }),
    };
    const found = payoutOf(
      words,
      open.filter(({ body }) => !settled.includes(body.payout.id)).map(({ body }) => body.payout),
    );
    const doc = open.find(({ body }) => body.payout === found);
    if (doc === undefined) continue;
    await stroke(documents, tenant, at, async (draft) => {
      const known = await draft.get<KeptPayout>('book-payout', doc.id);
      if (known === undefined || known.body.bank !== undefined) return;
      await draft.set('book-payout', doc.id, { ...known.body, bank: facts.id });
      await allocateIn(draft, facts.id, [], { clearing: facts.amount }, { by: { kind: 'run', name: `payout ${doc.body.payout.id}` }, at });
    });
    settled.push(doc.body.payout.id);
  }
  return settled;
}

/** What needs nobody's decision. */
async function follow(draft: Draft, payout: Payout, { kind, of }: PayoutPart, { id, amount }: PaymentFacts, told: Told): Promise<void> {
  const posted: Partial<Record<PayoutPart['kind'], KeptParts>> = { fee: { fee: amount }, reserve: { reserve: amount }, 'carried-over': { clearing: amount } };
  const parts = posted[kind];
  if (parts !== undefined) return allocateIn(draft, id, [], parts, told);
  if (kind !== 'chargeback' || of === undefined) return;
  const trace = await draft.get<{ payment: string }>('book-trace', captureOf(payout, of));
  const capture = trace && (await draft.get<KeptPayment>('book-payment', trace.body.payment));
  if (capture === undefined || `-${capture.body.facts.amount}` !== amount) return;
  await releaseIn(draft, capture.id, 'charged back', { ...told, by: { kind: 'person', name: payout.provider } }); // its word stands above a person's allocation
  for (const facts of [capture.body.facts, { id, amount }]) await allocateIn(draft, facts.id, [], { onAccount: facts.amount }, told);
}

const captureOf = ({ provider }: Payout, id: string): string => digest('capture', provider, id);

function factsOf({ provider, account = '', id, currency, date }: Payout, part: PayoutPart, nth: number): PaymentFacts {
  const day = part.date ?? date;
  const clearing = `clearing:${provider}${account === '' ? '' : `:${account}`}`;
  return {
    id: `${placeOf(clearing, day)}${digest(provider, id)}.${nth}`,
    account: clearing,
    entry: `${clearing}|${id}|${nth}`,
    provisional: false,
    amount: fromMinor(parseAmount(part.amount, currency), currency).amount,
    currency,
    text: [part.text, part.reference].filter(Boolean).join(' ') || part.kind,
    references: part.kind === 'capture' && part.reference !== undefined ? [part.reference] : [],
    ...(day === undefined ? {} : { date: day }),
    payer: {},
  };
}
