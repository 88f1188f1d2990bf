/** A receiver's lane is full: the run waits for its place and goes on whenever it is granted. */
import { expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { openEngine } from '../support/open-engine.ts';

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
const ticks = (count: number) => async () => {
  for (let tick = 0; tick < count; tick += 1) await undefined;
  return () => undefined;
};

// The grant may fall into any moment of the drain, also into a commit, when nobody hears the ring.
it.each(Array.from({ length: 40 }, (_, count) => count))('granted %i turns later, the run completes', async (count) => {
  const engine = openEngine(memoryStore(), flow, async () => undefined, [], ticks(count));
  const { runId } = await engine.service.startManual({ tenant: 't', flow: 'call', input: {}, idempotencyKey: `l${count}`, by: 'ada' });
  for (let turn = 0; turn < 30; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(await engine.statusOf(runId)).toBe('completed');
  await engine.close();
});
