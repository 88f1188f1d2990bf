/** Compares three independent logs: what the sender was told, what reached the receiver, what the hub says of its runs. */
import type { HubProcess } from '../support/hub-process.ts';

export interface Verdict {
  /** Acknowledged orders without a run, or whose completed run left a receiver without its effect. */
  lost: number;
  /** Which ones. */
  lostOrders: string[];
  /** Runs that did not end in time; parked counts. */
  stuck: number;
  /** Second effects of one order at one receiver. */
  duplicates: number;
  calls: number;
  effects: number;
}

/** Looks at the runs of one flow, or of all. */
export async function verdictOf(hub: HubProcess, acked: Map<string, string>, calls: () => string, patience: number, flow?: string): Promise<Verdict> {
  const of = flow === undefined ? '' : `&flow=${flow}`;
  // Whoever still sees calls come in waits on: stuck is what has not moved for so long.
  let heard = calls().length;
  let until = Date.now() + patience;
  let open = await openRuns(hub, of);
  while (open > 0 && Date.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    open = await openRuns(hub, of);
    const length = calls().length;
    if (length > heard) until = Date.now() + patience;
    heard = length;
  }
  const runs = await allRuns(hub, of);
  const perOrder = new Map<string, Set<string>>();
  const lines = calls()
    .trim()
    .split('\n')
    .filter((line) => line !== '');
  for (const line of lines) {
    const { path, number, key } = JSON.parse(line) as { path: string; number: string; key: string };
    const id = `${path} ${number}`;
    perOrder.set(id, (perOrder.get(id) ?? new Set()).add(key));
  }
  const lostOrders: string[] = [];
  let stuck = 0;
  for (const [number, runId] of acked) {
    const status = runs.get(runId);
    if (status === undefined) lostOrders.push(number);
    else if (status !== 'completed') stuck += 1;
    else if (!perOrder.has(`/reserve ${number}`) || !perOrder.has(`/ship ${number}`)) lostOrders.push(number);
  }
  let duplicates = 0;
  for (const keys of perOrder.values()) duplicates += keys.size - 1;
  return { lost: lostOrders.length, lostOrders, stuck, duplicates, calls: lines.length, effects: perOrder.size };
}

async function openRuns(hub: HubProcess, of: string): Promise<number> {
  let count = 0;
  for (const status of ['running', 'waiting'])
    count += (await hub.call<{ items: unknown[] }>('GET', `/api/runs?status=${status}&limit=100${of}`)).body.items.length;
  return count;
}

async function allRuns(hub: HubProcess, of: string): Promise<Map<string, string>> {
  const runs = new Map<string, string>();
  let cursor = '';
  for (let page = 0; page < 10_000; page += 1) {
    const { body } = await hub.call<{ items: { id: string; status: string }[]; next: string | null }>('GET', `/api/runs?limit=100${of}${cursor}`);
    for (const run of body.items) runs.set(run.id, run.status);
    if (body.next === null) return runs;
    cursor = `&cursor=${encodeURIComponent(body.next)}`;
  }
  return runs;
}
