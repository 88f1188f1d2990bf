/** Lists of runs, and one run with its log. */
import type { Collection, Filter } from 'mongodb';
import type { RunEvent } from '../../engine/events.ts';
import type { RunHead } from '../../engine/ports.ts';
import type { Page, Reads, RunFilter } from '../../engine/reads.ts';
import { pageSize } from '../page.ts';
import { startIn } from './deliveries.ts';
import { headNames, headOf } from './heads.ts';
import { idOf, type RunDoc } from './layout.ts';
import { afterCursor, beyond, pageByNumber } from './page-by-number.ts';
import { readLogs } from './read-log.ts';
import type { Shelves } from './shelves.ts';
import { asRead, firstCommitOf, headIn } from './stored-commits.ts';

export const openStatuses = ['running', 'waiting', 'parked'];
const perMs = 1_024;
/** A run arrives when it starts; clocks of processes differ, but not by this much, ms. */
const skew = 86_400_000;
/** Fewer runs than this are sorted once they are found. */
const fewRuns = 1_000;
const shown = Object.fromEntries(['n', ...headNames].map((name) => [name, 1]));

/** Newest first. */
export async function listRuns(runs: Collection<RunDoc>, tenant: string, filter: RunFilter): Promise<Page<RunHead>> {
  const { flow, status, key, node, from, to, code, fingerprint, cursor, limit } = filter;
  // Only an open run stands at a node.
  const statuses = status ?? (node === undefined ? undefined : openStatuses);
  const first = from === undefined ? [] : [{ startedAt: { $gte: from }, n: { $gte: (from - skew) * perMs } }];
  const last = to === undefined ? [] : [{ startedAt: { $lt: to }, n: { $lt: (to + skew) * perMs } }];
  const query = {
    tenant,
    ...afterCursor(cursor),
    ...(flow === undefined ? {} : { flow }),
    ...(statuses === undefined ? {} : { status: { $in: statuses } }),
    ...(key === undefined ? {} : { keys: keyTest(key) }),
    ...(node === undefined ? {} : { open: node }),
    ...(code === undefined ? {} : { code }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
    ...(first.length + last.length > 0 ? { $and: [...first, ...last] } : {}),
  } as Filter<RunDoc>;
  const size = pageSize(limit);
  const hint = await indexFor(runs, tenant, key, statuses, flow);
  const found = await runs.find(query, { projection: shown, sort: { n: -1 }, limit: size + beyond, batchSize: size + beyond + 1, hint }).toArray();
  return pageByNumber(found, size, headOf);
}

const keyTest = (key: string): object | string => (key.endsWith('*') ? { $elemMatch: { $gte: key.slice(0, -1), $lt: `${key.slice(0, -1)}\u{10ffff}` } } : key);

/**
 * Every index but one way gives the order asked for. The beginning of a key does not: where many runs share it, a walk
 * from the newest end soon fills the page; where few do, they are found by the index and sorted.
 */
async function indexFor(
  runs: Collection<RunDoc>,
  tenant: string,
  key: string | undefined,
  statuses: string[] | undefined,
  flow: string | undefined,
): Promise<Record<string, 1 | -1>> {
  const newest = { tenant: 1, n: -1 } as const;
  const byKey = { tenant: 1, keys: 1, n: -1 } as const;
  if (key !== undefined && !key.endsWith('*')) return byKey;
  if (key !== undefined) {
    const shared = await runs.countDocuments({ tenant, keys: keyTest(key) } as Filter<RunDoc>, { limit: fewRuns, hint: byKey });
    return shared < fewRuns ? byKey : newest;
  }
  if (statuses !== undefined && !statuses.includes('completed')) return { tenant: 1, status: 1, n: -1 };
  return flow === undefined ? newest : { tenant: 1, flow: 1, n: -1 };
}

/** The log decides: a head left behind is shown as the last commit has it. */
export async function readRun(shelves: Shelves, tenant: string, id: string): ReturnType<Reads['run']> {
  const [doc] = await shelves.runs.find({ _id: idOf(tenant, id) });
  if (!doc) return readUnbegun(shelves, tenant, id);
  const [logs, late] = await Promise.all([readLogs(shelves, [doc]), shelves.late.find({ tenant, run: id }, { sort: { at: 1, _id: 1 } })]);
  const log = logs.get(doc._id) ?? [];
  const last = log.at(-1);
  return {
    head: last !== undefined && last.seq > doc.seq ? headIn(last) : headOf(doc),
    commits: log.map(asRead),
    late: late.map(({ at, events }) => ({
      seq: log.findLast((commit) => commit.at <= at)?.seq ?? 0,
      at,
      author: 'late',
      events: JSON.parse(events) as RunEvent[],
    })),
  };
}

/** A run that was promised with a 202 and that nobody has looked at yet. */
async function readUnbegun(shelves: Shelves, tenant: string, id: string): ReturnType<Reads['run']> {
  const [delivery] = await shelves.deliveries.find({ tenant, 'runs.runId': id }, { limit: 1 });
  const found = delivery && startIn(delivery, id);
  return found && { head: found.start.head, commits: firstCommitOf(found.start).map(asRead), late: [] };
}
