/** The RunStore on MongoDB. How it holds together: decisions/mongo-store.md. */
import type { Claim, Commit, Delivery, Request, RunStore } from '../../engine/ports.ts';
import { acceptAll } from './accept.ts';
import { type Asked, claimAll, requestsOf } from './claim.ts';
import { findStart } from './deliveries.ts';
import { findDue } from './due.ts';
import { follow } from './follow.ts';
import { gather } from './gather.ts';
import { enterLane } from './lanes.ts';
import { idOf } from './layout.ts';
import { type Life, lifeOf, type Options } from './life.ts';
import { isAway } from './patience.ts';
import { readLogs } from './read-log.ts';
import { readPayload } from './read-payload.ts';
import { renewAll } from './renew.ts';
import { restHeld } from './rest-held.ts';
import type { Shelves } from './shelves.ts';
import { asRead, firstCommitOf } from './stored-commits.ts';
import { unfoldPending } from './unfold.ts';
import { ask, tell } from './wake.ts';
import { commitAll } from './write.ts';

const atOnce = 256;
const unfoldedAtOnce = 500;

export function mongoRuns(shelves: Shelves, options: Options): RunStore {
  const life = lifeOf(shelves, options);
  // A sender comes again: while the store is away it is told at once.
  const accept = gather(atOnce, (deliveries: Delivery[]) => acceptAll(life, deliveries), isAway);
  const commit = gather(atOnce, (commits: Commit[]) => commitAll(life, commits));
  const claim = gather(atOnce, (asked: Asked[]) => claimAll(life, asked));
  let lateCount = 0;

  return {
    accept,
    commit,
    claim: (tenant, runId, _now, hint) => claim({ tenant, runId, hint }),
    enterLane: (tenant, runId) => life.patient(() => enterLane(life, tenant, runId)),
    async due(now, limit, except) {
      await unfoldPending(life, now, unfoldedAtOnce);
      return findDue(shelves, now, limit, except);
    },
    async nextDue(now) {
      const [next] = await shelves.runs.find({ wake: { $gt: now } }, { sort: { wake: 1 }, limit: 1, only: ['wake'] });
      return next?.wake;
    },
    async release(tenant, runIds, isDue) {
      for (const runId of runIds) {
        const held = life.held.get(idOf(tenant, runId));
        if (held) await restHeld(life, held, isDue);
      }
    },
    renew: (tenant, runIds) => renewAll(life, tenant, runIds),
    log: (tenant, runId, after = 0) => readLog(life, tenant, runId, after),
    payload: (tenant, runId, hash) => life.patient(() => readPayload(life, tenant, runId, hash)),
    requests: (tenant, runId) => life.patient(() => openRequests(life, tenant, runId)),
    signal: (signal) => tell(life, signal),
    async signals(tenant, names, keys) {
      const found = await life.patient(() => shelves.signals.find({ tenant, key: { $in: keys }, name: { $in: names } }));
      return found
        .sort((a, b) => a.at - b.at || (a._id < b._id ? -1 : 1))
        .map(({ id, name, key, data, at }) => ({ id, name, key, data: JSON.parse(data), at }));
    },
    ask: (request) => ask(life, request),
    async late(tenant, runId, events) {
      lateCount += 1;
      const _id = idOf(tenant, runId, `${life.owner}.${lateCount}`);
      await shelves.late.insert([{ _id, tenant, run: runId, at: events[0]?.at ?? shelves.now(), events: JSON.stringify(events) }]);
    },
  };
}

async function openRequests(life: Life, tenant: string, runId: string): Promise<Request[]> {
  const _id = idOf(tenant, runId);
  const held = life.held.get(_id);
  // Counted before it is read: what comes between the two is read again, not missed.
  const [head] = held?.token === undefined ? [] : await life.shelves.runs.find({ _id }, { only: ['rung'] });
  const found = (await requestsOf(life, [{ _id, tenant, run: runId }])).get(_id) ?? [];
  if (held && head) held.rung = head.rung;
  const left = found.filter(({ id }) => !held?.answered.has(id));
  for (const { id, at } of left) held?.open.set(id, at);
  return left;
}

/** Whoever finds here that an unsure commit is in the log after all goes on as if it had been told. */
async function readLog(life: Life, tenant: string, runId: string, after: number): Promise<Claim['commits']> {
  const _id = idOf(tenant, runId);
  const [doc] = await life.shelves.runs.find({ _id });
  if (!doc) {
    const found = await findStart(life, tenant, runId);
    return found && found.start.head.seq > after ? firstCommitOf(found.start).map(asRead) : [];
  }
  const log = (await readLogs(life.shelves, [doc], after)).get(_id) ?? [];
  const held = life.held.get(_id);
  const unsure = held?.unsure;
  if (held && unsure && log.some(({ seq, author }) => seq === unsure.doc.seq && author === unsure.doc.author)) {
    delete held.unsure;
    await follow(life, [{ commit: unsure.commit, doc: unsure.doc, held }]);
  }
  return log.map(asRead);
}
