/** R13: ten times as many orders as the hub can carry, for as long as it takes; a small flow stands beside the flood. */
import { percentile } from '../bench/row.ts';
import { duplicatesIn, loadReceiver } from './load-receiver.ts';
import { fateOf, runsOf, settled } from './load-runs.ts';
import { type Sent, send } from './load-send.ts';
import { twoCalls } from './load-two-calls.ts';
import type { Scenario } from './scenario.ts';
import { embeddedTarget, type Figures, type OpenTarget, type Target } from './target.ts';

interface Size {
  /** Orders that measure what the hub can carry. */
  measured: number;
  seconds: number;
  /** Longest time for what was accepted to be done, s. */
  patience: number;
  /** Goodput as a part of capacity, and growth of memory: a flood of seconds is judged while the backlog of its beginning is still worked off. */
  goodput: number;
  growth: number;
}

const times = 10;
/** This part of the flood passes before goodput is measured. */
const warmUp = 0.4;
/** Orders a second of the small flow. */
const small = 10;

/** Looks every second until it is stopped; what the hub said each time. */
function watch(hub: Target): { stop(): Promise<Figures[]> } {
  const seen: Figures[] = [];
  let isOver = false;
  const done = (async () => {
    await hub.figures();
    while (!isOver) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      seen.push(await hub.figures());
    }
  })();
  return {
    async stop() {
      isOver = true;
      await done;
      return seen;
    },
  };
}

export const flood = (open: OpenTarget, title: string): Scenario<Size> => ({
  row: 'R13',
  title,
  isAlone: true,
  sizes: {
    ci: { measured: 1_500, seconds: 14, patience: 60, goodput: 0.5, growth: 2 },
    long: { measured: 10_000, seconds: 600, patience: 600, goodput: 0.9, growth: 1.5 },
  },
  async run({ measured, seconds, patience, ...bounds }, { seed, say }) {
    const receiver = await loadReceiver(seed);
    const hub = await open({ receivers: [receiver.place] });
    const acked = new Map<string, string[]>();
    const keep = (sent: Sent): Sent => {
      for (const [number, ids] of sent.acked) acked.set(number, ids);
      return sent;
    };
    try {
      await hub.deploy(twoCalls({ id: 'flood', to: receiver.url }));
      await hub.deploy(twoCalls({ id: 'small', to: receiver.url }));
      const url = `${hub.url}/in/flood`;
      const carry = async (prefix: string): Promise<number> => {
        const began = performance.now();
        keep(await send({ url, prefix, count: measured, connections: 32, again: true }).done);
        await settled(hub, 'flood', 60_000);
        return (measured * 1_000) / (performance.now() - began);
      };
      await carry('A');
      const normal = watch(hub);
      const first = await carry('B');
      const usual = await normal.stop();
      const memory = Math.max(...usual.map((one) => one.memory));
      const watching = watch(hub);
      const began = Date.now();
      const [big, little] = await Promise.all([
        send({ url, prefix: 'F', rate: first * times, seconds, connections: 256 }).done,
        send({ url: `${hub.url}/in/small`, prefix: 'S', rate: small, seconds, connections: 16 }).done,
      ]);
      const ended = Date.now();
      const seen = await watching.stop();
      keep(big);
      keep(little);
      const isDone = (await settled(hub, 'flood', patience * 1_000)) && (await settled(hub, 'small', patience * 1_000));
      const capacity = (first + (await carry('C'))) / 2;
      const runs = [...(await runsOf(hub, 'flow=flood')), ...(await runsOf(hub, 'flow=small'))];
      // What was accepted before anybody was turned away is worked off by and by; a flood of minutes is all after that.
      const from = began + (ended - began) * warmUp;
      const during = runs.filter(({ endedAt }) => endedAt && Date.parse(endedAt) >= from && Date.parse(endedAt) < ended).length;
      const goodput = (during * 1_000) / (ended - from) / capacity;
      const perSecond = Array.from({ length: Math.ceil((ended - began) / 1_000) }, () => 0);
      for (const { endedAt } of runs) {
        const second = endedAt ? Math.floor((Date.parse(endedAt) - began) / 1_000) : -1;
        if (second in perSecond) perSecond[second]! += 1;
      }
      const lag = percentile(
        seen.map((one) => one.lagMs),
        0.5,
      );
      const worstLag = Math.max(...seen.map((one) => one.lagMs));
      const growth = Math.max(...seen.map((one) => one.memory)) / memory;
      const fate = fateOf(acked, runs);
      const duplicate = duplicatesIn(await receiver.seen());
      const acceptP99 = Math.max(big.p99, little.p99);
      const offered = big.offered / big.seconds / capacity;
      const littleTaken = (little.statuses[202] ?? 0) / little.offered;
      const bare = big.refusedWithoutRetryAfter + little.refusedWithoutRetryAfter;
      const odd = Object.keys({ ...big.statuses, ...little.statuses }).filter((status) => !['202', '429', '503'].includes(status));
      say(
        `capacity ${Math.round(first)} orders/s before and ${Math.round(2 * capacity - first)} after; offered ${offered.toFixed(1)} x that; answers ${JSON.stringify(big.statuses)}, small flow ${JSON.stringify(little.statuses)}`,
      );
      say(`orders ended per second ${perSecond.join(' ')}`);
      say(`loop lag per second ${seen.map((one) => Math.round(one.lagMs)).join(' ')} ms; memory ${Math.round(memory / 2 ** 20)} MiB before`);
      const words = `accepted p99 ${acceptP99.toFixed(0)} ms; goodput ${(goodput * 100).toFixed(0)} % of capacity (at least ${bounds.goodput * 100} %); loop lag p99 ${lag.toFixed(0)} ms (median second), ${worstLag.toFixed(0)} ms (worst); memory ${growth.toFixed(2)} x (at most ${bounds.growth}); small flow beside: ${(littleTaken * 100).toFixed(0)} % taken; ${bare} refusals without Retry-After; ${fate.completed} of ${acked.size} acknowledged completed`;
      const pass =
        acceptP99 <= 1_000 &&
        goodput >= bounds.goodput &&
        lag <= 200 &&
        growth <= bounds.growth &&
        littleTaken >= 0.99 &&
        bare + odd.length === 0 &&
        isDone &&
        fate.completed === acked.size &&
        duplicate === 0;
      return { row: 'R13', n: acked.size, k: times, lost: fate.lost, duplicate, stuck: fate.stuck + fate.parked, seed, pass, words };
    } finally {
      await hub.remove();
      receiver.close();
    }
  },
});

export const scenario = flood(embeddedTarget, 'ten times too much');
