/** R5: one worker ends in order, another dies, both with calls out; orders come in as if nothing had happened. */
import type { ChildProcess } from 'node:child_process';
import { inWords, judge } from './distributed-judge.ts';
import { leases } from './distributed-leases.ts';
import { cluster } from './distributed-target.ts';
import { loadReceiver } from './load-receiver.ts';
import { send } from './load-send.ts';
import { twoCalls } from './load-two-calls.ts';
import type { Scenario } from './scenario.ts';

interface Size {
  rounds: number;
  perSecond: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const apis = 2;
const workers = 3;
/** Calls of one worker to one receiver side by side; runs beyond that wait and are idle. */
const lane = 16;
/** While one ends in order, so that more runs wait for a place than have one. */
const slow = { delayMs: 1_500 };
const usual = { delayMs: 250 };

export const scenario: Scenario<Size> = {
  row: 'R5',
  title: 'a worker ends, a worker dies',
  isAlone: true,
  isNightly: true,
  sizes: { ci: { rounds: 1, perSecond: 30 }, long: { rounds: 20, perSecond: 30 } },
  async run({ rounds, perSecond }, { seed, say }) {
    const receiver = await loadReceiver(seed);
    const hub = await cluster({ apis, workers, receivers: [receiver.place] });
    const held = await leases(hub);
    try {
      const flow = twoCalls({ id: 'ends', to: receiver.url, hold: 'PT1S' });
      await hub.deploy(flow);
      await receiver.behave(slow);
      const load = send({ url: `${hub.url}/in/ends`, prefix: 'E', rate: perSecond, connections: 24, again: true });
      /** With so many calls out each worker has some. */
      const busy = async (calls: number): Promise<void> => {
        for (let tries = 0; tries < 500 && (await receiver.seen()).inFlight < calls; tries += 1) await pause(10);
      };
      /** The worker that holds most, and how much. */
      const fullest = async (): Promise<{ place: number; child: ChildProcess; holds: number }> => {
        const all = hub.processes().map(async ({ role, child }, place) => ({ place, child, holds: role === 'worker' ? await held.heldBy(child.pid!) : -1 }));
        return (await Promise.all(all)).reduce((most, one) => (one.holds > most.holds ? one : most));
      };
      let repeated = 0;
      let cutInOrder = 0;
      let withIdle = 0;
      let kept = 0;
      let endMs = 0;
      let deaths = 0;
      for (let round = 0; round < rounds; round += 1) {
        await receiver.behave(slow);
        for (let tries = 0; tries < 100 && (await fullest()).holds < 1.5 * lane; tries += 1) await pause(100);
        const { place: ends, child, holds } = await fullest();
        if (holds > lane) withIdle += 1;
        const before = await receiver.seen();
        const asked = performance.now();
        const ended = hub.end(ends, 'SIGTERM').then(() => performance.now() - asked);
        await pause(1_000);
        // What it still has is what it waits for.
        const stillHolds = await held.heldBy(child.pid!);
        const out = Math.min(lane, (await receiver.seen()).inFlight);
        kept += Math.max(0, stillHolds - out);
        endMs = Math.max(endMs, await ended);
        const after = await receiver.seen();
        cutInOrder += after.cut - before.cut;
        repeated += after.calls - after.effects.size - (before.calls - before.effects.size);
        say(`a worker with ${holds} runs held ${stillHolds} a second after SIGTERM and ended after ${Math.round(endMs)} ms with ${child.exitCode}`);
        await receiver.behave(usual);
        const back = hub.start(ends);
        await pause(500);
        await busy(3 * workers);
        const { place: dies } = await fullest();
        const cut = (await receiver.seen()).cut;
        await hub.end(dies, 'SIGKILL');
        await pause(20);
        const lost = (await receiver.seen()).cut - cut;
        if (lost > 0) deaths += 1;
        say(`a worker died with ${lost} calls out`);
        await back;
        if (round + 1 < rounds) await pause(20_000);
        await hub.start(dies);
      }
      load.stop();
      const sent = await load.done;
      const judged = await judge(hub, flow.id, sent, receiver);
      const { lost, stuck, duplicate, taken } = judged;
      const words = `${rounds} ends in order (${withIdle} with idle runs): ${kept} idle runs kept longer than a second, ${cutInOrder} calls cut off, ${repeated} repeated, at most ${Math.round(endMs)} ms; ${deaths} of ${rounds} deaths with calls out: ${inWords(taken)}; longest time without an acknowledgement ${Math.round(sent.gap)} ms; ${judged.words}`;
      const isOrderly = withIdle > 0 && kept + cutInOrder + repeated === 0 && endMs <= 35_000;
      const isTaken = deaths > 0 && taken.count > 0 && taken.p99 <= 20_000;
      const pass = isOrderly && isTaken && sent.gap <= 1_000 && lost + stuck + duplicate === 0;
      if (!pass) say(hub.output().slice(-3_000));
      return { row: 'R5', n: sent.acked.size, k: 2 * rounds, lost, duplicate, stuck, recoveryMs: taken.p99, seed, pass, words };
    } finally {
      await held.close();
      await hub.remove();
      receiver.close();
    }
  },
};
