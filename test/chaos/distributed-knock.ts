/** What a sender and a balancer see of an API process while its store is away. */
import type { Cluster } from './distributed-target.ts';
import { wireTo } from './load-wire.ts';

export interface Knocks {
  /** Orders sent, and those of them that were acknowledged, by number. */
  sent: number;
  acked: Map<string, string[]>;
  /** Refused with a word when to come again; refused without; not answered at all. */
  told: number;
  untold: number;
  silent: number;
  /** Longest time to a refusal, ms. */
  slowest: number;
  /** Until /readyz said no in every API process, ms. */
  unready: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Sends an order every `everyMs` and watches /readyz for `ms`. What is under way then is not waited for: it may be taken once the store is back.
 * An order counts as acknowledged when its answer came in that time.
 */
export async function knock(hub: Cluster, path: string, prefix: string, ms: number, everyMs = 250): Promise<Knocks> {
  const knocks: Knocks = { sent: 0, acked: new Map(), told: 0, untold: 0, silent: 0, slowest: 0, unready: Number.POSITIVE_INFINITY };
  const began = performance.now();
  const isOver = (): boolean => performance.now() - began >= ms;
  const order = async (number: string): Promise<void> => {
    const wire = wireTo(`${hub.url}/in/${path}`);
    const answer = await wire.post(JSON.stringify({ number, lines: [] }), number);
    wire.close();
    if (isOver()) return;
    if (answer.status === 202) knocks.acked.set(number, [/"runId":"([^"]+)"/.exec(answer.body)?.[1] ?? '']);
    else if (answer.status === 0) knocks.silent += 1;
    else if (answer.retryAfter) knocks.told += 1;
    else knocks.untold += 1;
    if (answer.status !== 202) knocks.slowest = Math.max(knocks.slowest, answer.ms);
  };
  const readiness = Promise.all(
    hub.addresses('api').map(async (url) => {
      while (!isOver()) {
        const { status } = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(10_000) }).catch(() => ({ status: 0 }));
        if (status === 503) return performance.now() - began;
        await pause(100);
      }
      return Number.POSITIVE_INFINITY;
    }),
  );
  while (!isOver()) {
    knocks.sent += 1;
    void order(`${prefix}${knocks.sent}`);
    await pause(everyMs);
  }
  knocks.unready = Math.max(...(await readiness));
  return knocks;
}

/** Until an order is taken and until a call goes out, ms from now. */
export async function recovered(
  hub: Cluster,
  path: string,
  number: string,
  calls: () => Promise<number>,
): Promise<{ taken: number; called: number; runId: string }> {
  const began = performance.now();
  const before = await calls();
  const body = JSON.stringify({ number, lines: [] });
  const until = began + 60_000;
  let runId = '';
  let taken = Number.POSITIVE_INFINITY;
  while (taken === Number.POSITIVE_INFINITY && performance.now() < until) {
    const wire = wireTo(`${hub.url}/in/${path}`);
    const answer = await wire.post(body, number);
    wire.close();
    if (answer.status === 202) {
      taken = performance.now() - began;
      runId = /"runId":"([^"]+)"/.exec(answer.body)?.[1] ?? '';
    } else await pause(50);
  }
  while ((await calls()) === before && performance.now() < until) await pause(20);
  return { taken, called: performance.now() - began, runId };
}
