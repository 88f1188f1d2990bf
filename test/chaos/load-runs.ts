/** What the hub says of its runs, and what became of the orders it acknowledged. */
import type { RunInfo } from '../../server/http/api.ts';
import type { Target } from './target.ts';

type Caller = Pick<Target, 'call'> & { name?: Target['name'] };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Every run that fits, newest first; `query` is like `flow=orders&status=parked`. */
export async function runsOf(hub: Caller, query: string): Promise<RunInfo[]> {
  const runs: RunInfo[] = [];
  for (let cursor = ''; ; ) {
    const { status, body } = await hub.call<{ items: RunInfo[]; next: string | null }>('GET', `/api/runs?limit=200&${query}${cursor}`);
    if (status !== 200) throw new Error(`the list of runs answered ${status}: ${JSON.stringify(body)}`);
    runs.push(...body.items);
    if (body.next === null) return runs;
    cursor = `&cursor=${encodeURIComponent(body.next)}`;
  }
}

/** Resolves once no run of the flow has work left (`status` says which count), or gives up. */
export async function settled(hub: Caller, flow: string, patienceMs: number, status = 'running,waiting'): Promise<boolean> {
  let quietSince: number | undefined;
  for (const until = performance.now() + patienceMs; performance.now() < until; ) {
    const page = await hub.call<{ items: unknown[] }>('GET', `/api/runs?flow=${flow}&status=${status}&limit=1`).catch(() => undefined);
    const isQuiet = page?.status === 200 && page.body.items.length === 0;
    // With many processes a run is in no list until it is begun, or a second has passed.
    if (isQuiet && (quietSince ??= performance.now()) + (hub.name === 'distributed' ? 2_000 : 0) <= performance.now()) return true;
    if (!isQuiet) quietSince = undefined;
    await pause(50);
  }
  return false;
}

export interface Fate {
  /** Acknowledged orders without a run. */
  lost: number;
  /** Acknowledged orders whose run neither ended nor is parked. */
  stuck: number;
  parked: number;
  completed: number;
  /** Runs beyond one per order. */
  doubled: number;
}

/** What became of acknowledged orders, by what the hub lists. */
export function fateOf(acked: Map<string, string[]>, runs: readonly RunInfo[]): Fate {
  const byId = new Map(runs.map((run) => [run.id, run]));
  const perKey = new Map<string, number>();
  for (const run of runs) for (const key of run.keys) perKey.set(key, (perKey.get(key) ?? 0) + 1);
  const fate: Fate = { lost: 0, stuck: 0, parked: 0, completed: 0, doubled: 0 };
  for (const [number, ids] of acked) {
    const run = byId.get(ids[0] ?? '');
    if (!run) fate.lost += 1;
    else if (run.status === 'parked') fate.parked += 1;
    else if (run.status === 'completed' || run.status === 'canceled') fate.completed += 1;
    else fate.stuck += 1;
    fate.doubled += Math.max(ids.length, perKey.get(number) ?? 0) - 1;
  }
  return fate;
}
