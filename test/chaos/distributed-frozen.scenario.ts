/** R6: a worker is frozen with calls out until others have its runs, then goes on: nothing it writes counts, and what it found is shown as late. */
import type { StepInfo } from '../../server/http/api.ts';
import { judge } from './distributed-judge.ts';
import { leases } from './distributed-leases.ts';
import { type Cluster, cluster } from './distributed-target.ts';
import { loadReceiver } from './load-receiver.ts';
import { send } from './load-send.ts';
import { twoCalls } from './load-two-calls.ts';
import { random } from './random.ts';
import type { Scenario } from './scenario.ts';

interface Size {
  /** How long each freeze lasts, ms; a lease lasts 15 s. */
  freezes: number[];
  perSecond: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const apis = 1;
const workers = 2;

async function stepsOf(hub: Cluster, run: string): Promise<StepInfo[]> {
  return (await hub.call<{ items: StepInfo[] }>('GET', `/api/runs/${run}/steps`)).body.items;
}

export const scenario: Scenario<Size> = {
  row: 'R6',
  title: 'a worker frozen beyond its lease',
  isNightly: true,
  sizes: {
    ci: { freezes: [18_500], perSecond: 15 },
    long: { freezes: [18_500, 35_000, 60_000, 90_000, 120_000], perSecond: 15 },
  },
  async run({ freezes, perSecond }, { seed, say }) {
    const chance = random(seed);
    const receiver = await loadReceiver(seed);
    await receiver.behave({ delayMs: 300 });
    const hub = await cluster({ apis, workers, receivers: [receiver.place] });
    const store = await leases(hub);
    try {
      const flow = twoCalls({ id: 'frozen', to: receiver.url, hold: 'PT1S' });
      await hub.deploy(flow);
      const load = send({ url: `${hub.url}/in/frozen`, prefix: 'Z', rate: perSecond, connections: 16, again: true });
      let heldInAll = 0;
      let taken = 0;
      let stale = 0;
      let late = 0;
      let shown = 0;
      for (const ms of freezes) {
        await pause(1_000);
        for (let tries = 0; tries < 300 && (await receiver.seen()).inFlight < 3 * workers; tries += 1) await pause(10);
        const place = Math.floor(chance() * workers);
        const { child } = hub.processes()[apis + place]!;
        const thaw = hub.freeze(place);
        const held = await store.runsOf(child.pid!);
        const before = await store.lastCommits(held);
        await pause(ms);
        const others = await store.lastCommits(held);
        const lateBefore = await store.lateOf(held);
        thaw();
        await pause(2_500);
        const after = await store.lastCommits(held);
        // A commit of the frozen one may have been on its way; after another has committed none may follow.
        const isTheirs = (author: string): boolean => author.includes(`.${child.pid}.`);
        for (const run of held) {
          const [then, now] = [others.get(run) ?? [], after.get(run) ?? []];
          const isTaken = then.some((author) => !isTheirs(author)) && then.length > (before.get(run)?.length ?? 0);
          if (isTaken) taken += 1;
          if (isTaken && now.slice(then.length).some(isTheirs)) stale += 1;
        }
        heldInAll += held.length;
        const told = (await store.lateOf(held)).filter((run) => !lateBefore.includes(run));
        late += told.length;
        for (const run of told) if ((await stepsOf(hub, run)).some(({ story }) => story.includes('too late to count'))) shown += 1;
        say(`frozen for ${ms / 1_000} s with ${held.length} runs`);
      }
      load.stop();
      const sent = await load.done;
      const { lost, stuck, duplicate, words: judged } = await judge(hub, flow.id, sent, receiver);
      const words = `${freezes.length} freezes: ${taken} of ${heldInAll} held runs were carried on by others, ${stale} stale writes accepted, ${late} late findings, ${shown} of them shown as late; ${judged}`;
      const pass = taken > 0 && late > 0 && stale + lost + stuck + duplicate === 0 && shown === late;
      if (!pass) say(hub.output().slice(-3_000));
      return { row: 'R6', n: sent.acked.size, k: freezes.length, lost, duplicate, stuck, seed, pass, words };
    } finally {
      await store.close();
      await hub.remove();
      receiver.close();
    }
  },
};
