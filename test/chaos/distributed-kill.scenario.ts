/** R2: processes are killed, Redis is flushed and away, MongoDB dies and comes back, all under load; R5: how long a dead worker's calls wait. */
import { type Fault, flush, shuffled } from './distributed-faults.ts';
import { inWords, judge } from './distributed-judge.ts';
import { cluster } from './distributed-target.ts';
import { loadReceiver } from './load-receiver.ts';
import { send } from './load-send.ts';
import { twoCalls } from './load-two-calls.ts';
import { random } from './random.ts';
import type { Scenario } from './scenario.ts';

interface Size {
  orders: number;
  apis: number;
  workers: number;
  perSecond: number;
  faults: Record<Fault, number>;
  /** Redis is stopped so long, ms. */
  redisAwayMs: number;
  /** Pause before each fault, ms. */
  pauses: [from: number, to: number];
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export const scenario: Scenario<Size> = {
  row: 'R2',
  title: 'killed, flushed and cut off',
  sizes: {
    ci: {
      ...{ orders: 320, apis: 2, workers: 2, perSecond: 30 },
      ...{ faults: { worker: 3, api: 2, flush: 2, redis: 1, mongo: 1 }, redisAwayMs: 4_000, pauses: [100, 500] },
    },
    long: {
      ...{ orders: 20_000, apis: 2, workers: 3, perSecond: 30 },
      ...{ faults: { worker: 40, api: 20, flush: 20, redis: 3, mongo: 8 }, redisAwayMs: 60_000, pauses: [2_000, 8_000] },
    },
  },
  async run({ orders, apis, workers, perSecond, faults, redisAwayMs, pauses: [from, to] }, { seed, say }) {
    const chance = random(seed);
    const receiver = await loadReceiver(seed);
    await receiver.behave({ delayMs: 300 });
    const hub = await cluster({ apis, workers, receivers: [receiver.place] });
    try {
      const flow = twoCalls({ id: 'torn', to: receiver.url, hold: 'PT1S' });
      await hub.deploy(flow);
      const load = send({ url: `${hub.url}/in/torn`, prefix: 'T', count: orders, rate: perSecond, connections: 24, again: true });
      const open = new Set<Promise<unknown>>();
      const away = new Set<number>();
      let kills = 0;
      let withCalls = 0;
      let redisBack: Promise<void> = Promise.resolve();

      /** Starts again on its own time: the next fault does not wait for it. */
      const kill = async (role: 'api' | 'worker'): Promise<void> => {
        const places = Array.from({ length: role === 'api' ? apis : workers }, (_, index) => (role === 'api' ? index : apis + index));
        while (places.every((place) => away.has(place))) await pause(20);
        const able = places.filter((place) => !away.has(place));
        const place = able[Math.floor(chance() * able.length)]!;
        // With so many calls out each worker has some.
        for (let tries = 0; tries < 500 && (await receiver.seen()).inFlight < 3 * workers; tries += 1) await pause(10);
        const before = await receiver.seen();
        away.add(place);
        await hub.end(place, 'SIGKILL');
        await pause(20);
        // Calls of a dead worker lose their caller; an API has none of its own.
        const out = role === 'api' ? before.inFlight : (await receiver.seen()).cut - before.cut;
        kills += 1;
        if (out > 0) withCalls += 1;
        say(`kill ${kills}: ${role}, ${out} calls out`);
        const back = hub.start(place).then(() => away.delete(place));
        open.add(back);
      };
      const does: Record<Fault, () => Promise<void>> = {
        worker: () => kill('worker'),
        api: () => kill('api'),
        async flush() {
          await redisBack;
          say((await flush(hub)) ? 'Redis was flushed' : 'Redis could not be flushed');
        },
        async redis() {
          await redisBack;
          await hub.redis.kill();
          say(`Redis is away for ${redisAwayMs / 1_000} s`);
          redisBack = pause(redisAwayMs).then(() => hub.redis.restart());
        },
        async mongo() {
          await hub.mongo.kill();
          await pause(300 + chance() * 700);
          await hub.mongo.restart();
          say('MongoDB died and is back');
        },
      };
      const row = shuffled(faults, chance);
      for (const fault of row) {
        await pause(from + chance() * (to - from));
        await does[fault]();
      }
      await Promise.all([...open, redisBack]);
      say('all processes are there again');
      const sent = await load.done;
      say('every order is acknowledged');
      const judged = await judge(hub, flow.id, sent, receiver, 90_000);
      const { lost, stuck, duplicate, taken } = judged;
      const words = `${kills} kills (${withCalls} with calls out), ${row.length} faults: ${judged.words}; ${inWords(taken)}; longest time without an acknowledgement ${Math.round(sent.gap)} ms`;
      // How soon a dead worker is followed is judged where the store stays (R5); here it is told.
      const pass = lost + stuck + duplicate === 0 && withCalls * 2 >= kills && taken.count > 0 && sent.acked.size >= orders;
      if (!pass) say(hub.output().slice(-3_000));
      return { row: 'R2', n: sent.acked.size, k: row.length, lost, duplicate, stuck, recoveryMs: taken.p99, seed, pass, words };
    } finally {
      await hub.remove();
      receiver.close();
    }
  },
};
