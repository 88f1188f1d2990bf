/** A run whose call ends the hub each time is parked; runs that were merely at work are not. */
import { describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { openEngine } from '../support/open-engine.ts';

const flow: Flow = {
  format: 1,
  id: 'call',
  title: 'Call',
  nodes: { begin: { type: 'manual@1' }, call: { type: 'call_a@1' } },
  edges: [{ from: 'begin', to: 'call' }],
};
const never = (): Promise<void> => new Promise(() => undefined);
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** One life of the hub: it looks at what was left behind, lives past the time suspects wait, and dies with its calls out. */
async function life(disk: ReturnType<typeof memoryDisk>, delay: () => Promise<void>, runIds: string[]): Promise<ReturnType<typeof openEngine>> {
  const engine = openEngine(memoryStore(disk), flow, delay);
  for (const id of runIds) engine.ring(id);
  await turns();
  for (let wake = 0; wake < 12; wake += 1) {
    engine.clock.next();
    await turns();
  }
  return engine;
}

describe('a suspect', () => {
  it('is parked after the hub died twice while it alone was at work, and retry takes it up again', async () => {
    const disk = memoryDisk();
    const first = openEngine(memoryStore(disk), flow, never);
    const { runId } = await first.service.startManual({ tenant: 't', flow: 'call', input: {}, idempotencyKey: 'p', by: 'ada' });
    await turns();
    expect(await first.statusOf(runId)).toBe('running');
    for (const expected of ['running', 'running', 'parked']) expect(await (await life(disk, never, [runId])).statusOf(runId)).toBe(expected);
    const head = [...disk.runs.values()][0]!.head;
    expect(head).toMatchObject({ code: 'run.poison', reason: expect.stringContaining('Call A') });

    const mended = openEngine(memoryStore(disk), flow, async () => undefined);
    await mended.service.retry('t', runId, { by: 'ada', reason: 'the receiver was mended' });
    await turns();
    expect(await mended.statusOf(runId)).toBe('completed');
  });

  it('among others is not parked while one of them answers: a finding clears it', async () => {
    const disk = memoryDisk();
    const first = openEngine(memoryStore(disk), flow, never);
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1)
      ids.push((await first.service.startManual({ tenant: 't', flow: 'call', input: {}, idempotencyKey: `h${n}`, by: 'ada' })).runId);
    await turns();
    const second = await life(disk, async () => undefined, ids);
    for (const id of ids) expect(await second.statusOf(id)).toBe('completed');
  });

  it('that died alone once waits until the hub has stood for a while, so that kills from outside do not count', async () => {
    const disk = memoryDisk();
    const first = openEngine(memoryStore(disk), flow, never);
    const { runId } = await first.service.startManual({ tenant: 't', flow: 'call', input: {}, idempotencyKey: 'k', by: 'ada' });
    await turns();
    // Killed again and again, each time soon after the start.
    for (let kill = 0; kill < 6; kill += 1) {
      const engine = openEngine(memoryStore(disk), flow, never);
      engine.ring(runId);
      await turns();
      expect(await engine.statusOf(runId)).toBe('running');
    }
    const calm = await life(disk, async () => undefined, [runId]);
    expect(await calm.statusOf(runId)).toBe('completed');
  });
});
