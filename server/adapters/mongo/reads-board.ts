/** What is open now: the live board, and how the store is. */
import type { Collection } from 'mongodb';
import { type HeldRow, heldCodes, type Reads } from '../../engine/reads.ts';
import { addMoney } from '../count.ts';
import { addHeld } from '../held-sums.ts';
import type { RunDoc } from './layout.ts';
import { openStatuses } from './reads-runs.ts';
import type { Shelves } from './shelves.ts';

const byStatus = { tenant: 1, status: 1, n: -1 } as const;
const together = 5_000;
const mostOpen = 1_000_000;

/** Money is added exactly, so the heads come here: some 150 bytes for each open run. */
export async function openBoard(runs: Collection<RunDoc>, tenant: string, flow?: string): ReturnType<Reads['open']> {
  const sums = new Map<string, Awaited<ReturnType<Reads['open']>>[number]>();
  const projection = { _id: 0, flow: 1, status: 1, open: 1, amount: 1, currency: 1, updatedAt: 1 };
  const query = { tenant, status: { $in: openStatuses }, ...(flow === undefined ? {} : { flow }) } as object;
  for await (const run of runs.find(query, { projection, hint: byStatus, batchSize: together })) {
    for (const node of run.open) {
      const name = `${run.flow}/${node}/${run.status}`;
      const sum = sums.get(name) ?? { flow: run.flow, node, status: run.status, runs: 0, oldest: run.updatedAt, money: {} };
      sum.runs += 1;
      sum.oldest = Math.min(sum.oldest, run.updatedAt);
      if (run.amount !== undefined && run.currency !== undefined) sum.money[run.currency] = addMoney(sum.money[run.currency], run.amount);
      sums.set(name, sum);
    }
  }
  return [...sums.values()];
}

/** What waits for a switch; only their heads come here. */
export async function heldBoard(runs: Collection<RunDoc>, tenant: string): ReturnType<Reads['held']> {
  const sums = new Map<string, HeldRow>();
  const projection = { _id: 0, flow: 1, status: 1, code: 1, held: 1, open: 1, startedAt: 1, amount: 1, currency: 1 };
  const query = { tenant, status: 'waiting', code: { $in: [...heldCodes] } } as object;
  for await (const run of runs.find(query, { projection, hint: byStatus, batchSize: together })) addHeld(sums, run);
  return [...sums.values()];
}

/** Since when the oldest run waits that is due and that nobody holds, or a message whose runs are not there yet, ms. */
export async function oldestReadyMs(shelves: Shelves, now: number): Promise<number> {
  const isFree = [{ lease: { $exists: false } }, { 'lease.until': { $lt: shelves.now() } }];
  const [[run], [delivery]] = await Promise.all([
    shelves.runs.find({ wake: { $lte: now }, $or: isFree }, { sort: { wake: 1 }, limit: 1, only: ['wake'] }),
    shelves.deliveries.find({ pending: { $lte: now } }, { sort: { pending: 1 }, limit: 1, only: ['pending'] }),
  ]);
  return Math.max(0, now - (run?.wake ?? now), now - (delivery?.pending ?? now));
}

/** Open runs of all tenants, up to a million. */
export async function countOpen(runs: Collection<RunDoc>): Promise<number> {
  const tenants = await runs.distinct('tenant');
  return runs.countDocuments({ tenant: { $in: tenants }, status: { $in: openStatuses } } as object, { limit: mostOpen, hint: byStatus });
}
