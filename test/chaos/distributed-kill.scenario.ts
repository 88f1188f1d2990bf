/** R2: processes are killed, Redis is flushed and away, MongoDB dies and comes back, all under load; R5: how long a dead worker's runs wait. */
import { Redis } from 'ioredis';
import { type Cluster, cluster } from './distributed-target.ts';
import { duplicatesIn, loadReceiver } from './load-receiver.ts';
import { fateOf, runsOf, settled } from './load-runs.ts';
import { send } from './load-send.ts';
import { twoCalls } from './load-two-calls.ts';
import { random } from './random.ts';
import type { Scenario } from './scenario.ts';

interface Size {
  kills: number;
  orders: number;
  apis: number;
  workers: number;
  perSecond: number;
  /** Redis is stopped so long, ms, this often; MongoDB is killed this often. */
  redisAwayMs: number;
  redisStops: number;
  mongoKills: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const flushEvery = 3;

async function flush(hub: Cluster): Promise<void> {
  const client = new Redis(hub.redis.url, { lazyConnect: true, retryStrategy: () => null });
  client.on('error', () => undefined);
  await client
    .connect()
    .then(() => client.flushall())
    .catch(() => undefined);
  client.disconnect();
}

export const scenario: Scenario<Size> = {
  row: 'R2',
  title: 'killed, flushed and cut off',
  sizes: {
    ci: { kills: 6, orders: 900, apis: 2, workers: 2, perSecond: 40, redisAwayMs: 4_000, redisStops: 1, mongoKills: 1 },
    long: { kills: 60, orders: 20_000, apis: 2, workers: 3, perSecond: 40, redisAwayMs: 60_000, redisStops: 3, mongoKills: 8 },
  },
  async run({ kills, orders, apis, workers, perSecond, redisAwayMs, redisStops, mongoKills }, { seed, say }) {
    const chance = random(seed);
    const receiver = await loadReceiver(seed);
    await receiver.behave({ delayMs: 250 });
    const hub = await cluster({ apis, workers, receivers: [receiver.place] });
    try {
      const flow = twoCalls({ id: 'torn', to: receiver.url, hold: 'PT1S' });
      await hub.deploy(flow);
      const load = send({ url: `${hub.url}/in/torn`, prefix: 'T', count: orders, rate: perSecond, connections: 24, again: true });
      let faults = 0;
      let withCalls = 0;
      const every = (count: number): number => Math.max(1, Math.floor(kills / (count + 1)));
      for (let kill = 1; kill <= kills; kill += 1) {
        await pause(600 + chance() * 1_200);
        if (kill % flushEvery === 0) await flush(hub);
        if (redisStops > 0 && kill % every(redisStops) === 0) {
          void hub.redis.kill().then(async () => {
            await pause(redisAwayMs);
            await hub.redis.restart();
          });
          say(`Redis is away for ${redisAwayMs / 1_000} s`);
          faults += 1;
        }
        if (mongoKills > 0 && (kill + 1) % every(mongoKills) === 0) {
          await hub.mongo.kill();
          await pause(300 + chance() * 700);
          await hub.mongo.restart();
          say('MongoDB died and is back');
          faults += 1;
        }
        for (let tries = 0; tries < 200 && (await receiver.seen()).inFlight === 0; tries += 1) await pause(10);
        const { inFlight } = await receiver.seen();
        if (inFlight > 0) withCalls += 1;
        // Workers twice as often: they have the calls.
        const role = await hub.kill(chance() < 0.33 ? Math.floor(chance() * apis) : apis + Math.floor(chance() * workers));
        faults += 1;
        say(`kill ${kill}: ${role}, ${inFlight} calls in flight`);
      }
      const sent = await load.done;
      await settled(hub, flow.id, 90_000);
      const fate = fateOf(sent.acked, await runsOf(hub, `flow=${flow.id}`));
      const seen = await receiver.seen();
      const duplicate = duplicatesIn(seen);
      const missing = [...sent.acked.keys()].filter((number) => !seen.effects.has(`/reserve ${number}`) || !seen.effects.has(`/ship ${number}`)).length;
      const lost = fate.lost + missing;
      const stuck = fate.stuck + fate.parked;
      const gaps = seen.gaps.sort((a, b) => a - b);
      const takeover = gaps[Math.max(0, Math.ceil(gaps.length * 0.99) - 1)] ?? 0;
      const words = `${kills} kills (${withCalls} with calls out), ${faults} faults: ${sent.acked.size} acknowledged, ${lost} lost, ${stuck} stuck or parked, ${duplicate} second effects at class A, ${fate.doubled} doubled runs; ${seen.calls} calls for ${seen.effects.size} effects; ${gaps.length} calls taken over, p99 ${takeover} ms, worst ${gaps.at(-1) ?? 0} ms; worst pause between acknowledgements ${Math.round(sent.gap)} ms`;
      if (lost + stuck > 0) say(hub.output().slice(-3_000));
      const pass = lost + stuck + duplicate + fate.doubled === 0 && withCalls * 2 >= kills && takeover <= 20_000 && sent.acked.size >= orders;
      return { row: 'R2', n: sent.acked.size, k: faults, lost, duplicate, stuck, recoveryMs: takeover, seed, pass, words };
    } finally {
      await hub.remove();
      receiver.close();
    }
  },
};
