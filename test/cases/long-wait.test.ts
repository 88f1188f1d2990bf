/** A wait of 400 days: over a year the hub is stopped or dies every week, another version of the flow is deployed, and the run goes on at its instant. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsonata from 'jsonata';
import { afterAll, describe, expect, it } from 'vitest';
import type { Flow, Json } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { processBell } from '../../server/adapters/memory/bell.ts';
import { sqliteStore } from '../../server/adapters/sqlite/store.ts';
import type { Store } from '../../server/adapters/store.ts';
import { planOf } from '../../server/engine/plan.ts';
import { startRun } from '../../server/engine/start.ts';
import { worker } from '../../server/engine/worker.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { openStages } from '../support/stages/stages.ts';
import { testNodes } from '../support/test-nodes.ts';

const day = 86_400_000;
const week = 7 * day;
const types = new Map([...coreNodes, ...testNodes].map((type) => [type.type, type]));

/** Each version calls a node of its own once its wait is over. */
const flowOf = (call: string): Flow => ({
  format: 1,
  id: 'warranty',
  title: 'Warranty',
  nodes: { begin: { type: 'manual@1' }, hold: { type: 'wait@1', config: { for: 'P400D' } }, [call]: { type: 'call_a@1' } },
  edges: [
    { from: 'begin', to: 'hold' },
    { from: 'hold', to: call },
  ],
});
const plans = new Map(['first', 'second'].map((version) => [version, planOf('t', flowOf(`remind_${version}`), version, (type) => types.get(type))] as const));

interface Keeping {
  name: string;
  /** A store that stands empty; `live` opens it once more, as a new process does. */
  open(clock: ManualClock): Promise<{ live(life: string): Promise<Omit<Store, 'documents'>>; wasBusy(): Promise<boolean>; remove(): Promise<void> }>;
}

const inSqlite: Keeping = {
  name: 'in SQLite',
  async open() {
    const dir = mkdtempSync(join(tmpdir(), 'orderloom-'));
    return { live: () => sqliteStore(dir), wasBusy: async () => false, remove: async () => rmSync(dir, { recursive: true, force: true }) };
  },
};

const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});
const keepings: Keeping[] = [
  inSqlite,
  ...stages.map(({ name, open }) => ({
    name,
    async open(clock: ManualClock) {
      const place = await open(clock);
      return { live: async (life: string) => place.live(life), wasBusy: place.wasBusy, remove: place.close };
    },
  })),
];

describe.each(keepings)('kept $name', ({ open }) => {
  it('goes on after 400 days to the millisecond, once, each run on its own version', async () => {
    const clock = manualClock();
    const place = await open(clock);
    const called: { node: string; at: number }[] = [];

    const quiet = async (): Promise<void> => {
      for (let calm = 0; calm < 6; calm += 1) {
        await new Promise((resolve) => setImmediate(resolve));
        if (await place.wasBusy()) calm = -1;
      }
    };

    /** One life of the hub. */
    async function wake(no: number) {
      const store = await place.live(`life-${no}`);
      const dead = { now: false };
      const carrier = worker({
        store: store.runs,
        queue: processBell(),
        clock: { now: clock.now, wake: (at, call) => clock.wake(at, () => !dead.now && call()) },
        expressions: { evaluate: (source, data) => jsonata(source).evaluate(data) as Promise<Json | undefined> },
        effects: {
          enter: () => () => undefined,
          equip: async (turn, node, { effectKey, signal }) => ({
            ...turn,
            effectKey,
            effectClass: 'A',
            signal,
            async http() {
              called.push({ node: node.id, at: clock.now() });
              return { status: 200, headers: {}, text: '{}', json: () => ({}) };
            },
          }),
        },
        witness: () => undefined,
        plan: async (_tenant, _flow, version) => plans.get(version),
        subflow: () => undefined,
        isPaused: () => false,
        epoch: `life-${no}`,
        sweepEvery: () => day,
        report: (message, { error }) => {
          throw new Error(message, { cause: error });
        },
      });
      const rest = async (): Promise<void> => {
        await quiet();
        await carrier.idle();
        await quiet();
      };
      return {
        store,
        rest,
        async begin(version: 'first' | 'second'): Promise<string> {
          const { flow } = plans.get(version)!;
          const at = clock.now();
          const start = startRun({ tenant: 't', endpoint: 'case', dedupeKey: version, flow, version, trigger: 'begin', document: { version }, at });
          const runs = [{ flow: flow.id, version, runId: start.head.id }];
          const message = {
            tenant: 't',
            id: version,
            endpoint: 'case',
            dedupeKey: version,
            bodyHash: 'h',
            at,
            bytes: 2,
            body: '{}',
            runs,
            starts: [start],
            signals: [],
          };
          await store.runs.accept(message);
          carrier.look('t', start.head.id);
          await rest();
          return start.head.id;
        },
        async pass(until: number): Promise<void> {
          while (clock.next(until)) await rest();
          clock.set(until);
        },
        /** Stopped in order, or gone from one moment to the next. */
        async end(inOrder: boolean): Promise<void> {
          if (inOrder) await carrier.stop();
          dead.now = true;
          await store.close();
        },
      };
    }

    const began = clock.now();
    let life = await wake(0);
    await life.rest();
    const ids = [await life.begin('first')];
    for (let no = 1; no * week < 430 * day; no += 1) {
      await life.pass(began + no * week);
      await life.end(no % 3 !== 0);
      clock.set(clock.now() + 90_000);
      life = await wake(no);
      await life.rest();
      if (no === 4) ids.push(await life.begin('second'));
      if (clock.now() < began + 400 * day) expect(called).toEqual([]);
    }
    await life.pass(began + 440 * day);
    expect(called.map(({ node }) => node)).toEqual(['remind_first', 'remind_second']);
    expect(called[0]!.at).toBe(began + 400 * day);
    expect(called[1]!.at).toBe(began + 4 * week + 90_000 + 400 * day);
    for (const id of ids) expect((await life.store.reads.run('t', id))?.head).toMatchObject({ status: 'completed' });
    await life.end(true);
    await place.remove();
  });
});
