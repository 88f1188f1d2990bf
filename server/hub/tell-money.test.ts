import { expect, test } from 'vitest';
import { balanced, bankEntry } from '../../test/support/balanced-statement.ts';
import { memoryDisk } from '../adapters/memory/disk.ts';
import { memoryStore } from '../adapters/memory/store.ts';
import { keepCustomer } from '../books/open-book.ts';
import { receivables } from '../books/receivables.ts';
import { takeStatement } from '../books/take-statement.ts';
import { tellLeft } from './tell-money.ts';

async function booked() {
  const { documents } = memoryStore(memoryDisk());
  const books = receivables(documents, 'main');
  await keepCustomer(documents, 'main', { id: 'C1', name: 'Nordlys AS', names: [], accounts: [], ids: ['C1'] }, 1);
  await books.takeItem(
    { id: 'INV-1', number: 'INV-1', customer: 'C1', currency: 'EUR', references: [], related: ['O-1'] },
    '119.00',
    { kind: 'run', name: 'erp' },
    1,
  );
  await takeStatement(documents, 'main', balanced('S1', [bankEntry('119.00', 'INV-1')]), 2);
  const [payment] = await books.payments();
  const told: { name: string; key: string; id: string }[] = [];
  const runs = { signal: async (_tenant: string, signal: (typeof told)[number]) => void told.push(signal) };
  let now = 1_000;
  const deps = { documents, runs: runs as never, clock: { now: () => now }, tenants: () => ['main'], report: () => undefined };
  return { books, payment: payment!.facts.id, told, deps, later: (ms: number) => (now += ms) };
}

test('money booked by a process that ended before it told is told once, after it had its time to tell itself', async () => {
  const { books, payment, told, deps, later } = await booked();
  await books.allocate(payment, [{ item: 'INV-1', amount: '119.00' }], {}, { kind: 'person', name: 'Ada' }, 1_000);
  await tellLeft(deps);
  expect(told).toEqual([]);
  later(6_000);
  await tellLeft(deps);
  await tellLeft(deps);
  expect(told.map(({ name }) => name)).toContain('payment.received');
  expect(new Set(told.map(({ id }) => id)).size).toBe(told.length);
});

test('what a step of a run allocates is told by the run alone', async () => {
  const { books, payment, told, deps, later } = await booked();
  await books.allocate(payment, [{ item: 'INV-1', amount: '119.00' }], {}, { kind: 'run', name: 'bank_statement' }, 1_000, 'effect-key');
  later(60_000);
  await tellLeft(deps);
  expect(told).toEqual([]);
});
