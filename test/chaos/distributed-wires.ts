/** The wires in front of MongoDB and Redis are cut, slowed down, half open, or lose answers, while orders come in. */
import type { Proxy as Wire } from '../services/proxy.ts';
import { judge } from './distributed-judge.ts';
import { knock, recovered } from './distributed-knock.ts';
import { type Cluster, cluster } from './distributed-target.ts';
import { loadReceiver } from './load-receiver.ts';
import { send } from './load-send.ts';
import { twoCalls } from './load-two-calls.ts';
import type { Scenario } from './scenario.ts';

interface Ill {
  name: string;
  ms: number;
  begin(wire: Wire): Promise<void> | void;
  /** Nothing can be kept meanwhile: no order may be acknowledged, and everybody has to be told. */
  isAway: boolean;
}

export interface Size {
  /** How often all ills come round, and how much longer than usual each lasts. */
  rounds: number;
  longer: number;
  perSecond: number;
}

export const cut = (ms: number, isAway = true): Ill => ({ name: 'cut', ms, isAway, begin: (wire) => wire.cut() });
export const halfOpen = (ms: number, isAway = true): Ill => ({ name: 'half open', ms, isAway, begin: (wire) => wire.halfOpen() });
export const losing = (ms: number): Ill => ({ name: 'answers lost', ms, isAway: true, begin: (wire) => wire.loseAnswers() });
export const slow = (delay: number, ms: number): Ill => ({ name: `${delay} ms late`, ms, isAway: false, begin: (wire) => wire.delay(delay) });

/** A sender is told within this time, ms, and an API process says that it is not ready. */
const patience = 6_000;
/** Orders are taken and calls go out again so soon after the wire is whole, ms. */
const longestRecovery = 10_000;

export const wires = (which: 'mongo' | 'redis', title: string, ills: Ill[]): Scenario<Size> => ({
  row: 'R2',
  title,
  isAlone: true,
  isNightly: true,
  sizes: { ci: { rounds: 1, longer: 1, perSecond: 20 }, long: { rounds: 8, longer: 5, perSecond: 20 } },
  async run({ rounds, longer, perSecond }, { seed, say }) {
    const receiver = await loadReceiver(seed);
    await receiver.behave({ delayMs: 100 });
    const hub: Cluster = await cluster({ receivers: [receiver.place] });
    const { wire } = hub[which];
    try {
      const flow = twoCalls({ id: 'wires', to: receiver.url, hold: 'PT1S' });
      await hub.deploy(flow);
      const load = send({ url: `${hub.url}/in/wires`, prefix: 'W', rate: perSecond, connections: 64, again: true });
      const acked = new Map<string, string[]>();
      const calls = async (): Promise<number> => (await receiver.seen()).calls;
      let falsely = 0;
      let untold = 0;
      let slowest = 0;
      let unready = 0;
      let recoveryMs = 0;
      let faults = 0;
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      for (let round = 0; round < rounds; round += 1)
        for (const ill of ills) {
          faults += 1;
          await ill.begin(wire);
          const knocks = await knock(hub, 'wires', `N${faults}-`, ill.ms * longer);
          await wire.restore();
          const back = await recovered(hub, 'wires', `B${faults}`, calls);
          for (const [number, ids] of knocks.acked) acked.set(number, ids);
          acked.set(`B${faults}`, [back.runId]);
          recoveryMs = Math.max(recoveryMs, back.taken, back.called);
          const refused = knocks.told + knocks.untold + knocks.silent;
          if (ill.isAway) {
            falsely += knocks.acked.size;
            untold += knocks.untold + knocks.silent;
            slowest = Math.max(slowest, knocks.slowest);
            unready = Math.max(unready, ill.ms * longer > patience ? knocks.unready : 0);
          }
          say(
            `${ill.name} for ${(ill.ms * longer) / 1_000} s: ${knocks.acked.size} of ${knocks.sent} taken, ${refused} refused, ${knocks.untold + knocks.silent} of them without a word when to come again, slowest ${Math.round(knocks.slowest)} ms, not ready after ${Math.round(knocks.unready)} ms; taken again after ${Math.round(back.taken)} ms, calling after ${Math.round(back.called)} ms`,
          );
        }
      load.stop();
      const sent = await load.done;
      for (const [number, ids] of sent.acked) acked.set(number, ids);
      const { lost, stuck, duplicate, words: judged } = await judge(hub, flow.id, { acked }, receiver);
      const died = hub.processes().filter(({ child }) => child.exitCode !== null || child.signalCode !== null).length;
      const words = `${faults} ills of the wire: ${falsely} acknowledged while nothing could be kept, refusals within ${Math.round(slowest)} ms, ${untold} without Retry-After; taking and calling again after ${Math.round(recoveryMs)} ms, ${died} processes ended; ${judged}`;
      const pass = falsely + untold + died + lost + stuck + duplicate === 0 && slowest <= patience && unready <= patience && recoveryMs <= longestRecovery;
      if (!pass) say(hub.output().slice(-3_000));
      return { row: 'R2', n: acked.size, k: faults, lost, duplicate, stuck, recoveryMs, seed, pass, words };
    } finally {
      await hub.remove();
      receiver.close();
    }
  },
});
