import { expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { manualClock } from '../support/manual-clock.ts';
import { openEngine } from '../support/open-engine.ts';

const flow: Flow = {
  format: 1,
  id: 'call',
  title: 'Call',
  nodes: { begin: { type: 'manual@1' }, call: { type: 'call_a@1' } },
  edges: [{ from: 'begin', to: 'call' }],
};

it('a process that stood still beyond its lease while its intent was stored does not make the call', async () => {
  const clock = manualClock();
  const store = memoryStore(memoryDisk(), clock.now);
  const { commit } = store.runs;
  store.runs.commit = async (stroke) => {
    const result = await commit(stroke);
    clock.set(clock.now() + 60_000);
    return result;
  };
  const engine = openEngine(store, flow, async () => undefined, { clock, renewEvery: 5_000 });
  const { runId } = await engine.service.startManual({ tenant: 't', flow: 'call', input: {}, idempotencyKey: 's', by: 'ada' });
  await engine.idle();
  expect((await store.runs.log('t', runId)).flatMap(({ events }) => events).some(({ type }) => type === 'effect.intended')).toBe(true);
  expect(engine.calls.get(runId)).toBeUndefined();
});
