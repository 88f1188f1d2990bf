/** A run whose call ends the hub each time is parked; runs that were merely at work are not. */
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { manualClock } from '../support/manual-clock.ts';
import { type Engine, openEngine } from '../support/open-engine.ts';
import { pass, type Stage, settle } from '../support/stages/stage.ts';
import { openStages } from '../support/stages/stages.ts';

const flow: Flow = {
  format: 1,
  id: 'call',
  title: 'Call',
  nodes: { begin: { type: 'manual@1' }, call: { type: 'call_a@1' } },
  edges: [{ from: 'begin', to: 'call' }],
};
/** The same with a second call behind the first. */
const further: Flow = {
  ...flow,
  nodes: { ...flow.nodes, next: { type: 'call_a@1' } },
  edges: [...flow.edges, { from: 'call', to: 'next' }],
};
const never = (): Promise<void> => new Promise(() => undefined);
const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

/** Past the end of every lease, and past the time suspects wait. */
const aWhile = 20_000;

async function enter(stage: Stage, drawn: Flow = flow) {
  const clock = manualClock();
  const place = await stage.open(clock);
  const lives: Engine[] = [];
  onTestFinished(async () => {
    for (const life of lives) life.die();
    await settle(place);
    await place.close();
  });
  return {
    /** The next life of the hub, some time after the last one died with its calls out. */
    async live(delay: () => Promise<void>): Promise<Engine> {
      lives.at(-1)?.die();
      await pass(place, clock, aWhile);
      const name = `life ${lives.length}`;
      const engine = openEngine(place.live(name), drawn, delay, { clock, life: name, renewEvery: stage.renewEvery });
      lives.push(engine);
      return engine;
    },
    headOf: async (runId: string) => (await place.live('reader').reads.run('t', runId))?.head,
    settle: () => settle(place),
    pass: () => pass(place, clock, aWhile),
  };
}

const start = async (engine: Engine, key: string): Promise<string> =>
  (await engine.service.startManual({ tenant: 't', flow: 'call', input: {}, idempotencyKey: key, by: 'ada' })).runId;

describe.each(stages)('a suspect $name', (stage) => {
  it('is parked after the hub died twice while it alone was at work, and retry takes it up again', async () => {
    const { live, pass, settle, headOf } = await enter(stage);
    const first = await live(never);
    const runId = await start(first, 'p');
    await settle();
    expect(await first.statusOf(runId)).toBe('running');
    for (const expected of ['running', 'running', 'parked']) {
      const engine = await live(never);
      await pass();
      expect(await engine.statusOf(runId)).toBe(expected);
    }
    const mended = await live(async () => undefined);
    expect(await headOf(runId)).toMatchObject({ code: 'run.poison', reason: expect.stringContaining('Call A') });
    await mended.service.retry('t', runId, { by: 'ada', reason: 'the receiver was mended' });
    await settle();
    expect(await mended.statusOf(runId)).toBe('completed');
  });

  it('among others is not parked while one of them answers: a finding clears it', async () => {
    const { live, pass, settle } = await enter(stage);
    const first = await live(never);
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1) ids.push(await start(first, `h${n}`));
    await settle();
    const second = await live(async () => undefined);
    await pass();
    for (const id of ids) expect(await second.statusOf(id)).toBe('completed');
  });

  it('lets the next one go on once its call has come back, however long the rest of its run takes', async () => {
    const { live, pass, settle } = await enter(stage, further);
    const first = await live(never);
    const ids = [await start(first, 'x'), await start(first, 'y')];
    await settle();
    let calls = 0;
    const second = await live(() => {
      calls += 1;
      return calls === 2 ? never() : Promise.resolve();
    });
    await pass();
    expect((await Promise.all(ids.map(second.statusOf))).sort()).toEqual(['completed', 'running']);
  });

  it('that died alone once waits until the hub has stood for a while, so that kills from outside do not count', async () => {
    const { live, pass, settle } = await enter(stage);
    const runId = await start(await live(never), 'k');
    await settle();
    // Killed again and again, each time soon after the start.
    for (let kill = 0; kill < 6; kill += 1) {
      const engine = await live(never);
      engine.ring(runId);
      await settle();
      expect(await engine.statusOf(runId)).toBe('running');
    }
    const calm = await live(async () => undefined);
    await pass();
    expect(await calm.statusOf(runId)).toBe('completed');
  });
});
