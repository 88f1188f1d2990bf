/**
 * Figures per node and minute. What counts is the log; minutes that are over are summed up once and kept, the last ones and
 * those a late commit touched are summed up whenever they are asked for.
 */
import type { Db, Filter } from 'mongodb';
import type { NodeCount } from '../../engine/ports.ts';
import type { Reads } from '../../engine/reads.ts';
import { addTurns, emptyCount, gatherCounts } from '../count.ts';
import { type CommitDoc, idOf, type RunDoc, type StoredText } from './layout.ts';
import { shelfOf } from './open-shelves.ts';
import type { Shelves } from './shelves.ts';
import { packText, textOf } from './stored-text.ts';

/** All figures of one flow in one minute, as NodeCount[] in JSON with 40 counters each. */
export interface MinuteDoc extends StoredText {
  /** tenant/flow/minute */
  _id: string;
  /** Store time at which the log was read for it: a slower sum never replaces a newer one. */
  read: number;
}

/** Up to which minute everything is summed up. */
export interface ClosedDoc {
  _id: 'closed';
  minute: number;
}

export interface Minutes {
  counts: Reads['counts'];
  /** Sum up these minutes of a tenant anew. */
  recompute(tenant: string, minutes: number[]): Promise<void>;
  /** A leader's turn, best once a minute: every minute that is over, and whatever was touched late. */
  close(): Promise<void>;
}

const perMinute = 60_000;
/** A commit is marked late when its minute ended a minute ago; it is closed two minutes after its end, so that nothing falls between. */
const grace = 3;
/** A mark is made before its commit: once it is this old, ms, the commit is there or will never be. */
const markedFor = 60_000;
const atOnce = 60;
const together = 5_000;
const padded = (minute: number): string => String(minute).padStart(9, '0');

export function mongoMinutes(db: Db, { touched, now }: Pick<Shelves, 'touched' | 'now'>): Minutes {
  const minutes = shelfOf<MinuteDoc>(db, 'minutes');
  const closed = shelfOf<ClosedDoc>(db, 'closed');
  const runs = db.collection<RunDoc>('runs');
  const commits = db.collection<CommitDoc>('commits');
  const closedAt = async (): Promise<number | undefined> => (await closed.find({ _id: 'closed' }))[0]?.minute;

  /** From the log: commits beside the heads, and those the heads were born with. */
  async function sum(tenant: string, within: object, wanted: (minute: number) => boolean): Promise<NodeCount[]> {
    const sums = new Map<string, NodeCount>();
    const add = (text: string | undefined): void => {
      for (const fresh of text === undefined ? [] : (JSON.parse(text) as NodeCount[])) {
        if (!wanted(fresh.minute)) continue;
        const { flow, version, node, minute } = fresh;
        const name = idOf(flow, version, node, String(minute));
        const known = sums.get(name) ?? emptyCount(flow, version, node, minute);
        addTurns(known, fresh);
        sums.set(name, known);
      }
    };
    const query = { tenant, minutes: within };
    const only = (field: string) => ({ projection: { _id: 0, [field]: 1 }, batchSize: together });
    for await (const { counts } of commits.find(query as Filter<CommitDoc>, only('counts'))) add(counts);
    for await (const { log } of runs.find(query as Filter<RunDoc>, only('log.counts'))) for (const { counts } of log) add(counts);
    return [...sums.values()];
  }

  async function recompute(tenant: string, which: number[]): Promise<void> {
    const wanted = new Set(which);
    const read = now();
    const counts = await sum(tenant, { $in: which }, (minute) => wanted.has(minute));
    const docs = [...Map.groupBy(counts, ({ flow, minute }) => idOf(tenant, flow, padded(minute)))].map(
      ([_id, of]): MinuteDoc => ({ _id, read, ...packText(JSON.stringify(of)) }),
    );
    const taken = await minutes.insert(docs);
    await minutes.update(
      docs
        .filter((_, index) => taken.has(index))
        .map(({ _id, text, packed }) => ({
          filter: { _id, read: { $lte: read } },
          change: packed ? { $set: { read, packed }, $unset: { text: true } } : { $set: { read, text }, $unset: { packed: true } },
        })),
    );
  }

  async function recomputeAll(tenant: string, which: number[]): Promise<void> {
    for (let from = 0; from < which.length; from += atOnce) await recompute(tenant, which.slice(from, from + atOnce));
  }

  async function closeMinutes(tenants: string[]): Promise<void> {
    const last = Math.floor(now() / perMinute) - grace;
    const before = await closedAt();
    for (const tenant of tenants) {
      const open = before === undefined ? await minutesOf(tenant, last) : range(before + 1, last);
      await recomputeAll(tenant, open);
    }
    if (before === undefined) await closed.insert([{ _id: 'closed', minute: last }]);
    else await closed.update([{ filter: { _id: 'closed', minute: { $lt: last } }, change: { $set: { minute: last } } }]);
  }

  /** Before the first closing the log alone knows where figures begin. */
  async function minutesOf(tenant: string, last: number): Promise<number[]> {
    const found = await Promise.all([commits.distinct('minutes', { tenant }), runs.distinct('minutes', { tenant })]);
    return [...new Set(found.flat() as number[])].filter((minute) => minute <= last);
  }

  /** Marks are read before the log: a commit that comes later has a mark of its own. */
  async function closeTouched(): Promise<void> {
    const last = (await closedAt()) ?? 0;
    const marks = await touched.find({ at: { $lt: now() - markedFor }, minute: { $lte: last } }, { limit: together });
    for (const [tenant, own] of Map.groupBy(marks, (mark) => mark.tenant)) await recomputeAll(tenant, [...new Set(own.map(({ minute }) => minute))]);
    if (marks.length > 0) await touched.remove({ _id: { $in: marks.map(({ _id }) => _id) } });
  }

  return {
    recompute,
    async close() {
      await closeMinutes((await runs.distinct('tenant')) as string[]);
      await closeTouched();
    },
    async counts(tenant, filter) {
      const first = Math.floor(filter.from / perMinute);
      const last = Math.ceil(filter.to / perMinute) - 1;
      // In this order: what is closed or unmarked after it was read here is read from the log all the same.
      const until = (await closedAt()) ?? Number.NEGATIVE_INFINITY;
      const marks = await touched.find(
        { _id: { $gt: `${idOf(tenant)}/`, $lt: `${idOf(tenant)}0` }, minute: { $gte: first, $lte: last } },
        { only: ['minute'] },
      );
      const late = new Set(marks.map(({ minute }) => minute));
      const isLive = (minute: number): boolean => minute > until || late.has(minute);
      const start = idOf(tenant, filter.flow);
      const stored = await minutes.find({ _id: { $gte: `${start}/${padded(first)}`, $lte: `${start}/${padded(last)}` } });
      const counts = stored.flatMap((doc) => (isLive(Number(doc._id.slice(start.length + 1))) ? [] : (JSON.parse(textOf(doc)) as NodeCount[])));
      const isWanted = (minute: number): boolean => minute >= first && minute <= last && isLive(minute);
      if (last > until) counts.push(...(await sum(tenant, { $gt: Math.max(until, first - 1) }, (minute) => minute > until && isWanted(minute))));
      if (late.size > 0) counts.push(...(await sum(tenant, { $in: [...late] }, (minute) => minute <= until && isWanted(minute))));
      return gatherCounts(
        counts.filter(({ flow, version }) => flow === filter.flow && (filter.version ?? version) === version),
        filter,
      );
    },
  };
}

const range = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
