/** Workers over one store, receivers that note who was there and when, and time turned by hand: what the cases about lanes play on. */
import type { Flow, Json } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { ConnectorError, type NodeType } from '../../nodes/node-type.ts';
import { processBell } from '../../server/adapters/memory/bell.ts';
import type { Effects } from '../../server/engine/drain-deps.ts';
import { planOf } from '../../server/engine/plan.ts';
import type { Commit, Expressions, Request, RunHead } from '../../server/engine/ports.ts';
import { startRun } from '../../server/engine/start.ts';
import { type Worker, worker } from '../../server/engine/worker.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { testNodes } from '../support/test-nodes.ts';
import type { LaneStage } from './lane-keeps.ts';

export interface Lanes {
  clock: ManualClock;
  /** `name lane` of each call, as it began and as it ended. */
  calls: string[];
  order(name: string, lane: string): Promise<string>;
  ask(runId: string, kind: Request['kind']): Promise<void>;
  signal(name: string, key: string): Promise<void>;
  ring(runId: string): void;
  head(runId: string): Promise<RunHead>;
  /** Lets time pass, and at each instant what is due. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

const expressions: Expressions = { evaluate: (_, data) => `found ${(data['trigger'] as { number: string }).number}` };
const types = new Map<string, NodeType>([...coreNodes, ...testNodes].map((type) => [type.type, type]));

export interface LaneOptions {
  workers?: number;
  flow: Flow;
  /** What the receiver makes of a call: how long it takes, ms, or that it refuses. */
  meets?(name: string): number | 'refuse';
  isPaused?(): boolean;
  /** Whether the commit tells those behind a run that it left. */
  tells?(commit: Commit): boolean;
}

export async function openLanes(stage: LaneStage, options: LaneOptions): Promise<Lanes> {
  const { flow, workers = 1, meets = () => 50, isPaused = () => false, tells = () => true } = options;
  const clock = manualClock();
  const keep = await stage.open(clock);
  const plan = planOf('t', flow, 'one', (type) => types.get(type));
  const calls: string[] = [];
  const errors: unknown[] = [];
  const crew: Worker[] = [];
  const effects: Effects = {
    enter: () => () => undefined,
    equip: async (turn, node, call) => ({
      ...turn,
      effectKey: call.effectKey,
      effectClass: node.effectClass!,
      signal: call.signal,
      async http() {
        const { name, lane } = turn.trigger as { name: string; lane: string };
        calls.push(`${name} ${lane} ${node.id} begins`);
        const met = meets(name);
        if (met === 'refuse') throw new ConnectorError('connector.refused', 'the receiver answered 422');
        await new Promise<void>((resolve) => clock.wake(clock.now() + met, resolve));
        calls.push(`${name} ${lane} ${node.id} ends`);
        return { status: 200, headers: {}, text: '{}', json: () => ({}) };
      },
    }),
  };
  for (let n = 0; n < workers; n += 1) {
    const store = keep.live(`w${n}`);
    crew.push(
      worker({
        store: {
          ...store,
          commit: (commit) => store.commit(tells(commit) ? commit : { ...commit, outbox: commit.outbox.filter(({ kind }) => kind !== 'lane') }),
        },
        queue: processBell(),
        clock,
        expressions,
        effects,
        witness: () => undefined,
        plan: async () => plan,
        subflow: () => undefined,
        isPaused,
        renewEvery: stage.renewEvery,
        epoch: `w${n}`,
        report: (message, { error }) => errors.push(`${message}: ${String(error)}`),
      }),
    );
  }
  const door = keep.live('door');
  const ring = (runId: string): void => {
    for (const one of crew) one.look('t', runId);
  };
  let count = 0;

  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < 6; quiet += 1) {
      await new Promise((resolve) => setImmediate(resolve));
      if (await keep.wasBusy()) quiet = -1;
    }
    if (errors.length > 0) throw new Error(String(errors[0]));
  }
  return {
    clock,
    calls,
    ring,
    async order(name, lane) {
      const document: Json = { name, lane, number: name };
      const start = startRun({
        ...{ tenant: 't', endpoint: 'orders', dedupeKey: name, flow, version: 'one', trigger: 'begin', document, at: clock.now(), held: isPaused() },
      });
      const { id } = start.head;
      await door.accept({
        ...{ tenant: 't', id: name, endpoint: 'orders', dedupeKey: name, bodyHash: name, at: clock.now(), bytes: 1, body: '{}', signals: [] },
        runs: [{ flow: flow.id, version: 'one', runId: id }],
        starts: [start],
      });
      return id;
    },
    async ask(runId, kind) {
      count += 1;
      await door.ask({ tenant: 't', runId, id: `ask ${count}`, kind, by: 'ada', reason: 'asked by the case', at: clock.now() });
      ring(runId);
    },
    async signal(name, key) {
      const { woken } = await door.signal({ tenant: 't', id: 's1', name, key, data: null, at: clock.now() });
      for (const runId of woken) ring(runId);
    },
    async head(runId) {
      const head = await keep.head(runId);
      if (!head) throw new Error(`there is no run ${runId}`);
      return head;
    },
    async pass(ms) {
      const until = clock.now() + ms;
      await settle();
      while (clock.next(until)) await settle();
      clock.set(until);
      await settle();
    },
    async close() {
      const stopped = Promise.all(crew.map((one) => one.stop()));
      for (let turns = 0; turns < 50; turns += 1) {
        await settle();
        clock.next();
      }
      await stopped;
      await keep.close();
    },
  };
}
