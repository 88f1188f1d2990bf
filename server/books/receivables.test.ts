import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Entry, Statement } from '../../flows/documents/statement/statement.ts';
import { openMongo } from '../../test/conformance/mongo-home.ts';
import { openSqlite } from '../../test/conformance/sqlite-home.ts';
import { shared } from '../../test/services/shared.ts';
import { balanced, bankEntry as entry } from '../../test/support/balanced-statement.ts';
import { memoryDisk } from '../adapters/memory/disk.ts';
import { memoryStore } from '../adapters/memory/store.ts';
import type { Store } from '../adapters/store.ts';
import { type By, foldItem, foldPayment, type ItemFacts } from './account.ts';
import { aliasesOf } from './aliases.ts';
import { checkBooks } from './check-books.ts';
import { matchPayments } from './matching/match-payments.ts';
import { keepCustomer, openBook } from './open-book.ts';
import { receivables } from './receivables.ts';
import { takeStatement } from './take-statement.ts';

const mongo = await shared('mongo');
const openings: [string, boolean, () => Promise<{ store: Store; close(): Promise<void> }>][] = [
  ['memory', true, async () => ({ store: memoryStore(memoryDisk()), async close() {} })],
  ['sqlite', true, openSqlite],
  [mongo.url === undefined ? 'mongo (passed over: no server)' : 'mongo', mongo.url !== undefined, async () => openMongo(mongo.url!)()],
];

const ada: By = { kind: 'person', name: 'Ada' };
const run: By = { kind: 'run', name: 'matcher' };
const facts = (id: string, customer = 'C1'): ItemFacts => ({ id, number: id, customer, currency: 'EUR', references: [], related: [] });
const statement = (id: string, entries: Entry[], stage: Statement['stage'] = 'end-of-day'): Statement => balanced(id, entries, { stage });

for (const [name, isThere, open] of openings)
  describe.skipIf(!isThere)(`books on ${name}`, () => {
    let home: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      home = await open();
    });
    afterAll(() => home.close());
    const on = (tenant: string) => ({ documents: home.store.documents, tenant, books: receivables(home.store.documents, tenant) });
    const isWhole = async ({ books }: ReturnType<typeof on>, asOf?: number) =>
      expect(checkBooks(await books.items(), await books.payments(), asOf)).toEqual([]);
    const openOf = async ({ books }: ReturnType<typeof on>, id: string, asOf?: number) =>
      foldItem((await books.items()).find((one) => one.facts.id === id)!, asOf)?.open;

    test('an entry counts once: the same file, and the end of the day after the day', async () => {
      const at = on('once');
      const day = statement('1', [entry('100.00', 'A'), entry('100.00', 'A')], 'intraday');
      expect((await takeStatement(at.documents, at.tenant, day, 10)).added).toHaveLength(2);
      expect((await takeStatement(at.documents, at.tenant, day, 11)).added).toEqual([]);
      const [first] = await at.books.payments();
      await at.books.takeItem(facts('I1'), '100.00', ada, 12);
      await at.books.allocate(first!.facts.id, [{ item: 'I1', amount: '100.00' }], {}, ada, 13);
      const final = statement('2', [entry('100.00', 'A'), entry('100.00', 'A'), entry('5.00', 'B')]);
      const taken = await takeStatement(at.documents, at.tenant, final, 14);
      expect([taken.added.length, taken.replaced.length]).toEqual([3, 2]);
      expect((await takeStatement(at.documents, at.tenant, final, 15)).added).toEqual([]);
      const standing = (await at.books.payments()).map((payment) => foldPayment(payment)?.status).filter((status) => status !== 'replaced');
      expect(standing.sort()).toEqual(['allocated', 'unallocated', 'unallocated']);
      expect(await openOf(at, 'I1')).toBe(0n);
      await isWhole(at);
    });

    test('releasing restores every state, and any instant can be asked again', async () => {
      const at = on('release');
      await at.books.takeItem(facts('I1'), '100.00', run, 1);
      const { added } = await takeStatement(at.documents, at.tenant, statement('1', [entry('98.00', 'I1')]), 2);
      await at.books.allocate(added[0]!, [{ item: 'I1', amount: '100.00' }], { discount: '-2.00' }, ada, 3);
      expect((await aliasesOf(at.documents, at.tenant)).map(({ customer, confirmed }) => [customer, confirmed])).toEqual([
        ['C1', 1],
        ['C1', 1],
      ]);
      await expect(at.books.release(added[0]!, 'again', run, 4)).rejects.toMatchObject({ status: 409 });
      await at.books.release(added[0]!, 'wrong invoice', ada, 5);
      expect([await openOf(at, 'I1', 2), await openOf(at, 'I1', 3), await openOf(at, 'I1')]).toEqual([10_000n, 0n, 10_000n]);
      expect(await aliasesOf(at.documents, at.tenant)).toEqual([]);
      for (const asOf of [1, 2, 3, 4, 5]) await isWhole(at, asOf);
    });

    test('a run teaches no alias', async () => {
      const at = on('taught');
      await at.books.takeItem(facts('I1'), '100.00', run, 1);
      const { added } = await takeStatement(at.documents, at.tenant, statement('1', [entry('100.00', 'I1')]), 2);
      await at.books.allocate(added[0]!, [{ item: 'I1', amount: '100.00' }], {}, run, 3);
      expect(await aliasesOf(at.documents, at.tenant)).toEqual([]);
    });

    test('a returned debit reopens what it had paid', async () => {
      const at = on('returned');
      await at.books.takeItem(facts('I1'), '100.00', run, 1);
      const { added } = await takeStatement(at.documents, at.tenant, statement('1', [entry('100.00', 'I1', { endToEndId: 'E1' })]), 2);
      await at.books.allocate(added[0]!, [{ item: 'I1', amount: '100.00' }], {}, ada, 3);
      const back = entry('-100.00', 'return', { endToEndId: 'E1', returned: { code: 'MD06' }, bookingDate: '2026-10-20' });
      expect((await takeStatement(at.documents, at.tenant, statement('2', [back]), 4)).returned).toEqual(added);
      expect(await openOf(at, 'I1')).toBe(10_000n);
      await isWhole(at);
    });

    test('fifty hands at once clear no more than is open', async () => {
      const at = on('crowd');
      await at.books.takeItem(facts('I1'), '100.00', run, 1);
      const entries = Array.from({ length: 10 }, (_, nth) => entry('30.00', `payment ${nth}`));
      const { added } = await takeStatement(at.documents, at.tenant, statement('1', entries), 2);
      const answers = await Promise.allSettled(added.map((id) => at.books.allocate(id, [{ item: 'I1', amount: '30.00' }], {}, run, 3)));
      const done = answers.filter(({ status }) => status === 'fulfilled').length;
      expect(done).toBeLessThanOrEqual(3);
      expect(await openOf(at, 'I1')).toBe(10_000n - 3_000n * BigInt(done));
      await isWhole(at);
    });

    test('the matcher reads the books and what it decides fits them', async () => {
      const at = on('matched');
      await keepCustomer(at.documents, at.tenant, { id: 'C1', name: 'Nordlys AS', names: [], accounts: ['NO93'], ids: [] }, 1);
      await at.books.takeItem({ ...facts('INV-10017'), date: '2026-09-01' }, '100.00', run, 1);
      await takeStatement(at.documents, at.tenant, statement('1', [entry('100.00', 'invoice INV-10017')]), 2);
      const book = await openBook(at.documents, at.tenant);
      const [decision] = matchPayments(book.payments, book);
      expect([decision?.verdict, decision?.allocations]).toEqual(['AUTO', [{ item: 'INV-10017', amount: 10_000n, value: 10_000n }]]);
      await at.books.allocate(decision!.payment, [{ item: 'INV-10017', amount: '100.00' }], {}, run, 3);
      expect((await openBook(at.documents, at.tenant)).items).toEqual([]);
      expect((await openBook(at.documents, at.tenant, 2)).items).toHaveLength(1);
      await isWhole(at);
    });
  });

test('whatever is allocated and released, refused or not, every identity holds at every instant', async () => {
  const act = fc.record({
    payment: fc.nat(2),
    item: fc.nat(3),
    cents: fc.integer({ min: -4_000, max: 11_000 }),
    isRelease: fc.boolean(),
    isPerson: fc.boolean(),
    isAmend: fc.boolean(),
  });
  const amounts = ['100.00', '40.00', '-30.00', '75.50'];
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 12 }), async (acts) => {
      const { documents } = memoryStore(memoryDisk());
      const books = receivables(documents, 't');
      for (const [at, amount] of amounts.entries()) await books.takeItem(facts(`I${at}`), amount, run, 1);
      const { added } = await takeStatement(documents, 't', statement('1', [entry('100.00', 'a'), entry('70.00', 'b'), entry('10.00', 'c')]), 2);
      const sizes = [10_000, 7_000, 1_000];
      const euros = (cents: number) => (cents / 100).toFixed(2);
      let at = 3;
      for (const { payment, item, cents, isRelease, isPerson, isAmend } of acts) {
        const by = isPerson ? ada : run;
        const acting: Promise<unknown> =
          isAmend && isRelease
            ? books.takeItem(facts(`I${item}`), euros(cents), run, at)
            : isRelease
              ? books.release(added[payment]!, 'undone', by, at)
              : books.allocate(added[payment]!, [{ item: `I${item}`, amount: euros(cents) }], { onAccount: euros(sizes[payment]! - cents) }, by, at);
        await acting.catch((error: { status?: number }) => expect([409, 422]).toContain(error.status));
        at++;
      }
      for (let asOf = 0; asOf <= at; asOf++) expect(checkBooks(await books.items(), await books.payments(), asOf)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});
