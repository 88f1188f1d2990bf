import { expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { openEngine } from '../support/open-engine.ts';

const flow: Flow = {
  format: 1,
  id: 'ask',
  title: 'Ask',
  nodes: {
    begin: { type: 'manual@1' },
    ask: { type: 'task@1', config: { title: 'Look', role: 'operator', deadline: 'PT1M' } },
    late: { type: 'transform@1', config: { output: 1 } },
  },
  edges: [
    { from: 'begin', to: 'ask' },
    { from: 'ask.timeout', to: 'late' },
  ],
};

it('a task whose deadline passed is closed', async () => {
  const disk = memoryDisk();
  const engine = openEngine(memoryStore(disk), flow, async () => undefined);
  const { runId } = await engine.service.startManual({ tenant: 't', flow: 'ask', input: {}, idempotencyKey: 's', by: 'ada' });
  await engine.idle();
  const statuses = (): string[] => [...disk.tasks.values()].map(({ status }) => status);
  expect(statuses()).toEqual(['open']);
  engine.clock.set(engine.clock.now() + 61_000);
  engine.ring(runId);
  await new Promise((resolve) => setImmediate(resolve));
  await engine.idle();
  expect(await engine.statusOf(runId)).toBe('completed');
  expect(statuses()).toEqual(['canceled']);
  await engine.close();
});
