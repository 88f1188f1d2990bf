/** Facts that come while nobody looks are found together: each counts in its turn, and what one wait did not need is there for the next. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Flow, FlowNode, JsonObject } from '../../flows/flow.ts';
import { manualClock } from '../support/manual-clock.ts';
import { openEngine } from '../support/open-engine.ts';
import { type Stage, settle } from '../support/stages/stage.ts';
import { openStages } from '../support/stages/stages.ts';

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

const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

/** A run that waits, then signals one millisecond apart, then one ring. */
async function tell(stage: Stage, names: string[], gap = 1) {
  const clock = manualClock();
  const place = await stage.open(clock);
  const store = place.live('w1');
  const engine = openEngine(store, flow, async () => undefined, { clock, renewEvery: stage.renewEvery });
  const { runId } = await engine.service.startManual({ tenant: 't', flow: 'parcel', input: { number: 'A-1' }, idempotencyKey: 'a', by: 'ada' });
  const rest = async (): Promise<void> => {
    await settle(place);
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
  await place.close();
  return { status, shipped: engine.calls.get(runId) ?? 0, visited: log.flatMap((event) => (event.type === 'step.scheduled' ? [event.node] : [])) };
}

describe.each(stages)('signals found together $name', (stage) => {
  const together = (names: string[], gap?: number) => tell(stage, names, gap);

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
