/** Five thousand orders of one flow come at once; the single one of another flow does not stand behind them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import { processBell } from '../../server/adapters/memory/bell.ts';
import { memoryStore } from '../../server/adapters/memory/store.ts';
import { sqliteStore } from '../../server/adapters/sqlite/store.ts';
import type { Store } from '../../server/adapters/store.ts';
import { systemClock } from '../../server/adapters/system/clock.ts';
import { planOf } from '../../server/engine/plan.ts';
import { startRun } from '../../server/engine/start.ts';
import { worker } from '../../server/engine/worker.ts';
import { testNodes } from '../support/test-nodes.ts';

const flood = 5_000;
const callMs = 20;
const holdLimit = 50;
const types = new Map<string, NodeType>([...coreNodes, ...testNodes].map((type) => [type.type, type]));
const flowOf = (id: string): Flow => ({
  format: 1,
  id,
  title: id,
  nodes: { begin: { type: 'begin@1' }, call: { type: 'call_a@1' } },
  edges: [{ from: 'begin', to: 'call' }],
});
const plans = new Map(['flood', 'other'].map((id) => [id, planOf('t', flowOf(id), 'one', (type) => types.get(type))]));

const stores: [string, () => Promise<Store>][] = [
  ['in memory', async () => memoryStore()],
  [
    'in SQLite',
    async () => {
      const dir = mkdtempSync(join(tmpdir(), 'orderloom-flood-'));
      onTestFinished(() => rmSync(dir, { recursive: true }));
      return sqliteStore(dir);
    },
  ],
];

describe.each(stores)('a flood %s', (_, open) => {
  /** How long the run of the other flow took, ms, and how many of the flood had called before it did. */
  async function measure(how: 'rung' | 'found by the sweeper'): Promise<{ ms: number; before: number; left: number }> {
    const store = await open();
    const queue = processBell();
    const clock = systemClock();
    const calls: string[] = [];
    let toldOf: () => void = () => undefined;
    const otherCalled = new Promise<void>((resolve) => (toldOf = resolve));
    const accept = async (flow: string, name: string): Promise<string> => {
      const plan = plans.get(flow)!;
      const at = clock.now();
      const start = startRun({ tenant: 't', endpoint: flow, dedupeKey: name, flow: plan.flow, version: 'one', trigger: 'begin', document: { name }, at });
      const runId = start.head.id;
      await store.runs.accept({
        ...{ tenant: 't', id: name, endpoint: flow, dedupeKey: name, bodyHash: name, at, bytes: 1, body: '{}', signals: [] },
        runs: [{ flow, version: 'one', runId }],
        starts: [start],
      });
      return runId;
    };
    const crew = worker({
      store: store.runs,
      queue,
      clock,
      expressions: { evaluate: () => null },
      effects: {
        enter: () => () => undefined,
        equip: async (turn, node, call) => ({
          ...turn,
          effectKey: call.effectKey,
          effectClass: node.effectClass!,
          signal: call.signal,
          async http() {
            calls.push(turn.run.flow);
            if (turn.run.flow === 'other') toldOf();
            await new Promise((resolve) => setTimeout(resolve, callMs));
            return { status: 200, headers: {}, text: '{}', json: () => ({}) };
          },
        }),
      },
      witness: () => undefined,
      plan: async (_tenant, flow) => plans.get(flow),
      subflow: () => undefined,
      isPaused: () => false,
      epoch: 'w',
      holdLimit,
      report: (message, { error }) => expect.unreachable(`${message}: ${String(error)}`),
    });
    const ids = await Promise.all(Array.from({ length: flood }, (__, n) => accept('flood', `a${n}`)));
    if (how === 'rung') for (const id of ids) queue.ring('t', id, { flow: 'flood' });
    while (calls.length < 2 * holdLimit) await new Promise((resolve) => setTimeout(resolve, 5));
    const began = performance.now();
    const other = await accept('other', 'b');
    const before = calls.length;
    if (how === 'rung') queue.ring('t', other, { flow: 'other' });
    await otherCalled;
    const figures = { ms: Math.round(performance.now() - began), before: calls.length - 1 - before, left: flood - calls.length + 1 };
    await crew.stop();
    await store.close();
    return figures;
  }

  it('a single order of another flow goes within about one hold', async () => {
    const { ms, before, left } = await measure('rung');
    console.log(`rung: the other flow called after ${ms} ms and ${before} calls of the flood, of which ${left} were left`);
    expect(left).toBeGreaterThan(flood / 2);
    expect(before).toBeLessThanOrEqual(2 * holdLimit);
  });

  it('one that only the sweeper can find goes with its next look', async () => {
    const { ms, before, left } = await measure('found by the sweeper');
    console.log(`swept: the other flow called after ${ms} ms and ${before} calls of the flood, of which ${left} were left`);
    expect(left).toBeGreaterThan(0);
    expect(ms).toBeLessThan(3_000);
  });
});
