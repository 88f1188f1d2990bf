/** Commits: many in one round trip. A taken `_id` is the fence: the run went on without us, unless the commit there is ours. */
import { type Commit, CommitUnknown } from '../../engine/ports.ts';
import { assertCountable } from '../count.ts';
import { birthOf, follow, type Written } from './follow.ts';
import { holderOf } from './holder.ts';
import { idOf } from './layout.ts';
import type { Life } from './life.ts';
import { markTouched } from './mark-touched.ts';
import { commitDocOf } from './stored-commits.ts';

type Result = 'done' | 'conflict';
type Results = Map<Commit, Result | Error>;

/** BSON takes 16 MB; a commit whose payloads are larger than this keeps them beside it, written first. */
const largestInside = 4_000_000;

export async function commitAll(life: Life, commits: Commit[]): Promise<(Result | Error)[]> {
  const began = life.shelves.now();
  const results: Results = new Map();
  const births: Written[] = [];
  const later: Written[] = [];
  for (const commit of commits) {
    try {
      assertCountable(commit.counts);
      const held = await life.patient(() => holderOf(life, commit));
      const doc = await life.patient(() => spill(life, commit));
      if (held) (held.fresh ? births : later).push({ commit, held, doc });
      else {
        results.set(commit, 'conflict');
        await giveUp(life, idOf(commit.head.tenant, commit.head.id));
      }
    } catch (error) {
      results.set(commit, error instanceof Error ? error : new Error(String(error)));
    }
  }
  await markTouched(
    life,
    [...births, ...later].map(({ doc }) => doc),
  );
  const { runs, commits: log } = life.shelves;
  await Promise.all([
    write(life, births, results, () => runs.insert(births.map((birth) => birthOf(life, birth))), authorsOfBirths),
    write(life, later, results, () => log.insert(later.map(({ doc }) => doc)), authorsOfCommits),
  ]);
  const done = [...births, ...later].filter(({ commit }) => results.get(commit) === 'done');
  await follow(life, done);
  if (done.length > 0) life.took(life.shelves.now() - began);
  return commits.map((commit) => results.get(commit) as Result | Error);
}

type AuthorsOf = (life: Life, written: Written[]) => Promise<Map<string, string>>;

async function write(life: Life, written: Written[], results: Results, insert: () => Promise<Set<number>>, authorsOf: AuthorsOf): Promise<void> {
  if (written.length === 0) return;
  try {
    const { taken, authors } = await life.patient(async () => {
      const already = await insert();
      const others = [...already].map((index) => written[index]!);
      return { taken: already, authors: others.length === 0 ? new Map<string, string>() : await authorsOf(life, others) };
    });
    for (const [index, { commit, held, doc }] of written.entries()) {
      if (!taken.has(index) || authors.get(doc._id) === doc.author) {
        results.set(commit, 'done');
        delete held.unsure;
        if (!commit.release) life.held.set(held._id, held);
      } else {
        results.set(commit, 'conflict');
        await giveUp(life, held._id);
      }
    }
  } catch (error) {
    for (const { commit, held, doc } of written) {
      held.unsure = { commit, doc };
      results.set(commit, new CommitUnknown(`The outcome of commit ${commit.head.seq} of run ${commit.head.id} could not be learned`, error));
    }
  }
}

/** Somebody else writes this log: whoever claims next finds out who, and begins as after a death. */
async function giveUp(life: Life, _id: string): Promise<void> {
  const token = life.held.get(_id)?.token;
  life.held.delete(_id);
  if (token === undefined) return;
  const expired = { 'lease.until': 0, wake: life.shelves.now() };
  await life.shelves.runs.update([{ filter: { _id, 'lease.token': token }, change: { $set: expired } }]).catch(() => undefined);
}

const authorsOfCommits: AuthorsOf = async ({ shelves }, written) => {
  const found = await shelves.commits.find({ _id: { $in: written.map(({ doc }) => doc._id) } }, { only: ['author'] });
  return new Map(found.map(({ _id, author }) => [_id, author]));
};

const authorsOfBirths: AuthorsOf = async ({ shelves }, written) => {
  const found = await shelves.runs.find({ _id: { $in: written.map(({ held }) => held._id) } });
  const logs = new Map(found.map(({ _id, log }) => [_id, log]));
  return new Map(written.map(({ doc, held }) => [doc._id, logs.get(held._id)?.find(({ seq }) => seq === doc.seq)?.author ?? '']));
};

async function spill(life: Life, commit: Commit) {
  const doc = commitDocOf(commit);
  const { payloads = [], ...rest } = doc;
  const bytes = payloads.reduce((sum, { text, packed }) => sum + (text?.length ?? packed?.length ?? 0), 0);
  if (bytes <= largestInside) return doc;
  await life.shelves.payloads.replace(payloads.map(({ hash, ...stored }) => ({ _id: `${idOf(doc.tenant, doc.run)}/${hash}`, ...stored })));
  return rest;
}
