/** One document per limited connection: who has how many of its places, and from when on the next call is in time. Changed by compare-and-set. */
import type { Limit } from '../system/limits.ts';
import { takeSlots } from '../system/pace.ts';
import { idOf, type LeaseDoc } from './layout.ts';
import { type Demand, type Settled, type Share, settle } from './shares.ts';
import type { Shelves } from './shelves.ts';

/** Calls are promised so far ahead, ms. */
export const horizon = 500;
/** A change that others keep getting before is left for the next question; after a few it asks them to let it pass, so long at most, ms. */
const tries = 8;
const patient = 2;
const passing = 500;
const forGood = 8.64e15;

export interface Gauge {
  id: string;
  tenant: string;
  /** As last read or written here; absent when somebody else may have changed it. */
  doc?: LeaseDoc;
  settled: Settled;
  /** The places count until then, by store time. */
  sureUntil: number;
}

/** Until it is known how many processes there are, as if there were one for each place. */
export const openGauge = (tenant: string, connection: string, { concurrent = 1 }: Limit): Gauge => ({
  id: idOf(tenant, 'limit', connection),
  tenant,
  settled: { shares: [], held: 0, allowed: 0, live: concurrent, othersWant: false },
  sureUntil: 0,
});

interface Means {
  shelves: Pick<Shelves, 'leases' | 'now'>;
  leaseMs: number;
}

/** What a process wants at the instant of its decision; `calls` wait for their moment. */
export type Wants = () => Demand & { calls: number };

/**
 * Notes what this process has and wants, in `gauge` too; answers with the moments for as many of its calls as can have one.
 * `busy`: others had to be let pass, ask again in a while.
 */
export async function askGauge({ shelves, leaseMs }: Means, gauge: Gauge, limit: Limit, wants: Wants): Promise<number[] | 'busy'> {
  for (let tried = 0; tried < tries; tried += 1) {
    if (tried === patient) await askToPass(shelves, gauge, wants().life);
    const doc = gauge.doc ?? (await shelves.leases.find({ _id: gauge.id }))[0];
    const now = shelves.now();
    if (doc?.turn !== undefined && doc.turn !== wants().life && (doc.turnUntil ?? 0) > now) return 'busy';
    const before = doc?.shares ?? [];
    const { calls, ...demand } = wants();
    const settled = settle(before, demand, limit.concurrent ?? 0, now, leaseMs);
    const { next, slots } = slotsFor(limit.perSecond, doc?.next ?? 0, now, calls, settled.live);
    if (doc && slots.length === 0 && isSame(demand.life, before, settled.shares, now + (leaseMs * 2) / 3)) {
      Object.assign(gauge, { doc, settled });
      return slots;
    }
    // What is given back is no longer used, whatever becomes of the answer.
    const { held, allowed } = gauge.settled;
    gauge.settled = { ...gauge.settled, held: Math.min(held, settled.held), allowed: Math.min(allowed, settled.allowed) };
    const rev = doc?.rev ?? 0;
    const fields = { rev: rev + 1, shares: settled.shares, next, turnUntil: 0 };
    const after: LeaseDoc = { _id: gauge.id, tenant: gauge.tenant, owner: '', until: forGood, ...fields };
    const isOurs = doc ? (await shelves.leases.updateAll({ _id: gauge.id, rev }, { $set: fields })) > 0 : (await shelves.leases.insert([after])).size === 0;
    if (isOurs) {
      Object.assign(gauge, { doc: after, settled, sureUntil: now + (leaseMs * 2) / 3 });
      return slots;
    }
    delete gauge.doc;
  }
  return 'busy';
}

/** Whoever is near the store writes more often than one far away can read: the others' next change fails, and they see why. */
async function askToPass({ leases, now }: Means['shelves'], { id }: Gauge, life: string): Promise<void> {
  const isFree = [{ turnUntil: { $exists: false } }, { turnUntil: { $lte: now() } }];
  await leases.updateAll({ _id: id, $or: isFree }, { $set: { turn: life, turnUntil: now() + passing }, $inc: { rev: 1 } });
}

/** What is not given back is free when its lease ends. */
export async function giveBack({ shelves }: Means, { id }: Gauge, life: string): Promise<void> {
  for (let left = tries; left > 0; left -= 1) {
    const [doc] = await shelves.leases.find({ _id: id });
    const shares = doc?.shares?.filter((share) => share.life !== life);
    if (!doc || shares?.length === doc.shares?.length) return;
    const rev = doc.rev ?? 0;
    if ((await shelves.leases.updateAll({ _id: id, rev }, { $set: { shares, rev: rev + 1 } })) > 0) return;
  }
}

/** A block for the calls at hand, so small that every process gets one within the horizon. */
function slotsFor(perSecond: number | undefined, next: number, now: number, calls: number, live: number): { next: number; slots: number[] } {
  if (perSecond === undefined) return { next, slots: [] };
  const block = Math.max(1, Math.ceil((perSecond * horizon) / 1_000 / live));
  return takeSlots(next, now, perSecond, Math.min(calls, block), now + horizon);
}

/** Nothing new to say, and the lease lasts beyond `until`. */
function isSame(life: string, before: Share[], after: Share[], until: number): boolean {
  const was = before.find((share) => share.life === life);
  const is = after.find((share) => share.life === life);
  if (!was || !is) return was === is;
  return was.held === is.held && was.wants === is.wants && was.since === is.since && was.until > until;
}
