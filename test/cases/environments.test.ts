/** One delivery in two environments of a hub: two orders that never meet, on any store. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { planOf } from '../../server/engine/plan.ts';
import type { Accepted, RunStore } from '../../server/engine/ports.ts';
import { startRun } from '../../server/engine/start.ts';
import { manualClock } from '../support/manual-clock.ts';
import { openCrew } from '../support/stages/crew.ts';
import { mailLines } from '../support/stages/mail-line.ts';
import { type Calls, receivers } from '../support/stages/receivers.ts';
import { pass } from '../support/stages/stage.ts';
import { openStages } from '../support/stages/stages.ts';
import { testNodes } from '../support/test-nodes.ts';

const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

const home = 't';
const trial = 't.test';
const version = 'version of kept';
/** All orders share one lane: the second waits for the first, if they meet at all. */
const flow: Flow = {
  format: 1,
  id: 'kept',
  title: 'Kept',
  key: { $expr: 'trigger.number' },
  lane: { key: 'all' },
  nodes: { begin: { type: 'begin@1' }, go: { type: 'wait_for@1', config: { any: ['go'], deadline: 'P1D' } }, call: { type: 'call_a@1' } },
  edges: [
    { from: 'begin', to: 'go' },
    { from: 'go', to: 'call' },
  ],
};
const types = new Map([...coreNodes, ...testNodes].map((type) => [type.type, type]));

function deliver(store: RunStore, tenant: string, at: number, number = '1001'): Promise<Accepted> {
  const document = { number };
  const start = startRun({ tenant, endpoint: 'orders', dedupeKey: number, flow, version, trigger: 'begin', document, at });
  const body = JSON.stringify(document);
  const runs = [{ flow: flow.id, version, runId: start.head.id }];
  return store.accept({
    tenant,
    id: `${tenant} ${number}`,
    endpoint: 'orders',
    dedupeKey: number,
    bodyHash: 'h',
    at,
    bytes: body.length,
    body,
    runs,
    starts: [start],
    signals: [],
  });
}

describe.each(stages)('on $name', (stage) => {
  it('has a run in each, which shares no lane, no signal, no list and no figure with the other', async () => {
    const clock = manualClock();
    const place = await stage.open(clock);
    const calls: Calls = {};
    const plans = new Map([[flow.id, planOf(home, flow, version, (type) => types.get(type))]]);
    const crew = openCrew({ stage, place, clock, plans, effects: receivers({}, clock, calls, { isPaused: false }, mailLines()), size: 1, doubled: false });
    const { runs: store, reads } = place.live('outside');
    const standing = async (tenant: string) => (await reads.runs(tenant, {})).items.map(({ status, open }) => [status, ...open]);
    try {
      for (const tenant of [home, trial]) expect((await deliver(store, tenant, clock.now())).duplicate).toBe(false);
      expect((await deliver(store, trial, clock.now())).duplicate).toBe(true);
      await pass(place, clock, 5_000);
      expect([await standing(home), await standing(trial)]).toEqual([[['waiting', 'go']], [['waiting', 'go']]]);

      const at = clock.now();
      const { woken } = await store.signal({ tenant: trial, id: 'go-1', name: 'go', key: '1001', data: null, at });
      expect(woken).toEqual((await reads.runs(trial, {})).items.map(({ id }) => id));
      await pass(place, clock, 5_000);
      expect([await standing(home), await standing(trial)]).toEqual([[['waiting', 'go']], [['completed']]]);
      expect(await reads.signalsOf(home, ['1001'])).toEqual([]);
      expect((await reads.deliveries(home, {})).items).toHaveLength(1);

      const completed = async (tenant: string) => {
        const counts = await reads.counts(tenant, { flow: flow.id, from: at - 60_000, to: clock.now() + 60_000 });
        return counts.filter(({ node }) => node === 'call').reduce((sum, row) => sum + row.completed, 0);
      };
      expect([await completed(home), await completed(trial)]).toEqual([0, 1]);
      expect((await reads.open(trial)).reduce((sum, { runs }) => sum + runs, 0)).toBe(0);
      expect((await reads.open(home)).reduce((sum, { runs }) => sum + runs, 0)).toBe(1);

      // Of one environment the lane is one: a second order there waits behind the first.
      await deliver(store, home, clock.now(), '1002');
      await pass(place, clock, 5_000);
      expect((await standing(home)).filter(([, node]) => node === 'go')).toHaveLength(1);
    } finally {
      crew.end();
      await place.close();
    }
  });
});
