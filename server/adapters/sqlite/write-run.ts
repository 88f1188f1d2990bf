/** Strokes on one run: begin it, add a commit to its log, give it back. */
import type { RunHead } from '../../engine/ports.ts';
import { assertCountable } from '../count.ts';
import { dueAt, earlier, isEnded } from '../due.ts';
import { addKeys, addLog, begin } from './begin-run.ts';
import { count, type Desk, findRun, remember } from './desk.ts';
import type { Work } from './work.ts';
import { unfold } from './write-outbox.ts';

export function commit(desk: Desk, work: Extract<Work, { kind: 'commit' }>, texts: string[]): 'done' | 'conflict' {
  const { head, at, author, outbox, counts, taken, release } = work.commit;
  let run = findRun(desk, head.tenant, head.id);
  if (head.seq !== (run?.seq ?? 0) + 1) return 'conflict';
  assertCountable(counts);
  if (!run) {
    const n = begin(desk, { ...head, seq: 0 }, undefined, []) as number;
    run = { n, seq: 0, keys: new Set(head.keys), hashes: new Set() };
  }
  const { n, keys, hashes } = run;
  const fresh = work.hashes.map((hash, place) => ({ hash, json: texts[place + 1] as string })).filter(({ hash }) => !hashes.has(hash));
  addLog(desk, n, head.seq, at, author, texts[0] as string, fresh);
  const newKeys = head.keys.filter((key) => !keys.has(key));
  addKeys(desk, head, n, newKeys);
  for (const id of taken) desk.sql('DELETE FROM requests WHERE n = ? AND id = ?').run(n, id);
  const wake = nextLook(desk, n, head, release, dueAt(head, !release, at), work.since, at, taken.length > 0);
  desk
    .sql('UPDATE runs SET status = ?, wake = ?, seq = ?, inflight = ?, head = ? WHERE n = ?')
    .run(head.status, wake ?? null, head.seq, head.inFlight ? 1 : 0, JSON.stringify(head), n);
  for (const item of outbox) unfold(desk, head.tenant, item);
  desk.after.push(() => {
    for (const key of newKeys) keys.add(key);
    for (const { hash } of fresh) hashes.add(hash);
    remember(desk, head.tenant, head.id, { n, seq: head.seq, keys, hashes });
    for (const figure of counts) count(desk, head.tenant, figure);
  });
  return 'done';
}

/** Give runs back without a commit: they are due when their head says so, or when something came meanwhile. */
export function release(desk: Desk, work: Extract<Work, { kind: 'release' }>): null {
  for (const { id, wake, at, since, isOpen } of work.runs) {
    const run = findRun(desk, work.tenant, id);
    if (!run) continue;
    const next = isOpen ? keepUrgent(desk, run.n, wake ?? undefined, since, at, true, desk.asked.get(run.n)) : undefined;
    desk.sql('UPDATE runs SET wake = ?1 WHERE n = ?2 AND wake IS NOT ?1').run(next ?? null, run.n);
  }
  return null;
}

export function late(desk: Desk, work: Extract<Work, { kind: 'late' }>, events: string): null {
  const run = findRun(desk, work.tenant, work.runId);
  if (run) desk.sql('INSERT INTO late (n, seq, at, events) VALUES (?, ?, ?, ?)').run(run.n, run.seq, work.at, events);
  return null;
}

function nextLook(
  desk: Desk,
  n: number,
  head: RunHead,
  isReleased: boolean,
  wake: number | undefined,
  since: number,
  at: number,
  hasTaken: boolean,
): number | undefined {
  let asked = desk.asked.get(n);
  if (asked !== undefined && hasTaken) {
    const left = (desk.sql('SELECT min(at) AS at FROM requests WHERE n = ?').get(n) as { at: number | null }).at;
    asked = left ?? undefined;
    desk.after.push(() => (left === null ? desk.asked.delete(n) : desk.asked.set(n, left)));
  }
  return isEnded(head.status) ? undefined : keepUrgent(desk, n, wake, since, at, isReleased, asked);
}

/**
 * A signal or request that came after the holder last looked keeps the run due, whatever the holder's head
 * says: a crash right after this stroke must not leave it waiting for a bell that nobody rings again.
 */
function keepUrgent(
  desk: Desk,
  n: number,
  wake: number | undefined,
  since: number,
  at: number,
  isReleased: boolean,
  asked: number | undefined,
): number | undefined {
  let next = wake;
  const rung = desk.rung.get(n);
  if (rung !== undefined && rung > since) next = earlier(next, at);
  else if (rung !== undefined && isReleased) desk.after.push(() => desk.rung.delete(n));
  return earlier(next, asked);
}
