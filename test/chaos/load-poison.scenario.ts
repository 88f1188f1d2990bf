/** R11: one message in a hundred fails, exhausts the evaluator or kills its process; the others go on as if it were not there. */
import { join } from 'node:path';
import type { RunInfo } from '../../server/http/api.ts';
import { median, percentile } from '../bench/row.ts';
import { duplicatesIn, loadReceiver } from './load-receiver.ts';
import { fateOf, runsOf, settled } from './load-runs.ts';
import { type Load, send } from './load-send.ts';
import { twoCalls } from './load-two-calls.ts';
import type { Scenario } from './scenario.ts';
import { embeddedTarget, type OpenTarget } from './target.ts';

interface Size {
  /** Seconds of one measured batch, and pairs of batches without and with poison. */
  batch: number;
  pairs: number;
  /** The part with messages that kill: orders a second, seconds, and how many kill. */
  rate: number;
  seconds: number;
  killers: number;
}

/** Poison → the expression it meets. Evaluated for every order, so all of them share its evaluator. */
const guard = `(
  $endless := function($n){ $endless($n + 1) };
  $grow := function($list){ $grow($append($list, $list)) };
  trigger.poison = "throw" ? $error("no such article") :
  trigger.poison = "time" ? $endless(0) :
  trigger.poison = "memory" ? $grow([1..1000]) :
  $sum(trigger.lines.quantity)
)`;

/** What the words of a parked run have to name: the step, and the cause. */
const words: Record<string, { step: string; cause: RegExp }> = {
  throw: { step: 'Guard', cause: /no such article/ },
  time: { step: 'Guard', cause: /stopped after \d+ ms|calls itself too deeply/ },
  memory: { step: 'Guard', cause: /memory|items/ },
  kill: { step: 'Reserve stock', cause: /died twice while only/ },
};

const flowOf = (to: string) => {
  const flow = twoCalls({ id: 'poison', to, passes: ['poison'] });
  return { ...flow, nodes: { ...flow.nodes, shape: { type: 'transform@1', title: 'Guard', config: { output: { pieces: { $expr: guard } } } } } };
};

/** The runs a kind of poison was sent in end parked, in words that help. */
function unclear(parked: RunInfo[]): RunInfo[] {
  return parked.filter((run) => {
    const titles = run.at.map(({ title }) => title);
    return !Object.values(words).some(({ step, cause }) => cause.test(run.reason ?? '') && (titles.includes(step) || run.reason?.includes(step)));
  });
}

const byCode = (runs: RunInfo[]): string =>
  [...Map.groupBy(runs, ({ code }) => code ?? 'no code')].map(([code, those]) => `${those.length} ${code}`).join(', ');

export const poison = (open: OpenTarget, title: string): Scenario<Size> => ({
  row: 'R11',
  title,
  isAlone: true,
  sizes: { ci: { batch: 3, pairs: 2, rate: 40, seconds: 9, killers: 1 }, long: { batch: 60, pairs: 5, rate: 100, seconds: 300, killers: 8 } },
  async run({ batch, pairs, rate, seconds, killers }, { seed, say }) {
    const receiver = await loadReceiver(seed);
    const hub = await open({ receivers: [receiver.place], imports: [join(import.meta.dirname, 'load-deadly.ts')], restarts: true });
    const acked = new Map<string, string[]>();
    /** Answers with how many were offered. */
    const deliver = async (load: Omit<Load, 'url' | 'connections'>): Promise<number> => {
      const sent = await send({ url: `${hub.url}/in/poison`, connections: 24, again: true, ...load }).done;
      for (const [number, ids] of sent.acked) acked.set(number, ids);
      return sent.offered;
    };
    try {
      await hub.deploy(flowOf(receiver.url));
      let no = 0;
      /** Healthy orders a second, from the first sent to the last completed, and how long 99 of 100 of them took. */
      const measure = async (load: Pick<Load, 'count' | 'rate' | 'seconds' | 'mixed'>): Promise<{ perSecond: number; p99: number }> => {
        no += 1;
        const began = performance.now();
        await deliver({ prefix: `B${no}-`, ...load });
        if (!(await settled(hub, 'poison', 60_000))) throw new Error('orders were still under way after a minute');
        const took = performance.now() - began;
        const healthy = await runsOf(hub, `flow=poison&status=completed&key=B${no}-*`);
        const times = healthy.map(({ startedAt, endedAt }) => Date.parse(endedAt ?? '') - Date.parse(startedAt));
        return { perSecond: (healthy.length * 1_000) / took, p99: percentile(times, 0.99) };
      };
      const bad = { every: 100, fields: [{ poison: 'throw' }, { poison: 'time' }, { poison: 'memory' }] };
      await measure({ count: 300 });
      const capacity = (await measure({ count: 900 })).perSecond;
      const offered = Math.round(capacity / 2);
      const ratios: number[] = [];
      const waits: number[] = [];
      for (let pair = 0; pair < pairs; pair += 1) {
        const clean = await measure({ rate: offered, seconds: batch });
        const mixed = await measure({ rate: offered, seconds: batch, mixed: bad });
        ratios.push(mixed.perSecond / clean.perSecond);
        waits.push(mixed.p99);
        say(
          `pair ${pair + 1}, ${offered} orders/s of ${Math.round(capacity)} possible: ${Math.round(clean.perSecond)}/s in at most ${clean.p99} ms (p99) without poison, ${Math.round(mixed.perSecond)}/s in ${mixed.p99} ms with`,
        );
      }
      const began = performance.now();
      const every = Math.floor((rate * seconds) / (killers + 0.5));
      const deadly = Math.floor((await deliver({ prefix: 'K-', rate, seconds, mixed: { every, fields: [{ poison: 'kill' }] } })) / every);
      await settled(hub, 'poison', 60_000);
      const runs = await runsOf(hub, 'flow=poison');
      const fate = fateOf(acked, runs);
      const parked = runs.filter(({ status }) => status === 'parked');
      const killed = parked.filter(({ code }) => code === 'run.poison').length;
      const vague = unclear(parked);
      for (const run of vague.slice(0, 3)) say(`unclear: ${run.code} ${run.reason} at ${JSON.stringify(run.at)}`);
      const healthyOfKills = runs.filter(({ keys, status }) => keys[0]?.startsWith('K-') && status === 'completed').length;
      const killRate = (healthyOfKills * 1_000) / (performance.now() - began);
      const seen = await receiver.seen();
      const duplicate = duplicatesIn(seen);
      const ratio = median(ratios);
      say(`${hub.deaths()} deaths, ${killed} parked for it; parked: ${byCode(parked)}`);
      const line = `healthy throughput ${(ratio * 100).toFixed(0)} % of that without poison at half of capacity, p99 ${median(waits)} ms; ${hub.deaths()} deaths by ${deadly} deadly messages, ${killed} parked, healthy beside them ${killRate.toFixed(0)} of ${rate} orders/s; ${fate.completed} of ${acked.size} completed, ${fate.parked} parked, ${vague.length} in unclear words, ${fate.stuck} stuck`;
      const pass = ratio >= 0.95 && deadly > 0 && hub.deaths() <= 3 * deadly && killed === deadly && vague.length + fate.lost + fate.stuck + duplicate === 0;
      return { row: 'R11', n: acked.size, k: fate.parked, lost: fate.lost, duplicate, stuck: fate.stuck, seed, pass, words: line };
    } finally {
      await hub.remove();
      receiver.close();
    }
  },
});

export const scenario = poison(embeddedTarget, 'poison among the orders');
