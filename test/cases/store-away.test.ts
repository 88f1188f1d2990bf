import jsonata from 'jsonata';
import { expect, it } from 'vitest';
import type { Flow, Json } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { processBell } from '../../server/adapters/memory/bell.ts';
import { memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { putAtHand } from '../../server/engine/at-hand.ts';
import { planOf } from '../../server/engine/plan.ts';
import { startRun } from '../../server/engine/start.ts';
import { worker } from '../../server/engine/worker.ts';
import { manualClock } from '../support/manual-clock.ts';

const flow: Flow = {
  format: 1,
  id: 'large',
  title: 'Large',
  key: { $expr: "'N-' & trigger.number" },
  nodes: {
    begin: { type: 'manual@1' },
    passed: { type: 'transform@1', off: true, config: { output: { $expr: 'trigger.number' } } },
    map: { type: 'transform@1', config: { output: { $expr: 'trigger.text' } } },
  },
  edges: [
    { from: 'begin', to: 'passed' },
    { from: 'passed', to: 'map' },
  ],
};
const document = { number: 1, text: 'x'.repeat(600) };

it.each([1, 2, 3])('while the store cannot be read (%i reads) no step fails: the run is given back and carried on later', async (failing) => {
  const clock = manualClock();
  const { runs } = memoryStore(memoryDisk(), clock.now);
  let reads = 0;
  const store: typeof runs = {
    ...runs,
    payload(...args) {
      reads += 1;
      return reads <= failing ? Promise.reject(new Error('the store is away')) : runs.payload(...args);
    },
  };
  const plan = planOf('t', flow, 'one', (type) => coreNodes.find((one) => one.type === type));
  const start = startRun({ tenant: 't', endpoint: 'e', dedupeKey: 'k', flow, version: 'one', trigger: 'begin', document, at: clock.now() });
  const { head } = start;
  await runs.accept({
    tenant: 't',
    id: 'd',
    endpoint: 'e',
    dedupeKey: 'k',
    bodyHash: 'h',
    at: clock.now(),
    bytes: 1,
    body: '',
    runs: [{ flow: 'large', version: 'one', runId: head.id }],
    starts: [start],
    signals: [],
  });
  // Another process took the order in: nothing of it is at hand here.
  for (let n = 0; n < 600; n += 1) putAtHand(`${failing} other ${n}`, null);
  const reports: string[] = [];
  const one = worker({
    store,
    queue: processBell(),
    clock,
    expressions: { evaluate: (source, data) => jsonata(source).evaluate(data) as Promise<Json | undefined> },
    effects: {
      enter: () => () => undefined,
      equip: () => {
        throw new Error('nothing is called');
      },
    },
    witness: () => undefined,
    plan: async () => plan,
    subflow: () => undefined,
    isPaused: () => false,
    epoch: 'w1',
    report: (message) => reports.push(message),
  });
  for (let wake = 0; wake < 20; wake += 1) {
    for (let turn = 0; turn < 6; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    clock.next();
  }
  await one.stop();
  const log = (await runs.log('t', head.id)).flatMap(({ events }) => events.map(({ type }) => type));
  expect(log).not.toContain('run.parked');
  expect(log).toContain('run.completed');
  expect(reports).toHaveLength(failing);
});
