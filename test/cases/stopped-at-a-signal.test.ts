import { expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { openEngine } from '../support/open-engine.ts';

const flow: Flow = {
  format: 1,
  id: 'facts',
  title: 'Facts',
  nodes: { begin: { type: 'manual@1' }, facts: { type: 'wait_for@1', config: { any: ['booked'] } } },
  edges: [{ from: 'begin', to: 'facts' }],
};

it('a hub that stops while it takes a signal leaves the run to go on with it', async () => {
  const disk = memoryDisk();
  const store = memoryStore(disk);
  const { signals } = store.runs;
  let stopped: Promise<void> | undefined;
  store.runs.signals = async (...args) => {
    const found = await signals(...args);
    if (found.length > 0) stopped ??= first.close();
    return found;
  };
  const first = openEngine(store, flow, async () => undefined);
  const { runId } = await first.service.startManual({ tenant: 't', flow: 'facts', input: {}, idempotencyKey: 's', by: 'ada' });
  await first.idle();
  await first.service.signal('t', { name: 'booked', key: runId, id: 'b1', data: null });
  for (let turn = 0; turn < 20 && !stopped; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(stopped).toBeDefined();
  await stopped;
  const next = openEngine(memoryStore(disk), flow, async () => undefined);
  for (let turn = 0; turn < 3; turn += 1) {
    next.clock.next();
    await new Promise((resolve) => setImmediate(resolve));
    await next.idle();
  }
  expect(await next.statusOf(runId)).toBe('completed');
  await next.close();
});
