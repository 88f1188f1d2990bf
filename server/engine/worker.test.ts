import { describe, expect, it } from 'vitest';
import { memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { manualClock } from '../../test/support/manual-clock.ts';
import { draw, planFor } from '../../test/support/tell.ts';
import { processBell } from '../adapters/memory/bell.ts';
import { startRun } from './start.ts';
import { type WorkerDeps, worker } from './worker.ts';

const drawing = [{ begin: 'begin@1', wait: { type: 'wait@1', config: { for: 'P1D' } } }, ['begin > wait']] as const;
const plan = planFor(drawing[0], [...drawing[1]]);

/** A worker over a store with so many orders nobody has looked at. */
async function open(orders: number, own: Partial<WorkerDeps> = {}) {
  const clock = manualClock();
  const { runs } = memoryStore(memoryDisk(), clock.now);
  const claimed: string[] = [];
  const reports: string[] = [];
  const ids: string[] = [];
  for (let n = 0; n < orders; n += 1) {
    const key = `k${n}`;
    const start = startRun({
      ...{
        tenant: 't',
        endpoint: 'e',
        dedupeKey: key,
        flow: draw(drawing[0], [...drawing[1]]),
        version: 'v1',
        trigger: 'begin',
        document: {},
        at: clock.now(),
      },
    });
    ids.push(start.head.id);
    await runs.accept({
      ...{ tenant: 't', id: key, endpoint: 'e', dedupeKey: key, bodyHash: 'h', at: clock.now(), bytes: 1, body: '{}', signals: [] },
      ...{ runs: [{ flow: 'flow', version: 'v1', runId: start.head.id }], starts: [start] },
    });
  }
  const one = worker({
    store: {
      ...runs,
      claim(tenant, runId, ...rest) {
        claimed.push(runId);
        return runs.claim(tenant, runId, ...rest);
      },
    },
    queue: processBell(),
    clock,
    expressions: { evaluate: () => null },
    effects: { enter: () => () => undefined, equip: () => Promise.reject(new Error('nothing is called')) },
    witness: () => undefined,
    plan: async () => plan,
    subflow: () => undefined,
    isPaused: () => false,
    epoch: 'w1',
    report: (message) => reports.push(message),
    sweepEvery: () => 86_400_000,
    ...own,
  });
  return { one, ids, claimed, reports, runs, clock };
}

describe('a worker', () => {
  it('reports a run whose version cannot be run here, and gives it back to others', async () => {
    const { one, ids, reports, runs, clock } = await open(1, { plan: async () => undefined });
    one.look('t', ids[0]!);
    await one.idle();
    expect(reports).toEqual(['version v1 of flow flow cannot be run here: a node type it needs is missing']);
    expect(await runs.claim('t', ids[0]!, clock.now())).toBeDefined();
    expect((await runs.log('t', ids[0]!)).length).toBe(1);
    await one.stop();
  });

  it('that was stopped takes up nothing more', async () => {
    const { one, ids, claimed } = await open(1);
    await one.stop();
    one.look('t', ids[0]!);
    await one.idle();
    expect(claimed).toEqual([]);
  });

  it('begins at its pace: so many, then no more until it is let on', async () => {
    let goOn = (): void => undefined;
    const pace = {
      together: 2,
      next(call: () => void) {
        goOn = call;
      },
    };
    const { one, ids, claimed } = await open(5, { pace });
    for (const id of ids) one.look('t', id);
    const begun: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      begun.push(claimed.length);
      goOn();
    }
    await one.idle();
    expect([begun, claimed]).toEqual([[2, 4, 5], ids]);
    await one.stop();
  });

  it('holds no more runs than it may', async () => {
    const held: number[] = [];
    const { one, ids } = await open(5, { holdLimit: 2, witness: () => held.push(one.held()) });
    for (const id of ids) one.look('t', id);
    await one.idle();
    expect(held).toHaveLength(5);
    expect(Math.max(...held)).toBe(2);
    await one.stop();
  });
});
