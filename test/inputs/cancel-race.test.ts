import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { sqliteStore } from '../../server/adapters/sqlite/store.ts';
import type { Store } from '../../server/adapters/store.ts';
import { manualClock } from '../support/manual-clock.ts';
import { type Engine, type EngineOptions, openEngine } from '../support/open-engine.ts';
import { openStages } from '../support/stages/stages.ts';

const flow: Flow = {
  format: 1,
  id: 'race',
  title: 'Held, then sent',
  nodes: {
    order: { type: 'manual@1' },
    window: { type: 'cancellation_window@1', config: { for: 'PT1M', clock: 'received' } },
    send: { type: 'call_a@1' },
  },
  edges: [
    { from: 'order', to: 'window' },
    { from: 'window.released', to: 'send' },
  ],
};

const atOnce = 50;

/** The same numbers for the same seed, so that a race that was lost can be run again. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Lets others go on: for whole turns of the event loop, or for single steps inside one. */
const breaths = async (count: number): Promise<void> => {
  for (let at = 0; at < count; at += 1) await new Promise((resolve) => setImmediate(resolve));
};
const steps = async (count: number): Promise<void> => {
  for (let at = 0; at < count; at += 1) await undefined;
};

const places: string[] = [];
afterEach(() => {
  for (const place of places.splice(0)) rmSync(place, { recursive: true, force: true });
});

interface Opened {
  rounds: number;
  store: Omit<Store, 'documents'>;
  options?: EngineOptions;
}

const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

const stores: [string, () => Promise<Opened> | Opened][] = [
  [
    'in SQLite',
    async () => {
      places.push(mkdtempSync(join(tmpdir(), 'orderloom-')));
      return { rounds: 20, store: await sqliteStore(places.at(-1)!) };
    },
  ],
  ...stages.map((stage): (typeof stores)[number] => [
    stage.name,
    async () => {
      const clock = manualClock();
      const place = await stage.open(clock);
      const isOnWire = stage.renewEvery > 0;
      return { rounds: isOnWire ? 5 : 20, store: { ...place.live('w1'), close: place.close }, options: { clock, renewEvery: stage.renewEvery } };
    },
  ]),
];

describe.each(stores)('a store %s', (_, open) => {
  test('cancel and release in the same millisecond, hundreds of times: exactly one of them wins, and the answer says which', async () => {
    const random = seeded(20_260_105);
    const { rounds, store, options } = await open();
    const engine = openEngine(store, flow, () => breaths(random(4)), options);
    const won = { canceled: 0, 'too-late': 0 };
    try {
      for (let round = 0; round < rounds; round += 1) {
        const ids = await start(engine, round);
        const due = engine.clock.now() + 60_000;
        engine.clock.set(due);
        const answers = await Promise.all(ids.map((id) => race(engine, id, random)));
        await engine.idle();
        for (const [at, id] of ids.entries()) {
          const { result } = answers[at]!;
          const status = await engine.statusOf(id);
          const calls = engine.calls.get(id) ?? 0;
          expect({ id, result, status, calls }).toEqual(
            result === 'canceled' ? { id, result, status: 'canceled', calls: 0 } : { id, result: 'too-late', status: 'completed', calls: 1 },
          );
          won[result as keyof typeof won] += 1;
        }
      }
    } finally {
      await engine.close();
    }
    expect(won.canceled + won['too-late']).toBe(rounds * atOnce);
    expect(Math.min(won.canceled, won['too-late'])).toBeGreaterThan(rounds);
  });
});

async function start(engine: Engine, round: number): Promise<string[]> {
  const started = await Promise.all(
    Array.from({ length: atOnce }, (_, at) =>
      engine.service.startManual({ tenant: 't', flow: 'race', input: { number: `${round}-${at}` }, idempotencyKey: `${round}-${at}`, by: 'ada' }),
    ),
  );
  await breaths(1);
  await engine.idle();
  return started.map(({ runId }) => runId);
}

/** The window's bell and the cancel, in either order, with nothing or a little between them. */
async function race(engine: Engine, id: string, random: (below: number) => number) {
  const isReleasedFirst = random(2) === 0;
  // Next to nothing, or about as long as it takes to be written.
  const turns = random(random(2) === 0 ? 3 : 150);
  const within = random(60);
  const pause = async (): Promise<void> => {
    await breaths(turns);
    await steps(within);
  };
  const cancel = () => engine.service.cancel('t', id, 'ada', 'the customer called');
  if (isReleasedFirst) {
    engine.ring(id);
    await pause();
    return cancel();
  }
  const answer = cancel();
  await pause();
  engine.ring(id);
  return answer;
}
