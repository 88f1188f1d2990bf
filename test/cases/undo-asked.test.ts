/** What whoever cancels is told while what was done is undone. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { defineNode, type NodeType } from '../../nodes/node-type.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { type Engine, openEngine } from '../support/open-engine.ts';

const flow: Flow = {
  format: 1,
  id: 'undo',
  title: 'Undo',
  nodes: {
    begin: { type: 'manual@1' },
    book: { type: 'call_a@1', title: 'Reserve stock' },
    hold: { type: 'wait@1', config: { for: 'PT1H' } },
    free: { type: 'free@1', title: 'Stock released' },
  },
  edges: [
    { from: 'begin', to: 'book' },
    { from: 'book', to: 'hold' },
    { from: 'book.compensate', to: 'free' },
  ],
};

let engine: Engine | undefined;
afterEach(() => engine?.close());

/** A run that has booked and waits; `free` is what undoing meets. */
async function waiting(free: NodeType['run']): Promise<{ engine: Engine; runId: string }> {
  const freeing = defineNode({
    type: 'free@1',
    title: 'Free',
    summary: '',
    group: 'connectors',
    icon: 'x',
    ports: ['done'],
    config: {},
    effect: { class: 'A' },
    run: free as never,
  }); // `as never`: it reads nothing of its turn
  engine = openEngine(memoryStore(), flow, async () => undefined, { nodes: [freeing] });
  const { runId } = await engine.service.startManual({ tenant: 't', flow: 'undo', input: {}, idempotencyKey: 'k', by: 'ada' });
  engine.clock.set(engine.clock.now() + 1_000);
  await engine.idle();
  expect(await engine.service.describe('t', runId, {} as never)).toMatchObject({
    undo: [{ title: 'Reserve stock', by: 'Stock released', status: 'possible' }],
  });
  return { engine, runId };
}

describe('a cancel', () => {
  it('is answered once all is undone', async () => {
    const { engine, runId } = await waiting(() => ({ kind: 'emit', output: null }));
    expect(await engine.service.cancel('t', runId, 'ada', 'sold out')).toEqual({ result: 'canceled', status: 'canceled' });
    const detail = await engine.service.describe('t', runId, {} as never); // nobody is kept from anything here
    expect(detail).toMatchObject({ status: 'canceled', reason: 'sold out', undo: [{ status: 'undone' }], can: { cancel: false } });
    expect((await engine.service.steps('t', runId)).map(({ story }) => story)).toContain('Undone: stock released');
  });

  it('is pending when undoing stopped, until a person has looked', async () => {
    const { engine, runId } = await waiting(() => {
      throw new Error('not today');
    });
    expect(await engine.service.cancel('t', runId, 'ada', 'sold out')).toEqual({ result: 'pending', status: 'parked' });
    const detail = await engine.service.describe('t', runId, {} as never);
    expect(detail.reason).toMatch(/^Reserve stock is not undone: Stock released failed: not today\. Retry it/);
    expect(detail).toMatchObject({ undo: [{ status: 'failed' }], can: { cancel: true, retry: true, skip: true } });
    expect(await engine.service.cancel('t', runId, 'ada', 'leave it')).toEqual({ result: 'canceled', status: 'canceled' });
    expect(await engine.service.describe('t', runId, {} as never)).toMatchObject({ reason: 'leave it', undo: [{ status: 'left' }] });
  });

  it('says that the run is being canceled while it undoes', async () => {
    const free = Promise.withResolvers<void>();
    const { engine, runId } = await waiting(async () => {
      await free.promise;
      return { kind: 'emit', output: null };
    });
    const asked = engine.service.cancel('t', runId, 'ada', 'sold out');
    for (let turn = 0; turn < 100; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      engine.clock.set(engine.clock.now() + 50);
    }
    expect(await asked).toEqual({ result: 'pending', status: 'running' });
    expect(await engine.service.describe('t', runId, {} as never)).toMatchObject({
      code: 'run.undoing',
      undo: [{ status: 'under-way' }],
      can: { cancel: false },
    });
    free.resolve();
    await engine.idle();
    expect(await engine.statusOf(runId)).toBe('canceled');
  });
});
