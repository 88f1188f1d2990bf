import { expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { openEngine } from '../support/open-engine.ts';

const flow: Flow = {
  format: 1,
  id: 'facts',
  title: 'Facts',
  nodes: {
    begin: { type: 'manual@1' },
    facts: { type: 'wait_for@1', config: { all: ['booked'], remind: 'PT30S', deadline: 'PT4M' } },
    late: { type: 'transform@1', config: { output: 'late' } },
  },
  edges: [
    { from: 'begin', to: 'facts' },
    { from: 'facts.timeout', to: 'late' },
  ],
};

it('a wait whose reminder and deadline both passed while nobody looked leaves through timeout', async () => {
  const engine = openEngine(memoryStore(memoryDisk()), flow, async () => undefined);
  const { runId } = await engine.service.startManual({ tenant: 't', flow: 'facts', input: {}, idempotencyKey: 's', by: 'ada' });
  await engine.idle();
  engine.clock.set(engine.clock.now() + 5 * 60_000);
  engine.ring(runId);
  await new Promise((resolve) => setImmediate(resolve));
  await engine.idle();
  expect(await engine.statusOf(runId)).toBe('completed');
  await engine.close();
});
