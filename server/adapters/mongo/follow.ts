/** After the log: the outbox, then the head. What fails here is met again by whoever claims the run after its lease. */
import type { Commit } from '../../engine/ports.ts';
import { dueAt, isEnded } from '../due.ts';
import { headFields } from './heads.ts';
import { type CommitDoc, idOf, type RunDoc } from './layout.ts';
import type { Held, Life } from './life.ts';
import { leaveHead } from './rest-held.ts';
import type { Change, Filter } from './shelves.ts';
import { firstCommitOf, insideHead, outboxIn } from './stored-commits.ts';
import { unfoldOutbox } from './unfold.ts';

export interface Written {
  commit: Commit;
  doc: CommitDoc;
  held: Held;
}

type HeadChange = { filter: Filter; change: Change };

/** A run comes into being with its first commit: leased while anything of it is owed, so that a death leaves it claimable. */
export function birthOf(life: Life, { held, commit, doc }: Written): RunDoc {
  const { head, release, at } = commit;
  const isOwed = owes(held, commit, doc);
  const until = life.shelves.now() + life.leaseMs;
  const wake = release && !isOwed ? dueAt(head, false, at) : until;
  if (!release || isOwed) held.token ??= life.nextToken();
  return {
    _id: held._id,
    ...headFields(head).set,
    n: held.n,
    rung: 0,
    log: [...(held.fresh ? firstCommitOf(held.fresh) : []), insideHead(doc)],
    ...(doc.minutes ? { minutes: doc.minutes } : {}),
    ...(wake === undefined ? {} : { wake }),
    ...(held.token === undefined ? {} : { lease: { owner: life.owner, token: held.token, until } }),
    ...(isOwed ? { owed: true as const } : {}),
  };
}

const owes = (held: Held, commit: Commit, doc: CommitDoc): boolean => doc.outbox !== undefined || doc.taken !== undefined || mayHaveMissed(held, commit);

/** A run that goes to rest with keys that were not stored when signals were last looked up by them. */
const mayHaveMissed = ({ known }: Held, { head, release }: Commit): boolean =>
  release && !isEnded(head.status) && head.keys.some((key) => !known.includes(key));

/** The log has these commits: carry out what they cause and let the heads follow. Never rejects. */
export async function follow(life: Life, written: Written[]): Promise<void> {
  const changes: HeadChange[] = [];
  const followed: Written[] = [];
  for (const one of written) {
    const { commit, held, doc } = one;
    const isBorn = held.fresh !== undefined;
    const isOwed = owes(held, commit, doc);
    const isMissed = mayHaveMissed(held, commit);
    delete held.fresh;
    held.head = commit.head;
    held.unclean = false;
    for (const { hash, ...stored } of doc.payloads ?? []) held.payloads.set(hash, stored);
    for (const id of commit.taken) {
      held.answered.add(id);
      held.open.delete(id);
    }
    if (commit.release) life.held.delete(held._id);
    if (isBorn) held.known = commit.head.keys;
    if (isBorn && !isOwed) continue;
    held.owed.push(doc);
    try {
      await settleOwed(life, held);
      const mustLook = isMissed && (await isSignaled(life, commit));
      changes.push(...headChanges(life, one, mustLook));
      followed.push(one);
    } catch {
      // The lease stands, and runs out.
    }
  }
  if (changes.length === 0) return;
  try {
    await life.patient(() => life.shelves.runs.update(changes));
    for (const { held, commit } of followed) held.known = commit.head.keys;
    // Whoever asked looks for the request first and then at the head, so it goes last.
    const answered = followed.flatMap(({ doc, held }) => [...held.left.splice(0), ...(doc.taken ?? []).map((id) => idOf(doc.tenant, doc.run, id))]);
    if (answered.length > 0) await life.shelves.requests.remove({ _id: { $in: answered } });
  } catch {
    // The same.
  }
}

async function settleOwed(life: Life, held: Held): Promise<void> {
  for (let doc = held.owed[0]; doc !== undefined; doc = held.owed[0]) {
    await unfoldOutbox(life, doc.tenant, outboxIn(doc), doc.at);
    held.owed.shift();
  }
}

function headChanges(life: Life, { commit, held }: Written, mustLook: boolean): HeadChange[] {
  const { head, release, at } = commit;
  const filter: Filter = { _id: held._id, ...(held.token === undefined ? { seq: { $lt: head.seq } } : { 'lease.token': held.token }) };
  if (release) return leaveHead(held, filter, at, mustLook);
  const { set, unset } = headFields(head);
  const until = life.shelves.now() + life.leaseMs;
  const lease = held.token === undefined ? {} : { 'lease.until': until, wake: until };
  return [{ filter, change: { $set: { ...set, ...lease }, $unset: Object.fromEntries([...unset, 'owed'].map((field) => [field, true as const])) } }];
}

async function isSignaled(life: Life, { head }: Commit): Promise<boolean> {
  const found = await life.shelves.signals.find({ tenant: head.tenant, key: { $in: [...head.keys, head.id] } }, { only: ['_id'], limit: 1 });
  return found.length > 0;
}
