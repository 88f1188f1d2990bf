/** What undoing cannot reach: work of ended child runs, and a call that comes back when the run was stopped already. */
import { afterEach, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { defineNode, type EffectTurn, type NodeType } from '../../nodes/node-type.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { type Engine, openEngine } from '../support/open-engine.ts';

let engine: Engine | undefined;
afterEach(() => engine?.close());

const calling = (type: string, run: (turn: EffectTurn) => Promise<null>): NodeType =>
  defineNode({
    ...{ type, title: type, summary: '', group: 'connectors', icon: 'x', ports: ['done'], config: {}, effect: { class: 'A' } },
    run: async (turn) => ({ kind: 'emit', output: await run(turn) }),
  });

async function begin(flow: Flow, input: { lines: number[] }, nodes: NodeType[] = []): Promise<{ engine: Engine; runId: string }> {
  engine = openEngine(memoryStore(), flow, async () => undefined, { nodes });
  const { runId } = await engine.service.startManual({ tenant: 't', flow: flow.id, input, idempotencyKey: 'k', by: 'ada' });
  return { engine, runId };
}

it('a container whose body can be undone refuses more items than one run can hold', async () => {
  const flow: Flow = {
    ...{ format: 1, id: 'many', title: 'Many' },
    nodes: {
      begin: { type: 'manual@1' },
      lines: { type: 'for_each@1', title: 'Each line', config: { items: { $expr: 'trigger.lines' } } },
      book: { type: 'call_a@1' },
      free: { type: 'call_a@1' },
    },
    edges: [
      { from: 'begin', to: 'lines' },
      { from: 'lines.item', to: 'book' },
      { from: 'book.compensate', to: 'free' },
    ],
  };
  const { engine, runId } = await begin(flow, { lines: Array.from({ length: 201 }, (_, n) => n) });
  await engine.idle();
  const reason = 'Each line has 201 items; what is done for them can be undone for 200 at most: split the order';
  expect(await engine.service.describe('t', runId, {} as never)).toMatchObject({ status: 'parked', code: 'data.invalid', reason });
});

it('a call that comes back while the run undoes is told and moves nothing', async () => {
  const [slow, free] = [Promise.withResolvers<null>(), Promise.withResolvers<null>()];
  const flow: Flow = {
    ...{ format: 1, id: 'late', title: 'Late' },
    nodes: {
      begin: { type: 'manual@1' },
      book: { type: 'call_a@1' },
      hold: { type: 'wait@1', config: { for: 'PT1H' } },
      slow: { type: 'slow@1' },
      after: { type: 'call_a@1' },
      free: { type: 'free@1' },
    },
    edges: [
      { from: 'begin', to: 'book' },
      { from: 'book', to: 'hold' },
      { from: 'begin', to: 'slow' },
      { from: 'slow', to: 'after' },
      { from: 'book.compensate', to: 'free' },
    ],
  };
  const { engine, runId } = await begin(flow, { lines: [] }, [calling('slow@1', () => slow.promise), calling('free@1', () => free.promise)]);
  const stands = async (node: string) => (await engine.service.steps('t', runId)).find((step) => step.node === node);
  await expect.poll(async () => (await stands('hold'))?.status).toBe('waiting');
  const asked = engine.service.cancel('t', runId, 'ada', 'sold out');
  await expect.poll(async () => (await stands('free'))?.status).toBe('running');
  slow.resolve(null);
  await expect
    .poll(async () => (await stands('slow'))?.story)
    .toMatch(/^slow@1 was canceled; too late to count, a former worker found .* that the call was answered$/);
  free.resolve(null);
  await engine.idle();
  engine.clock.set(engine.clock.now() + 50);
  expect(await asked).toEqual({ result: 'canceled', status: 'canceled' });
  expect(await stands('after')).toBeUndefined();
});
