/** R14: what was deployed through one API process is taken by another and carried by a worker, soon, and with Redis away a little later. */
import { percentile } from '../bench/row.ts';
import { cluster } from './distributed-target.ts';
import { loadReceiver } from './load-receiver.ts';
import { twoCalls } from './load-two-calls.ts';
import { wireTo } from './load-wire.ts';
import type { Scenario } from './scenario.ts';

interface Size {
  /** Flows deployed while Redis is there, and while it is not. */
  told: number;
  untold: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
/** Longest times from the answer to the deploy until an order is taken elsewhere, and from there to its first call, ms. */
const longest = { told: 1_000, untold: 6_000, called: 1_500 };

export const scenario: Scenario<Size> = {
  row: 'R14',
  title: 'deployed here, known there',
  isAlone: true,
  sizes: { ci: { told: 12, untold: 2 }, long: { told: 300, untold: 20 } },
  async run({ told, untold }, { seed, say }) {
    const receiver = await loadReceiver(seed);
    const hub = await cluster({ apis: 2, workers: 1, receivers: [receiver.place], durable: false });
    const [here, there] = hub.addresses('api') as [string, string];
    const refusals: Record<number, number> = {};
    /** Deploys a flow here and sends its first order there. */
    const deploy = async (id: string): Promise<{ taken: number; called: number }> => {
      const flow = twoCalls({ id, to: receiver.url });
      await hub.deployAt(here, flow);
      const began = performance.now();
      const wire = wireTo(`${there}/in/${id.replaceAll('_', '-')}`);
      for (let status = 0; status !== 202; ) {
        ({ status } = await wire.post(JSON.stringify({ number: id, lines: [] }), id));
        if (status !== 202) {
          refusals[status] = (refusals[status] ?? 0) + 1;
          if (performance.now() - began > 30_000) throw new Error(`30 s after its deploy ${id} is answered ${status}`);
          await pause(5);
        }
      }
      const taken = performance.now() - began;
      wire.close();
      while (!(await receiver.seen()).effects.has(`/reserve ${id}`) && performance.now() - began < 60_000) await pause(5);
      return { taken, called: performance.now() - began - taken };
    };
    try {
      const soon: { taken: number; called: number }[] = [];
      const later: typeof soon = [];
      for (let count = 0; count < told; count += 1) soon.push(await deploy(`told_${count}`));
      await hub.redis.wire.cut();
      for (let count = 0; count < untold; count += 1) later.push(await deploy(`untold_${count}`));
      const worst = (times: typeof soon, what: 'taken' | 'called'): number => Math.max(...times.map((one) => one[what]));
      const p50 = percentile(
        soon.map(({ taken }) => taken),
        0.5,
      );
      say(`answers before the flow was known there: ${JSON.stringify(refusals)}`);
      const words = `${told} flows known to the other process after ${Math.round(p50)} ms (median), ${Math.round(worst(soon, 'taken'))} ms (worst), called ${Math.round(worst(soon, 'called'))} ms after that at most; with Redis away ${Math.round(worst(later, 'taken'))} ms and ${Math.round(worst(later, 'called'))} ms`;
      const called = Math.max(worst(soon, 'called'), worst(later, 'called'));
      const pass = worst(soon, 'taken') <= longest.told && worst(later, 'taken') <= longest.untold && called <= longest.called;
      return { row: 'R14', n: told + untold, k: untold, lost: 0, duplicate: 0, recoveryMs: worst(later, 'taken'), seed, pass, words };
    } finally {
      await hub.remove();
      receiver.close();
    }
  },
};
