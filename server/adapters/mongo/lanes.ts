/**
 * Lanes: whose turn it is. Order is by `n`; that one alone is in, by a document with the lane's name. Two processes may give
 * out `n` at the same instant and store them in the other order, so being first is not enough.
 */
import type { Outbox } from '../../engine/ports.ts';
import { headOf } from './heads.ts';
import { idOf, type RunDoc } from './layout.ts';
import type { Life } from './life.ts';
import { readLogs } from './read-log.ts';
import type { Filter } from './shelves.ts';
import { headIn } from './stored-commits.ts';

/** No lease: it belongs to a run, whoever holds that. */
const forGood = 8.64e15;

/** The run before this one, or the one that is in; undefined when the lane is ours. */
export async function enterLane(life: Life, tenant: string, runId: string): Promise<string | undefined> {
  const { leases, runs } = life.shelves;
  const mine = await placeIn(life, idOf(tenant, runId));
  if (mine?.lane === undefined) return undefined;
  const { flow, lane, n } = mine;
  const _id = placeOf(tenant, flow, lane);
  const [ahead, [place]] = await Promise.all([nearestAhead(life, { tenant, flow, lane }, n), leases.find({ _id })]);
  // Whoever has the place is in, though one that came before has been stored since: they would wait for each other.
  if (place?.owner === runId) return undefined;
  if (ahead !== undefined) return ahead;
  for (;;) {
    if ((await leases.insert([{ _id, tenant, owner: runId, until: forGood }])).size === 0) return undefined;
    const [taken] = await leases.find({ _id });
    if (!taken) continue;
    const { owner } = taken;
    if (owner === runId) return undefined;
    const [holder] = await runs.find({ _id: idOf(tenant, owner) });
    if (holder && (await standsIn(life, holder)) === lane) return owner;
    // Taken for a run that had left already: by a holder that was lost, and late.
    if ((await leases.updateAll({ _id, owner }, { $set: { owner: runId } })) > 0) return undefined;
  }
}

/** Whoever stands right behind is due, and whoever is first now; counted as a ring, so that one being looked at looks again. */
export async function leaveLane(life: Life, tenant: string, { runId, flow, lane, at }: Extract<Outbox, { kind: 'lane' }>): Promise<void> {
  const { leases, runs } = life.shelves;
  const inLane: Filter = { tenant, flow, lane };
  const front = (filter: Filter, limit: number): Promise<RunDoc[]> => runs.find(filter, { sort: { n: 1 }, limit, only: ['run', 'n'] });
  const [first] = await Promise.all([front(inLane, 2), leases.remove({ _id: placeOf(tenant, flow, lane), owner: runId })]);
  const due = first.filter(({ run }) => run !== runId).slice(0, 1);
  if (due.length > 0 && first[0]!.run !== runId) {
    const mine = await placeIn(life, idOf(tenant, runId));
    if (mine) due.push(...(await front({ ...inLane, run: { $ne: runId }, n: { $gt: mine.n } }, 1)));
  }
  if (due.length > 0) await runs.updateAll({ _id: { $in: due.map(({ _id }) => _id) }, lane }, { $inc: { rung: 1 }, $min: { wake: at } });
}

/** A run that is held here is known. */
async function placeIn({ held, shelves }: Life, _id: string): Promise<{ flow: string; lane?: string; n: number } | undefined> {
  const known = held.get(_id);
  if (known && known.fresh === undefined) return { ...known.head, n: known.n };
  return (await shelves.runs.find({ _id }, { only: ['flow', 'lane', 'n'] }))[0];
}

const placeOf = (tenant: string, flow: string, lane: string): string => idOf(tenant, 'lane', flow, lane);

/** Heads follow their log: one that has left says so there first. */
async function nearestAhead(life: Life, lane: { tenant: string; flow: string; lane: string }, n: number): Promise<string | undefined> {
  for (let before = n; ; ) {
    const [found] = await life.shelves.runs.find({ ...lane, n: { $lt: before } }, { sort: { n: -1 }, limit: 1 });
    if (!found) return undefined;
    if ((await standsIn(life, found)) !== undefined) return found.run;
    before = found.n;
  }
}

async function standsIn(life: Life, doc: RunDoc): Promise<string | undefined> {
  const last = (await readLogs(life.shelves, [doc], doc.seq)).get(doc._id)?.at(-1);
  return (last ? headIn(last) : headOf(doc)).lane;
}
