/** Claims: many in a few round trips. A head without a lease is taken cleanly, an expired lease in a second step and not cleanly. */
import type { Claim, Hint, Request } from '../../engine/ports.ts';
import { isEnded } from '../due.ts';
import { findStart, inLane, mustBeFound, startIn, unbegunRun } from './deliveries.ts';
import { headOf } from './heads.ts';
import { idOf, type RunDoc, type StoredCommit } from './layout.ts';
import type { Held, Life } from './life.ts';
import { readLogs } from './read-log.ts';
import { restHeld } from './rest-held.ts';
import type { Filter } from './shelves.ts';
import { asRead, firstCommitOf, headIn, outboxIn } from './stored-commits.ts';
import { unfoldOutbox } from './unfold.ts';

export interface Asked {
  tenant: string;
  runId: string;
  hint?: Hint | undefined;
}

/** Ends the token of a claim over an expired lease. */
const unclean = '!';
const wanted: Filter[] = [{ status: { $in: ['running', 'waiting', 'parked'] } }, { asked: true }];

export async function claimAll(life: Life, asked: Asked[]): Promise<(Claim | Error | undefined)[]> {
  // Whoever asks holds it no more: a renewal of what it once held would keep the lease from ever running out.
  for (const { tenant, runId } of asked) life.held.delete(idOf(tenant, runId));
  const claims = new Map<string, Claim>();
  const left = await claimFresh(life, asked, claims);
  if (left.length > 0) await claimStored(life, left, claims);
  return asked.map(({ tenant, runId }) => claims.get(idOf(tenant, runId)));
}

/** Runs nobody has begun: known here, or read from the delivery the bell named. Nothing is written. */
async function claimFresh(life: Life, asked: Asked[], claims: Map<string, Claim>): Promise<Asked[]> {
  const rung = asked.filter(({ hint }) => hint?.delivery !== undefined);
  if (rung.length === 0) return asked;
  const toRead = rung.filter(({ tenant, runId }) => !life.fresh.has(idOf(tenant, runId)));
  const ids = [...new Set(toRead.map(({ tenant, hint }) => idOf(tenant, hint!.delivery!)))];
  const docs = ids.length === 0 ? [] : await life.shelves.deliveries.find({ _id: { $in: ids }, pending: { $exists: true } });
  const byId = new Map(docs.map((doc) => [doc._id, doc]));
  for (const { tenant, runId, hint } of rung) {
    const _id = idOf(tenant, runId);
    const doc = byId.get(idOf(tenant, hint!.delivery!));
    const found = life.fresh.get(_id) ?? (doc && startIn(doc, runId));
    life.fresh.delete(_id);
    if (found && !mustBeFound(found.start)) claims.set(_id, holdFresh(life, _id, found));
  }
  return asked.filter(({ tenant, runId }) => !claims.has(idOf(tenant, runId)));
}

function holdFresh(life: Life, _id: string, { start, n }: NonNullable<Awaited<ReturnType<typeof findStart>>>): Claim {
  const log = firstCommitOf(start);
  const held: Held = {
    _id,
    head: start.head,
    n,
    rung: 0,
    fresh: start,
    unclean: false,
    known: [],
    answered: new Set(),
    open: new Map(),
    left: [],
    owed: [],
    payloads: payloadsOf(log),
  };
  life.held.set(_id, held);
  return { head: start.head, commits: log.map(asRead), requests: [], unclean: false };
}

async function claimStored(life: Life, asked: Asked[], claims: Map<string, Claim>): Promise<void> {
  const ids = asked.map(({ tenant, runId }) => idOf(tenant, runId));
  const token = life.nextToken();
  try {
    const docs = await takeLeases(life, ids, token);
    await openClaims(life, docs, claims);
    const missed = asked.filter(({ tenant, runId }) => !docs.some(({ _id }) => _id === idOf(tenant, runId)));
    if (missed.length > 0) await claimUnfolded(life, missed, claims);
  } catch (error) {
    for (const _id of ids) life.letGo.set(_id, [...(life.letGo.get(_id) ?? []), token, token + unclean]);
    throw error;
  }
}

/** Free ones, what this life itself let go, and then those whose holder did not report for a lease. */
async function takeLeases(life: Life, ids: string[], token: string): Promise<RunDoc[]> {
  const { runs } = life.shelves;
  const now = life.shelves.now();
  const until = now + life.leaseMs;
  const lease = (mark: string) => ({ $set: { lease: { owner: life.owner, token: token + mark, until }, wake: until } });
  let taken = await runs.updateAll({ _id: { $in: ids }, lease: { $exists: false }, $or: wanted }, lease(''));
  const own = ids.filter((_id) => life.letGo.has(_id));
  for (const mark of own.length > 0 ? ['', unclean] : []) {
    const tokens = own.flatMap((_id) => life.letGo.get(_id)!).filter((one) => one.endsWith(unclean) === (mark !== ''));
    if (tokens.length > 0) taken += await runs.updateAll({ _id: { $in: own }, 'lease.token': { $in: tokens }, $or: wanted }, lease(mark));
  }
  if (taken < ids.length) taken += await runs.updateAll({ _id: { $in: ids }, 'lease.until': { $lte: now }, $or: wanted }, lease(unclean));
  const docs = taken === 0 ? [] : await runs.find({ _id: { $in: ids }, 'lease.token': { $in: [token, token + unclean] } });
  for (const _id of own) life.letGo.delete(_id);
  return docs;
}

/** What has no head may be promised by a delivery. */
async function claimUnfolded(life: Life, asked: Asked[], claims: Map<string, Claim>): Promise<void> {
  const known = await life.shelves.runs.find({ _id: { $in: asked.map(({ tenant, runId }) => idOf(tenant, runId)) } }, { only: ['_id'] });
  const heads = new Set(known.map(({ _id }) => _id));
  for (const { tenant, runId } of asked) {
    const _id = idOf(tenant, runId);
    if (heads.has(_id)) continue;
    const found = await findStart(life, tenant, runId);
    // Stored before anybody holds it, and due: those behind it must find it.
    if (found && inLane(found.start)) await life.shelves.runs.insert([unbegunRun(found.start, found.n)]);
    else if (found) claims.set(_id, holdFresh(life, _id, found));
  }
}

/** The log decides: a head left behind is caught up, with everything the former holder still owed. */
async function openClaims(life: Life, docs: RunDoc[], claims: Map<string, Claim>): Promise<void> {
  if (docs.length === 0) return;
  const logs = await readLogs(life.shelves, docs);
  const requests = await requestsOf(
    life,
    docs.filter(({ rung }) => rung > 0),
  );
  const read = life.shelves.now();
  for (const doc of docs) {
    // Its lease ran out while the log was read: another may hold it, and what was read may be that one's.
    if (doc.lease!.until <= read) continue;
    const log = logs.get(doc._id) ?? [];
    const last = log.at(-1);
    const isStale = last !== undefined && last.seq > doc.seq;
    const held: Held = {
      _id: doc._id,
      token: doc.lease!.token,
      head: isStale ? headIn(last) : headOf(doc),
      n: doc.n,
      rung: doc.rung,
      unclean: doc.lease!.token.endsWith(unclean),
      known: doc.keys,
      answered: new Set(log.flatMap(({ taken = [] }) => taken)),
      open: new Map(),
      left: [],
      owed: [],
      payloads: payloadsOf(log),
    };
    try {
      for (const commit of log) if (commit.seq > doc.seq || doc.owed) await unfoldOutbox(life, doc.tenant, outboxIn(commit), commit.at);
    } catch {
      // Nobody holds it: the lease runs out, and the next claim finds everything as it stands.
      continue;
    }
    life.held.set(doc._id, held);
    const found = requests.get(doc._id) ?? [];
    const asked = found.filter(({ id }) => !held.answered.has(id));
    held.left = found.filter(({ id }) => held.answered.has(id)).map(({ id }) => idOf(doc.tenant, doc.run, id));
    for (const { id, at } of asked) held.open.set(id, at);
    if (isEnded(held.head.status) && asked.length === 0) await restHeld(life, held);
    else claims.set(doc._id, { head: held.head, commits: log.map(asRead), requests: asked, unclean: held.unclean });
  }
}

export async function requestsOf(life: Life, docs: { _id: string; tenant: string; run: string }[]): Promise<Map<string, Request[]>> {
  const byRun = new Map<string, Request[]>();
  if (docs.length === 0) return byRun;
  const found = await life.shelves.requests.find({ tenant: { $in: [...new Set(docs.map(({ tenant }) => tenant))] }, run: { $in: docs.map(({ run }) => run) } });
  for (const { tenant, run, body } of found.sort((a, b) => a.at - b.at || (a._id < b._id ? -1 : 1))) {
    const _id = idOf(tenant, run);
    byRun.set(_id, [...(byRun.get(_id) ?? []), JSON.parse(body) as Request]);
  }
  return byRun;
}

function payloadsOf(log: StoredCommit[]): Held['payloads'] {
  return new Map(log.flatMap(({ payloads = [] }) => payloads.map(({ hash, ...stored }) => [hash, stored] as const)));
}
