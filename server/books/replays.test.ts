import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromUnits, toUnits } from '../../flows/documents/statement/amount.ts';
import { type Detail, type Entry, noFacts, type Statement } from '../../flows/documents/statement/statement.ts';
import { openMongo } from '../../test/conformance/mongo-home.ts';
import { openSqlite } from '../../test/conformance/sqlite-home.ts';
import { shared } from '../../test/services/shared.ts';
import { balanced } from '../../test/support/balanced-statement.ts';
import { memoryDisk } from '../adapters/memory/disk.ts';
import { memoryStore } from '../adapters/memory/store.ts';
import type { Store } from '../adapters/store.ts';
import type { Documents } from '../engine/documents.ts';
import { foldItem, foldPayment, type ItemFacts } from './account.ts';
import { cashBook } from './cash-book.ts';
import { checkBooks } from './check-books.ts';
import { receivables } from './receivables.ts';
import { takeStatement } from './take-statement.ts';

const mongo = await shared('mongo');
const homes: [string, boolean, number, () => Promise<{ store: Store; close(): Promise<void> }>][] = [
  ['memory', true, 120, async () => ({ store: memoryStore(memoryDisk()), async close() {} })],
  ['sqlite', true, 25, openSqlite],
  [mongo.url === undefined ? 'mongo (passed over: no server)' : 'mongo', mongo.url !== undefined, 12, async () => openMongo(mongo.url!)()],
];

const cents = (units: number): string => fromUnits(BigInt(units) * 10_000n, 'EUR');
const numbers = ['INV-10017', 'INV-10018', 'INV-10019', 'INV-10020'];
const opened = [10_000, 4_000, 2_550, 7_700];

interface Word {
  /** Which invoice it names, or none. */
  of: number;
  units: number;
  day: number;
  isBatch: boolean;
}

/** The entries of an account as its bank has them; `nth` is the bank's own reference. */
const entryOf = ({ of, units, day, isBatch }: Word, nth: number): Entry => {
  const details: Detail[] =
    isBatch && units > 1 ? [1, units - 1].map((part, at) => ({ ...noFacts(), amount: cents(part), currency: 'EUR', text: `part ${at}` })) : [];
  return {
    ...noFacts(),
    line: nth + 1,
    status: 'booked',
    amount: cents(units),
    currency: 'EUR',
    bookingDate: `2026-10-0${1 + day}`,
    reference: `R${nth}`,
    bankReference: `R${nth}`,
    text: of < numbers.length ? `invoice ${numbers[of]}` : 'thank you',
    counterparty: { name: 'Nordlys AS' },
    details,
  };
};

/** Announced during a day and not in the statement of its end. */
const neverBooked = (day: number): Entry => entryOf({ of: 9, units: 333, day, isBatch: false }, 100 + day);

const statementOf = (id: string, stage: Statement['stage'], entries: Entry[]): Statement =>
  balanced(id, entries, { stage, format: stage === 'end-of-day' ? 'camt.053' : 'camt.052' });

/** A file of the bank covers the days from `from` to `to`, whatever others cover; a kill ends its taking at a write. */
const act = fc.record({
  kind: fc.constantFrom('day', 'end', 'end', 'again', 'match', 'release', 'person', 'amend'),
  from: fc.nat(3),
  to: fc.nat(3),
  nth: fc.nat(20),
  kill: fc.option(fc.nat(6), { freq: 3 }),
});
const word = fc.record({ of: fc.nat(5), units: fc.integer({ min: 1, max: 12_000 }), day: fc.nat(3), isBatch: fc.boolean() });

const dying = (documents: Documents, nth: number | null): Documents => {
  let left = nth ?? Number.POSITIVE_INFINITY;
  return {
    ...documents,
    async put(...given) {
      if (left-- <= 0) throw new Error('killed');
      return documents.put(...given);
    },
  };
};

/** Refusals and kills are part of every history. */
const borne = (error: unknown): void => {
  const { status, message } = error as { status?: number; message?: string };
  if (message !== 'killed' && status !== 409 && status !== 422) throw error;
};

for (const [name, isThere, runs, open] of homes)
  describe.skipIf(!isThere)(`R16: cash matching replays, on ${name}`, () => {
    let home: Awaited<ReturnType<typeof open>>;
    beforeAll(async () => {
      home = await open();
    });
    afterAll(() => home.close());

    let tenants = 0;
    async function check(words: Word[], acts: { kind: string; from: number; to: number; nth: number; kill: number | null }[]): Promise<void> {
      const { documents } = home.store;
      const tenant = `replay${tenants++}`;
      const books = receivables(documents, tenant);
      const facts = (nth: number): ItemFacts => ({
        id: `I${nth}`,
        number: numbers[nth]!,
        customer: 'C1',
        currency: 'EUR',
        date: '2026-09-01',
        references: [],
        related: [],
      });
      for (const [nth, units] of opened.entries()) await books.takeItem(facts(nth), cents(units), { kind: 'run', name: 'erp' }, 1);
      const entries = words.map(entryOf);
      const spans = new Map<string, Statement>();
      const told = new Set<Entry>();
      const final = new Set<string>();
      const hoped = new Set<string>();
      let at = 2;
      for (const { kind, from, to, nth, kill } of acts) {
        at++;
        const [first, last] = [Math.min(from, to), Math.max(from, to)];
        const over = dying(documents, kill);
        const payments = await books.payments();
        const one = payments[nth % Math.max(1, payments.length)]?.facts;
        if (kind === 'day' || kind === 'end') {
          const within = entries.filter(({ bookingDate }) => Number(bookingDate?.at(-1)) - 1 >= first && Number(bookingDate?.at(-1)) - 1 <= last);
          const announced = kind === 'day' ? [0, 1, 2, 3].filter((day) => day >= first && day <= last).map((day) => neverBooked(day)) : [];
          const statement = statementOf(`${kind} ${first} ${last}`, kind === 'day' ? 'intraday' : 'end-of-day', [...within, ...announced]);
          spans.set(statement.id, statement);
          await takeStatement(over, tenant, statement, at).catch(borne);
          await takeStatement(documents, tenant, statement, at);
          for (const entry of within) told.add(entry);
          if (kind === 'end') for (const { bookingDate = '' } of within) final.add(bookingDate);
          for (const { bookingDate = '' } of announced) if (!final.has(bookingDate)) hoped.add(bookingDate);
          for (const day of final) hoped.delete(day);
        } else if (kind === 'again') {
          const again = [...spans.values()][nth % Math.max(1, spans.size)];
          if (again !== undefined) expect((await takeStatement(documents, tenant, again, at)).added).toEqual([]);
        } else if (kind === 'match') {
          const ask = { key: `match ${at}`, at };
          await cashBook(over, tenant).match(ask).catch(borne);
          await cashBook(documents, tenant).match(ask);
        } else if (kind === 'amend') await books.takeItem(facts(nth % 4), cents(opened[nth % 4]! + nth), { kind: 'run', name: 'erp' }, at).catch(borne);
        else if (one !== undefined && kind === 'release') await books.release(one.id, 'undone', { kind: 'person', name: 'Ada' }, at).catch(borne);
        else if (one !== undefined) {
          const by = { kind: 'person', name: 'Ada' } as const;
          await books.allocate(one.id, [{ item: `I${nth % 4}`, amount: one.amount }], {}, by, at).catch(borne);
        }
        const [items, now] = [await books.items(), await books.payments()];
        expect(checkBooks(items, now)).toEqual([]);
        // each entry the bank told stands once, whatever files told it
        const standing = now.filter((payment) => foldPayment(payment)?.status !== 'replaced');
        expect(standing.reduce((sum, payment) => sum + toUnits(payment.facts.amount), 0n)).toBe(
          [...told].reduce((sum, { amount }) => sum + toUnits(amount), toUnits('3.33') * BigInt(hoped.size)),
        );
        // open and matched together are what was invoiced
        for (const item of items) {
          const state = foldItem(item)!;
          expect(state.open + [...state.cleared.values()].reduce((sum, units) => sum + units, 0n)).toBe(state.amount);
        }
      }
      const [items, payments] = [await books.items(), await books.payments()];
      for (let asOf = 0; asOf <= at; asOf++) expect(checkBooks(items, payments, asOf)).toEqual([]);
    }

    test('statements twice, overlapping, in any order and broken off: each entry once, every cent conserved at every instant', async () => {
      await fc.assert(fc.asyncProperty(fc.array(word, { minLength: 1, maxLength: 7 }), fc.array(act, { minLength: 1, maxLength: 10 }), check), {
        numRuns: runs,
      });
    }, 80_000);
  });
