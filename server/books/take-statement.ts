/** Bank entries into the books: each once, the end of the day in place of what was told during it, money that went back reopens what it paid. */
import { takeIn } from '../../flows/documents/statement/replace-intraday.ts';
import { type Entry, noFacts, type Statement } from '../../flows/documents/statement/statement.ts';
import { type Doc, type Documents, everyDocument, type Put } from '../engine/documents.ts';
import { type By, foldPayment, type KeptPayment, type PaymentFacts } from './account.ts';
import { digest } from './aliases.ts';
import { asJson, put, receivables } from './receivables.ts';

export interface Taken {
  added: string[];
  replaced: string[];
  /** Payments that were taken back by the bank. */
  returned: string[];
}

const by: By = { kind: 'person', name: 'the bank' }; // its word stands above a person's allocation

export async function takeStatement(documents: Documents, tenant: string, statement: Statement, at: number): Promise<Taken> {
  const taken: Taken = { added: [], replaced: [], returned: [] };
  const days = new Set(statement.entries.map(({ bookingDate = '' }) => bookingDate));
  for (const { type, date } of statement.balances) if (type === 'closing' && date !== undefined) days.add(date);
  const kept: Doc<KeptPayment>[] = [];
  for (const day of days) kept.push(...(await everyDocument<KeptPayment>(documents, tenant, 'book-payment', `${digest(statement.account)}.${day}.`)));
  const standing = kept.filter(({ body }) => foldPayment(body)?.status !== 'replaced');
  const { added, replaced } = takeIn(
    standing.map(({ body: { facts } }) => ({ key: facts.entry, account: facts.account, provisional: facts.provisional, entry: entryOf(facts) })),
    statement,
  );

  const books = receivables(documents, tenant);
  const freed: KeptPayment[] = [];
  for (const { key } of replaced) {
    const doc = standing.find(({ body }) => body.facts.entry === key);
    if (doc === undefined) continue;
    const items = (await books.releasing(doc, 'the end of the day tells it anew', by, at)).filter(({ kind }) => kind !== 'book-payment');
    const log = [...doc.body.log, { kind: 'replaced' as const, reason: statement.id, at, by }];
    if ((await documents.put(tenant, [...items, put('book-payment', doc, { ...doc.body, log })], at)) === 'done') {
      freed.push(doc.body);
      taken.replaced.push(doc.id);
    }
  }

  const came: PaymentFacts[] = [];
  for (const { key, provisional, entry } of added) {
    const facts = factsOf(entry, statement.account, key, provisional);
    const puts: Put[] = [
      { kind: 'book-entry', id: digest(key), rev: 0, body: { payment: facts.id } },
      { kind: 'book-payment', id: facts.id, rev: 0, body: asJson({ facts, log: [{ kind: 'received', at, by }] }) },
    ];
    const trace = facts.returned === undefined ? traceOf(facts) : undefined;
    if (trace !== undefined) puts.push({ kind: 'book-trace', id: trace, body: { payment: facts.id } });
    if ((await documents.put(tenant, puts, at)) === 'conflict') continue; // it came before
    taken.added.push(facts.id);
    if (facts.returned === undefined) await carryOver(documents, tenant, facts, freed, at);
    came.push(facts);
  }
  // also those of an earlier time that broke off between the entry and what follows from it
  for (const facts of [...standing.map(({ body }) => body.facts), ...came])
    if (facts.returned !== undefined) taken.returned.push(...(await takeBack(documents, tenant, facts, at)));
  return taken;
}

/** As much of a kept entry as tells it from others. */
const entryOf = ({ amount, currency, date, bankReference, text }: PaymentFacts): Entry => ({
  ...noFacts(),
  line: 0,
  status: 'booked',
  details: [],
  amount,
  currency,
  text,
  ...(date === undefined ? {} : { bookingDate: date }),
  ...(bankReference === undefined ? {} : { bankReference }),
});

const traceOf = ({ account, endToEndId }: PaymentFacts): string | undefined => (endToEndId === undefined ? undefined : digest(account, endToEndId));

/** What was allocated during the day goes on to the entry that tells the same payment at its end. */
async function carryOver(documents: Documents, tenant: string, facts: PaymentFacts, freed: KeptPayment[], at: number): Promise<void> {
  const sayings = ({ amount, currency, endToEndId = '', text }: PaymentFacts): string => JSON.stringify([amount, currency, endToEndId, text]);
  const place = freed.findIndex((one) => sayings(one.facts) === sayings(facts));
  const [former] = place < 0 ? [] : freed.splice(place, 1);
  const state = former && foldPayment(former);
  if (state?.by !== undefined) await receivables(documents, tenant).allocate(facts.id, state.allocations, state.parts, state.by, at);
}

/** The payment and its return stand against each other on account; what it had paid is open again. */
async function takeBack(documents: Documents, tenant: string, facts: PaymentFacts, at: number): Promise<string[]> {
  const trace = traceOf(facts);
  const found = trace === undefined ? undefined : await documents.get<{ payment: string }>(tenant, 'book-trace', trace);
  const original = found && (await documents.get<KeptPayment>(tenant, 'book-payment', found.body.payment));
  const own = await documents.get<KeptPayment>(tenant, 'book-payment', facts.id);
  if (original === undefined || own === undefined || foldPayment(own.body)?.status !== 'unallocated' || `-${original.body.facts.amount}` !== facts.amount)
    return [];
  const books = receivables(documents, tenant);
  await books.release(original.id, `returned ${facts.returned ?? ''}`.trim(), by, at);
  for (const { id, amount } of [original.body.facts, facts]) await books.allocate(id, [], { onAccount: amount }, { kind: 'run', name: 'return' }, at);
  return [original.id];
}

function factsOf(entry: Entry, account: string, key: string, provisional: boolean): PaymentFacts {
  const { amount, currency, bookingDate, bankReference, endToEndId, mandateId, counterparty } = entry;
  return {
    id: `${digest(account)}.${bookingDate ?? ''}.${digest(key)}`,
    account,
    entry: key,
    provisional,
    amount,
    currency,
    text: entry.text,
    references: entry.references.map(({ reference }) => reference),
    ...(bookingDate === undefined ? {} : { date: bookingDate }),
    ...(bankReference === undefined ? {} : { bankReference }),
    ...(entry.returned === undefined && entry.reversal !== true ? {} : { returned: entry.returned?.code ?? '' }),
    ...(endToEndId === undefined ? {} : { endToEndId }),
    ...(mandateId === undefined ? {} : { mandate: mandateId }),
    payer: {
      ...(counterparty?.name === undefined ? {} : { name: counterparty.name }),
      ...(counterparty?.account === undefined ? {} : { account: counterparty.account }),
      ...(counterparty?.postcode === undefined ? {} : { postcode: counterparty.postcode }),
    },
  };
}
