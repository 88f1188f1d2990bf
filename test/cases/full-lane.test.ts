/** A receiver's lane is full: the run waits for its place and goes on whenever it is granted. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { manualClock } from '../support/manual-clock.ts';
import { openEngine } from '../support/open-engine.ts';
import { settle } from '../support/stages/stage.ts';
import { openStages } from '../support/stages/stages.ts';

const flow: Flow = {
  format: 1,
  id: 'call',
  title: 'Call',
  nodes: { begin: { type: 'manual@1' }, call: { type: 'call_a@1' }, other: { type: 'call_a@1' }, both: { type: 'join@1', config: {} } },
  edges: [
    { from: 'begin', to: 'call' },
    { from: 'begin', to: 'other' },
    { from: 'call', to: 'both' },
    { from: 'other', to: 'both' },
  ],
};
const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

/** Soon in the terms of the store: moments of a program in memory, of the wire on a server. */
const moment = (isOnWire: boolean): Promise<void> => (isOnWire ? new Promise((resolve) => setImmediate(resolve)) : Promise.resolve());
const after = (moments: number, isOnWire: boolean) => async () => {
  for (let passed = 0; passed < moments; passed += 1) await moment(isOnWire);
  return () => undefined;
};

describe.each(stages)('$name', (stage) => {
  // The grant may fall into any moment of the drain, also into a commit, when nobody hears the ring.
  it.each(Array.from({ length: 40 }, (_, count) => count))('granted %i moments later, the run completes', async (count) => {
    const clock = manualClock();
    const place = await stage.open(clock);
    const { renewEvery } = stage;
    const engine = openEngine(place.live('w1'), flow, async () => undefined, { enter: after(count, renewEvery > 0), clock, renewEvery });
    const { runId } = await engine.service.startManual({ tenant: 't', flow: 'call', input: {}, idempotencyKey: `l${count}`, by: 'ada' });
    for (let turn = 0; turn < 10; turn += 1) await settle(place);
    expect(await engine.statusOf(runId)).toBe('completed');
    await engine.close();
    await place.close();
  });
});
