/** Orders that were taken in before their flow was paused, and that nobody has begun, are kept like those that came after. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { manualClock } from '../support/manual-clock.ts';
import { openEngine } from '../support/open-engine.ts';
import { pass, settle } from '../support/stages/stage.ts';
import { openStages } from '../support/stages/stages.ts';

const flow: Flow = {
  format: 1,
  id: 'call',
  title: 'Call',
  key: { $expr: "'N-' & trigger.number" },
  nodes: { begin: { type: 'manual@1' }, call: { type: 'call_a@1' } },
  edges: [{ from: 'begin', to: 'call' }],
};
const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

describe.each(stages)('$name, a pause that comes behind orders nobody has begun', (stage) => {
  it('keeps them without looking at them again and again, and each is made once when it ends', async () => {
    const clock = manualClock();
    const place = await stage.open(clock);
    const store = place.live('w1');
    let claims = 0;
    let isPaused = true;
    const runs: typeof store.runs = { ...store.runs, claim: (...args) => store.runs.claim(...args).finally(() => (claims += 1)) };
    const engine = openEngine({ ...store, runs }, flow, async () => undefined, { clock, renewEvery: stage.renewEvery, isPaused: () => isPaused });
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1)
      ids.push((await engine.service.startManual({ tenant: 't', flow: 'call', input: { number: n }, idempotencyKey: `k${n}`, by: 'ada' })).runId);
    await pass(place, clock, 60_000);
    expect(claims).toBeLessThanOrEqual(3 * ids.length);
    expect((await store.reads.runs('t', { status: ['waiting'], code: 'flow.paused' })).items.map(({ id }) => id).sort()).toEqual([...ids].sort());
    expect(engine.calls.size).toBe(0);

    isPaused = false;
    for (const id of ids) engine.ring(id);
    await settle(place);
    for (const id of ids) expect([await engine.statusOf(id), engine.calls.get(id)]).toEqual(['completed', 1]);
    expect((await store.reads.run('t', ids[3]!))?.head.keys).toEqual(['N-3']);
    await engine.close();
    await place.close();
  });
});
