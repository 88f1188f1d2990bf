/** Facts that come while nobody looks are found together: each counts in its turn, and what one wait did not need is there for the next. */
import { describe, expect, it } from 'vitest';
import type { Flow, FlowNode, JsonObject } from '../../flows/flow.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { openEngine } from '../support/open-engine.ts';

const wait = (config: JsonObject): FlowNode => ({ type: 'wait_for@1', config: { deadline: 'P30D', ...config } });
const flow: Flow = {
  format: 1,
  id: 'parcel',
  title: 'Parcel',
  key: { $expr: 'trigger.number' },
  nodes: {
    order: { type: 'manual@1' },
    cleared: wait({ all: ['paid', 'picked'], unless: ['cancel'] }),
    ship: { type: 'call_a@1' },
    open: wait({ any: ['cancel', 'delivered'] }),
  },
  edges: [
    { from: 'order', to: 'cleared' },
    { from: 'cleared', to: 'ship' },
    { from: 'ship', to: 'open' },
  ],
};

/** A run that waits, then signals one millisecond apart, then one ring. */
async function together(names: string[], gap = 1) {
  const store = memoryStore();
  const engine = openEngine(store, flow, async () => undefined);
  const { runId } = await engine.service.startManual({ tenant: 't', flow: 'parcel', input: { number: 'A-1' }, idempotencyKey: 'a', by: 'ada' });
  const rest = async (): Promise<void> => {
    for (let turn = 0; turn < 10; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    await engine.idle();
  };
  await rest();
  for (const [place, name] of names.entries())
    await store.runs.signal({ tenant: 't', name, key: 'A-1', id: `s${place}`, data: null, at: engine.clock.now() + place * gap });
  engine.clock.set(engine.clock.now() + 1_000);
  engine.ring(runId);
  await rest();
  const status = await engine.statusOf(runId);
  const log = (await store.runs.log('t', runId)).flatMap(({ events }) => events);
  await engine.close();
  return { status, shipped: engine.calls.get(runId) ?? 0, visited: log.flatMap((event) => (event.type === 'step.scheduled' ? [event.node] : [])) };
}

describe('signals found together', () => {
  it('a cancel behind the last fact a wait needed is there for the next wait', async () => {
    expect(await together(['paid', 'picked', 'cancel'])).toEqual({ status: 'completed', shipped: 1, visited: ['cleared', 'ship', 'open'] });
  });

  it('a cancel among them ends the wait, whatever else has come', async () => {
    for (const names of [
      ['cancel', 'paid', 'picked'],
      ['paid', 'cancel', 'picked'],
    ])
      expect(await together(names)).toMatchObject({ status: 'completed', shipped: 0 });
  });

  it('a cancel of the same millisecond as the last fact wins', async () => {
    expect(await together(['paid', 'picked', 'cancel'], 0)).toMatchObject({ status: 'completed', shipped: 0 });
  });
});
