import { hash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readInvoice } from '../../../flows/documents/invoice/read-invoice.ts';
import type { IssueAsk, IssuedInvoice } from '../../../flows/documents/outgoing/invoice-book.ts';
import { fromUnits, toUnits } from '../../../flows/documents/statement/amount.ts';
import { noFacts, type Statement } from '../../../flows/documents/statement/statement.ts';
import type { ProblemError } from '../../../flows/flow.ts';
import type { Home } from '../../../test/conformance/home.ts';
import { openMongo } from '../../../test/conformance/mongo-home.ts';
import { openSqlite } from '../../../test/conformance/sqlite-home.ts';
import { shared } from '../../../test/services/shared.ts';
import { sampleInvoice, samplePlan } from '../../../test/support/sample-invoice.ts';
import { memoryDisk } from '../../adapters/memory/disk.ts';
import { memoryStore } from '../../adapters/memory/store.ts';
import type { Documents } from '../../engine/documents.ts';
import { type By, foldItem } from '../account.ts';
import { openBooks } from '../open-books.ts';
import { receivables } from '../receivables.ts';
import { takeStatement } from '../take-statement.ts';
import { invoiceBook } from './invoice-book.ts';

const at = Date.parse('2026-11-26T09:00:00Z');
const invoice = sampleInvoice();
const ask = (key: string, more: Partial<IssueAsk> = {}): IssueAsk => ({ key, series: 'INV-', invoice, by: 'flow', at, evidence: { run: 'run-1' }, ...more });
const credit = (key: string, number: string, quantity: number): IssueAsk =>
  ask(key, {
    series: 'CN-',
    invoice: sampleInvoice({
      credits: { number, issueDate: '2026-11-26' },
      delivery: { date: '2026-11-26', lines: [{ id: '1', quantity }], withShipping: false },
    }),
  });

const ada: By = { kind: 'person', name: 'Ada' };
/** What the bank says came in. */
const statementOf = (...amounts: string[]): Statement => ({
  ...{ format: 'camt.053', stage: 'end-of-day', id: '1', account: 'SE45', currency: 'EUR', line: 1, warnings: [] },
  balances: [
    { type: 'opening', code: 'OPBD', amount: '0.00', currency: 'EUR' },
    {
      type: 'closing',
      code: 'CLBD',
      amount: fromUnits(
        amounts.reduce((sum, amount) => sum + toUnits(amount), 0n),
        'EUR',
      ),
      currency: 'EUR',
    },
  ],
  entries: amounts.map((amount) => ({
    ...noFacts(),
    line: 1,
    status: 'booked',
    details: [],
    currency: 'EUR',
    bookingDate: '2026-12-01',
    amount,
    text: 'INV-00001',
  })),
});

const mongo = await shared('mongo');
const inMemory = async (): Promise<Home> => {
  const disk = memoryDisk();
  return { store: memoryStore(disk), die: async () => memoryStore(disk), async close() {} };
};
const openings: [string, boolean, () => Promise<Home>][] = [
  ['memory', true, inMemory],
  ['sqlite', true, openSqlite],
  [mongo.url === undefined ? 'mongo (passed over: no server)' : 'mongo', mongo.url !== undefined, async () => openMongo(mongo.url!)()],
];

/** Numbers from 1 without a gap. */
const unbroken = (count: number, series = 'INV-'): string[] => Array.from({ length: count }, (_, no) => `${series}${String(no + 1).padStart(5, '0')}`);

describe.each(openings)('invoices in %s', (_, isThere, open) => {
  let documents: Documents;
  let close: () => Promise<void>;
  let last = 0;
  const tenant = (): string => `t${++last}`;
  beforeAll(async () => {
    if (!isThere) return;
    const home = await open();
    documents = home.store.documents;
    close = () => home.close();
  });
  afterAll(() => close?.());

  test.skipIf(!isThere)('are numbered without a gap by a crowd of two processes, each key once', async () => {
    const name = tenant();
    const books = [invoiceBook(documents, name), invoiceBook(documents, name)];
    const asked = Array.from({ length: 24 }, (_, no) => `key-${no % 16}`);
    const issued = await Promise.all(asked.map((key, no) => books[no % 2]!.issue(ask(key))));
    expect([...new Set(issued.map(({ number }) => number))].sort()).toEqual(unbroken(16));
    for (const [no, key] of asked.entries()) expect(issued[no]!.number, key).toBe(issued[asked.indexOf(key)]!.number);
    const listed = await documents.list<IssuedInvoice>(name, 'invoice', { limit: 100 });
    expect(listed.items.map(({ id }) => id)).toEqual(unbroken(16));
  });

  test.skipIf(!isThere)('keep their numbers and leave none out when answers and calls are lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom('fine', 'not sent', 'answer lost'), { minLength: 4, maxLength: 12 }), async (fates) => {
        const name = tenant();
        let no = 0;
        const shaky: Documents = {
          ...documents,
          get: (...given) => documents.get(...given),
          list: (...given) => documents.list(...given),
          async put(...given) {
            const fate = fates[no++] ?? 'fine';
            if (fate === 'not sent') throw new Error(fate);
            const answer = await documents.put(...given);
            if (fate === 'answer lost') throw new Error(fate);
            return answer;
          },
        };
        const numbers = new Map<string, string>();
        for (const key of ['a', 'b', 'c', 'd']) {
          for (let attempt = 0; !numbers.has(key) && attempt < 20; attempt++) {
            // A new book each time: the process before it has died.
            const issued = await invoiceBook(shaky, name)
              .issue(ask(key))
              .catch(() => undefined);
            if (issued) numbers.set(key, issued.number);
          }
        }
        expect([...numbers.values()]).toEqual(unbroken(4));
        expect((await documents.list(name, 'invoice')).items.map(({ id }) => id)).toEqual(unbroken(4));
      }),
      { numRuns: 12 },
    );
  });

  test.skipIf(!isThere)('a process that dies amid a crowd leaves numbers without a gap, and the next one goes on', async () => {
    const home = await open();
    try {
      const keys = Array.from({ length: 30 }, (_, no) => `key-${no}`);
      const dying = invoiceBook(home.store.documents, 't');
      const begun = keys.map((key) => dying.issue(ask(key)).catch(() => undefined));
      await Promise.race([begun[8], begun[9]]);
      const next = await home.die();
      const found = (await next.documents.list<IssuedInvoice>('t', 'invoice', { limit: 100 })).items.map(({ id }) => id);
      expect(found).toEqual(unbroken(found.length));
      const book = invoiceBook(next.documents, 't');
      const again = await Promise.all(keys.map((key) => book.issue(ask(key))));
      expect(again.map(({ number }) => number).sort()).toEqual(unbroken(keys.length));
      await Promise.all(begun);
    } finally {
      await home.close();
    }
  });

  test.skipIf(!isThere)('what cannot be written takes no number', async () => {
    const book = invoiceBook(documents, tenant());
    await book.issue(ask('a'));
    await expect(book.issue(ask('b', { reference: 'OCR', digits: 40 }))).rejects.toMatchObject({
      status: 422,
    });
    await expect(book.issue(credit('c', 'INV-00009', 1))).rejects.toMatchObject({ status: 404 });
    expect((await book.issue(ask('d'))).number).toBe('INV-00002');
    expect((await book.issue(credit('e', 'INV-00001', 1))).number).toBe('CN-00001');
  });

  test.skipIf(!isThere)('a copy is the original to the byte, and names its number', async () => {
    const name = tenant();
    const { number, original } = await invoiceBook(documents, name).issue(ask('a'));
    const copies = await Promise.all([1, 2, 3].map(() => invoiceBook(documents, name).file(number, 'ubl')));
    for (const { content, sha256 } of copies) {
      expect(hash('sha256', content)).toBe(original.sha256);
      expect(sha256).toBe(original.sha256);
      expect(content.byteLength).toBe(original.bytes);
    }
    const { invoice: read } = readInvoice(copies[0]!.content);
    expect(read).toMatchObject({ number, paymentReference: number, totals: { payable: '125.00' } });
    const pdfs = await Promise.all([1, 2].map(() => invoiceBook(documents, name).file(number, 'pdf')));
    expect(pdfs[0]!.sha256).toBe(pdfs[1]!.sha256);
    expect(hash('sha256', pdfs[1]!.content)).toBe(pdfs[0]!.sha256);
  });

  test.skipIf(!isThere)('credit notes side by side never credit more than was invoiced; the last one closes it', async () => {
    const name = tenant();
    const { number } = await invoiceBook(documents, name).issue(ask('a'));
    const outcomes = await Promise.allSettled([3, 3, 1].map((quantity, no) => invoiceBook(documents, name).issue(credit(`c${no}`, number, quantity))));
    const refusals = outcomes.filter((one) => one.status === 'rejected');
    expect(refusals.map(({ reason }) => (reason as ProblemError).problems[0]?.code)).toEqual(['invoice.credited_too_much']);
    const original = await invoiceBook(documents, name).read(number);
    expect(original?.state).toBe('credited');
    expect(original?.creditedBy.map(({ gross }) => Number(gross)).sort()).toEqual([31.25, 93.75]);
    const notes = await documents.list<IssuedInvoice>(name, 'invoice', { prefix: 'CN-' });
    expect(notes.items.map(({ id, body }) => [id, body.credits])).toEqual(unbroken(2, 'CN-').map((note) => [note, number]));
    const text = Buffer.from((await invoiceBook(documents, name).file('CN-00001', 'ubl')).content).toString();
    expect(text).toMatch(new RegExp(`<cac:InvoiceDocumentReference>\\s*<cbc:ID>${number}</cbc:ID>`));
  });

  test.skipIf(!isThere)('facts move an invoice by the table, once each, whatever order they come in', async () => {
    const book = invoiceBook(documents, tenant());
    const { number } = await book.issue(ask('a'));
    const tell = (state: Parameters<typeof book.tell>[1]['state'], key: string = state) => book.tell(number, { key, state, at, by: 'test', evidence: { key } });
    await expect(tell('delivered')).rejects.toMatchObject({ status: 409, problems: [{ code: 'invoice.transition' }] });
    await tell('queued');
    await tell('sent');
    await tell('approved');
    const late = await tell('delivered');
    expect(late).toMatchObject({ state: 'approved', facts: expect.arrayContaining([expect.objectContaining({ state: 'delivered', late: true })]) });
    expect((await tell('delivered')).facts).toHaveLength(late.facts.length);
    expect((await tell('paid')).state).toBe('paid');
    expect((await tell('reopened')).state).toBe('approved');
    await expect(tell('draft')).rejects.toMatchObject({ problems: [{ code: 'invoice.transition' }] });
  });

  test.skipIf(!isThere)('money that comes and goes back moves it: part paid, paid, open again', async () => {
    const name = tenant();
    const { number } = await openBooks(documents)(name).invoices.issue(ask('a'));
    const state = async () => (await invoiceBook(documents, name).read(number))?.state;
    const books = receivables(documents, name);
    expect((await books.items()).map(({ facts }) => facts)).toEqual([
      { id: number, number, customer: 'C-7', currency: 'EUR', date: '2026-11-26', due: '2026-12-26', references: [], related: ['SO-1'] },
    ]);
    const { added } = await takeStatement(documents, name, statementOf('25.00', '100.00'), at);
    for (const id of added) {
      const payment = (await books.payments()).find(({ facts }) => facts.id === id)!;
      await books.allocate(id, [{ item: number, amount: payment.facts.amount }], {}, ada, at);
    }
    expect(await state()).toBe('paid');
    await books.release(added[0]!, 'wrong customer', ada, at);
    expect(await state()).toBe('part_paid');
    await books.release(added[1]!, 'wrong customer', ada, at);
    expect(await state()).toBe('valid');
    const told = (await invoiceBook(documents, name).read(number))!.facts.map(({ state: one }) => one);
    expect(told).toEqual(['draft', 'valid', 'part_paid', 'paid', 'part_paid', 'reopened']);
  });

  test.skipIf(!isThere)('a credit note is an open item below zero', async () => {
    const name = tenant();
    const { number } = await openBooks(documents)(name).invoices.issue(ask('a'));
    await openBooks(documents)(name).invoices.issue(credit('c', number, 1));
    const open = (await receivables(documents, name).items()).map((item) => [item.facts.number, foldItem(item)?.open]);
    expect(open).toEqual([
      ['CN-00001', -3125n],
      ['INV-00001', 12500n],
    ]);
  });

  test.skipIf(!isThere)('deliveries side by side are collected once each, whoever closes meanwhile', async () => {
    const name = tenant();
    const books = [invoiceBook(documents, name), invoiceBook(documents, name)];
    const billable = (no: number) => ({ order: { ...samplePlan.order, number: `SO-${no}` } });
    const collect = (no: number, key: string) => books[no % 2]!.collect({ key, group: 'g', closesAt: at, billable: billable(no), at });
    const first = await Promise.all([0, 1, 2, 3].map((no) => collect(no, `k${no}`)));
    expect(new Set(first.map(({ collection }) => collection)).size).toBe(1);
    expect(first.filter(({ leads }) => leads)).toHaveLength(1);
    const { collection } = first[0]!;
    const [closed, ...more] = await Promise.all([books[0]!.close(collection, 'closer', at), collect(4, 'k4'), collect(5, 'k5'), collect(2, 'again')]);
    const late = more.filter((one) => one.collection !== collection);
    const rest = late.length === 0 ? [] : await books[1]!.close(late[0]!.collection, 'second', at);
    expect([...closed, ...rest].map(({ order }) => order.number).sort()).toEqual([0, 1, 2, 3, 4, 5].map((no) => `SO-${no}`));
    expect(await books[1]!.close(collection, 'closer', at)).toHaveLength(closed.length);
    await expect(books[1]!.close(collection, 'another', at)).rejects.toMatchObject({ status: 409 });
  });

  test.skipIf(!isThere)('what needs clearance is no invoice before the authority has numbered it', async () => {
    const book = invoiceBook(documents, tenant());
    const { number, state } = await book.issue(ask('a', { needsClearance: true }));
    expect(state).toBe('awaiting_clearance');
    await expect(book.tell(number, { key: 's', state: 'sent', at, by: 'x', evidence: {} })).rejects.toMatchObject({
      problems: [{ code: 'invoice.transition' }],
    });
    expect(await book.tell(number, { key: 'q', state: 'queued', at, by: 'ksef', evidence: { officialNumber: 'KSEF-1' } })).toMatchObject({
      state: 'queued',
      clearedAs: 'KSEF-1',
    });
  });
});
