/** Open runs of a flow that go by another version than the one asked about, each with the reason why it stays where it may not be moved. */
import { foldAll } from '../engine/fold.ts';
import { type Pin, pinOf } from '../engine/pinned.ts';
import type { Plan } from '../engine/plan.ts';
import type { RunHead } from '../engine/ports.ts';
import type { Reads } from '../engine/reads.ts';

/** Why a run stays; also because there is nothing it could be moved to. */
export type Stay = Pin | { code: 'version.not_runnable'; node?: undefined };

export interface Judged {
  head: RunHead;
  /** Absent when it may be moved. */
  pin?: Stay;
}

export interface JudgeDeps {
  reads: Pick<Reads, 'runs' | 'run'>;
  plan(tenant: string, flow: string, version: string): Promise<Plan | undefined>;
}

const atOnce = 16;
const open = ['running', 'waiting', 'parked'];

/** Newest first, at most `most`: judging folds a log. `to` is absent while the drawing cannot be run, and then every run stays. */
export async function judgeOpen(
  { reads, plan }: JudgeDeps,
  at: { tenant: string; flow: string; version: string; to: Plan | undefined; most: number },
): Promise<{ runs: Judged[]; more: boolean }> {
  const { tenant, flow, version, to, most } = at;
  const heads: RunHead[] = [];
  let cursor: string | undefined;
  do {
    const page = await reads.runs(tenant, { flow, status: open, limit: 200, ...(cursor === undefined ? {} : { cursor }) });
    heads.push(...page.items.filter((head) => head.version !== version));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined && heads.length < most);
  const chosen = heads.slice(0, most);
  const runs: Judged[] = [];
  for (let from = 0; from < chosen.length; from += atOnce) runs.push(...(await Promise.all(chosen.slice(from, from + atOnce).map((head) => judge(head)))));
  return { runs, more: cursor !== undefined || heads.length > chosen.length };

  async function judge(head: RunHead): Promise<Judged> {
    if (head.status !== 'waiting') return { head, pin: { code: 'run.not_waiting' } };
    const [found, from] = await Promise.all([reads.run(tenant, head.id), plan(tenant, flow, head.version)]);
    if (!found || !from || !to) return { head, pin: { code: 'version.not_runnable' } };
    const pin = pinOf(foldAll(head.id, found.commits), from, to);
    return pin === undefined ? { head } : { head, pin };
  }
}
