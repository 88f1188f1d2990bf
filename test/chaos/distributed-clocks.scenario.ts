/** R8: the clocks of the processes are an hour apart; leases end and timers fire by the store's time all the same. */
import { percentile } from '../bench/row.ts';
import { fakeClock } from './clock-fake.ts';
import { inWords, judge } from './distributed-judge.ts';
import { leases } from './distributed-leases.ts';
import { cluster } from './distributed-target.ts';
import { loadReceiver } from './load-receiver.ts';
import { send } from './load-send.ts';
import { twoCalls } from './load-two-calls.ts';
import type { Scenario } from './scenario.ts';

interface Size {
  seconds: number;
  perSecond: number;
}

const hour = 3_600_000;
const holdMs = 2_000;
/** A dead worker's lease was renewed at most a third of it ago, ms. */
const shortestLease = 10_000;
/** Two API processes and two workers: one of each goes right, one API is slow and one worker ahead. */
const [slowApi, rightWorker, fastWorker] = [1, 2, 3];

export const scenario: Scenario<Size> = {
  row: 'R8',
  title: 'clocks an hour apart',
  isAlone: true,
  sizes: { ci: { seconds: 5, perSecond: 20 }, long: { seconds: 120, perSecond: 20 } },
  async run({ seconds, perSecond }, { seed, say }) {
    const [behind, ahead] = [fakeClock(-hour), fakeClock(hour)];
    const receiver = await loadReceiver(seed);
    await receiver.behave({ delayMs: 200 });
    const hub = await cluster({
      receivers: [receiver.place],
      envAt: (place) => (place === slowApi ? behind.env : place === fastWorker ? ahead.env : {}),
    });
    const store = await leases(hub);
    try {
      const flow = twoCalls({ id: 'apart', to: receiver.url, hold: `PT${holdMs / 1_000}S` });
      await hub.deploy(flow);
      const load = send({ url: `${hub.url}/in/apart`, prefix: 'C', seconds, rate: perSecond, connections: 16, again: true });
      await new Promise((resolve) => setTimeout(resolve, (seconds - 1) * 1_000));
      for (let tries = 0; tries < 500 && (await receiver.seen()).inFlight < 6; tries += 1) await new Promise((resolve) => setTimeout(resolve, 10));
      const stolen = await store.claimedUncleanly();
      const dead = hub.processes()[rightWorker]!.child.pid!;
      const held = await store.heldBy(dead);
      await hub.end(rightWorker, 'SIGKILL');
      say(`the worker with the right clock died with ${held} runs; one an hour ahead is left`);
      const sent = await load.done;
      const { lost, stuck, duplicate, seen, taken, words: judged } = await judge(hub, flow.id, sent, receiver);
      const tooSoon = seen.gaps.filter((ms) => ms < shortestLease).length;
      const waits = [...sent.acked.keys()].map((number) => seen.at.get(`/ship ${number}`)! - seen.at.get(`/reserve ${number}`)!);
      const early = waits.filter((ms) => ms < holdMs).length;
      const words = `${stolen} leases taken while their holder lived, ${tooSoon} of ${taken.count} calls of a dead one taken over before its lease was out (${inWords(taken)}); ${early} of ${waits.length} timers early, p99 ${Math.round(percentile(waits, 0.99)) - holdMs} ms after their time and the call before them; ${judged}`;
      const pass = stolen + tooSoon + early + lost + stuck + duplicate === 0 && taken.count > 0 && taken.p99 <= 20_000;
      if (!pass) say(hub.output().slice(-3_000));
      return { row: 'R8', n: waits.length, k: 2, lost, duplicate, stuck, recoveryMs: taken.p99, seed, pass, words };
    } finally {
      await store.close();
      await hub.remove();
      receiver.close();
      behind.close();
      ahead.close();
    }
  },
};
