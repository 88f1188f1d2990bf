/** A shadow beside a live run on a stage: workers that may be lost, second strokes that may be, and who makes up for them. */
import jsonata from 'jsonata';
import type { Flow, Json, JsonObject } from '../../../flows/flow.ts';
import { coreNodes } from '../../../nodes/index.ts';
import { isShadow, shadowOf } from '../../../server/access/viewer.ts';
import { processBell } from '../../../server/adapters/memory/bell.ts';
import { memoryDisk } from '../../../server/adapters/memory/disk.ts';
import { memoryDocuments } from '../../../server/adapters/memory/documents.ts';
import { type ShadowNote, shadowEffects, suppressed } from '../../../server/adapters/system/shadow-effects.ts';
import type { Deployed } from '../../../server/catalogue/deployed.ts';
import { foldAll } from '../../../server/engine/fold.ts';
import { planOf } from '../../../server/engine/plan.ts';
import type { Delivery, RunStore, Signal } from '../../../server/engine/ports.ts';
import { startRun } from '../../../server/engine/start.ts';
import { worker } from '../../../server/engine/worker.ts';
import { answersOf } from '../../../server/shadow/answers.ts';
import { healShadows } from '../../../server/shadow/heal.ts';
import { mirrored } from '../../../server/shadow/mirror.ts';
import { toldOf } from '../../../server/shadow/told.ts';
import { shadowIdOf } from '../../../server/shadow/twin.ts';
import { manualClock } from '../manual-clock.ts';
import { testNodes } from '../test-nodes.ts';
import { mailLines } from './mail-line.ts';
import { mortal } from './mortal.ts';
import { type Calls, receivers } from './receivers.ts';
import { pass, type Stage } from './stage.ts';

const types = new Map([...coreNodes, ...testNodes].map((type) => [type.type, type]));
export const live: Flow = {
  format: 1,
  id: 'kept',
  title: 'Kept',
  key: { $expr: 'trigger.number' },
  nodes: { begin: { type: 'begin@1' }, go: { type: 'wait_for@1', config: { any: ['go'], deadline: 'PT10M' } }, call: { type: 'call_a@1' } },
  edges: [
    { from: 'begin', to: 'go' },
    { from: 'go', to: 'call' },
  ],
};
/** A person decides. */
export const asked: Flow = {
  ...live,
  nodes: { begin: { type: 'begin@1' }, look: { type: 'task@1', config: { title: 'Look', role: 'operator' } } },
  edges: [{ from: 'begin', to: 'look' }],
};
/** The same after an hour. */
export const askedLate: Flow = {
  ...asked,
  nodes: { ...asked.nodes, rest: { type: 'wait@1', config: { for: 'PT1H' } } },
  edges: [
    { from: 'begin', to: 'rest' },
    { from: 'rest', to: 'look' },
  ],
};
/** It would call another receiver too, of the class that is looked up first. */
export const shadow: Flow = { ...live, nodes: { ...live.nodes, more: { type: 'call_b@1' } }, edges: [...live.edges, { from: 'call', to: 'more' }] };

const standing = (tenant: string, flow: Flow, version: string): Deployed => ({
  tenant,
  flow,
  version,
  number: 1,
  at: 0,
  by: 'ada',
  message: '',
  paused: false,
});
export const home = 't';
export const beside = shadowOf(home);

/** `loseAt`: at which commit the worker is lost. While `refusing.shadow`, second strokes from outside are lost. */
export async function openShadowPlace(stage: Stage, { loseAt = 0, flows: [drawn, follower] = [live, shadow] }: { loseAt?: number; flows?: [Flow, Flow] } = {}) {
  const clock = manualClock();
  const place = await stage.open(clock);
  const calls: Calls = {};
  const notes: ShadowNote[] = [];
  const told: string[] = [];
  const refusing = { shadow: false };
  const bell = processBell();
  const { reads } = place.live('outside');
  const outward = receivers({}, clock, calls, { isPaused: false }, mailLines());
  const plans = {
    live: planOf(home, drawn, 'one', (type) => types.get(type)),
    shadow: planOf(beside, follower, 'two', (type) => suppressed(types.get(type)!)),
  };
  const documents = memoryDocuments(memoryDisk());
  const following = {
    queue: bell,
    told: toldOf(documents),
    shadows: (tenant: string) => (tenant === home ? [standing(beside, follower, 'two')] : []),
    deployed: () => [standing(home, drawn, 'one')],
    report: (message: string) => told.push(message),
  };
  const mirrorOf = (store: RunStore): RunStore => mirrored({ ...following, store });
  const outside = place.live('outside').runs;
  /** What reaches the shadow from outside, or would. */
  const strokes: string[] = [];
  const reaches = (what: string, tenant: string): void => {
    if (!isShadow(tenant)) return;
    strokes.push(what);
    if (refusing.shadow) throw new Error('the store went away');
  };
  const fallible: RunStore = {
    ...outside,
    accept: async (delivery) => {
      reaches('accept', delivery.tenant);
      return outside.accept(delivery);
    },
    signal: async (signal) => {
      reaches('signal', signal.tenant);
      return outside.signal(signal);
    },
    ask: async (request) => {
      reaches('ask', request.tenant);
      return outside.ask(request);
    },
  };
  const store = mirrorOf(fallible);
  const ends: (() => void)[] = [];
  const lives: { now: boolean }[] = [];
  let left = loseAt;
  function start(n: number): void {
    const dead = { now: false };
    lives.push(dead);
    const kept = mirrorOf(
      mortal(place.live(`w${n}`).runs, dead, (call) => {
        if (call !== 'commit' || left === 0 || (left -= 1) > 0) return false;
        dead.now = true;
        start(n + 1);
        return true;
      }),
    );
    worker({
      store: kept,
      queue: bell,
      clock: { now: clock.now, wake: (at, then) => clock.wake(at, () => !dead.now && then()) },
      expressions: { evaluate: (source, data) => jsonata(source).evaluate(data) as Promise<Json | undefined> },
      effects: shadowEffects(outward, {
        bound: { boundTo: () => undefined, connectionOf: () => undefined },
        answer: answersOf({ store: kept, reads, clock }),
        note: async (note) => void notes.push(note),
      }),
      witness: () => undefined,
      plan: async (tenant) => (isShadow(tenant) ? plans.shadow : plans.live),
      subflow: () => undefined,
      isPaused: () => false,
      renewEvery: stage.renewEvery,
      sweepEvery: () => 1_000,
      epoch: `w${n}`,
      report: (message, { error }) => {
        if (!dead.now) throw new Error(`${message}: ${String(error ?? '')}`, { cause: error });
      },
    });
  }
  start(0);

  const messageOf = (document: JsonObject): Delivery => {
    const begun = startRun({ tenant: home, endpoint: 'orders', dedupeKey: '1001', flow: drawn, version: 'one', trigger: 'begin', document, at: clock.now() });
    return {
      tenant: home,
      id: 'd1001',
      endpoint: 'orders',
      dedupeKey: '1001',
      bodyHash: 'h',
      at: clock.now(),
      bytes: 17,
      body: JSON.stringify(document),
      runs: [{ flow: drawn.id, version: 'one', runId: begun.head.id }],
      starts: [begun],
      signals: [],
    };
  };
  const { id } = messageOf({ number: '1001' }).starts[0]!.head;
  const events = async (tenant: string) => (await outside.log(tenant, tenant === home ? id : shadowIdOf(id))).flatMap((commit) => commit.events);
  return {
    clock,
    place,
    calls,
    notes,
    told,
    refusing,
    store,
    id,
    deliver: (document: JsonObject = { number: '1001' }) => store.accept(messageOf(document)),
    strokes,
    go: (at = clock.now()) => store.signal({ tenant: home, id: 'go-1', name: 'go', key: '1001', data: null, at }),
    cancel: () => store.ask({ tenant: home, runId: id, id: 'c1', kind: 'cancel', by: 'ada', reason: 'not wanted', at: clock.now() }),
    /** Another process that makes up for what was lost, from now on. */
    heals: () => void ends.push(healShadows({ ...following, store: fallible, reads, documents, clock, tenants: () => [home, 'elsewhere'] })),
    async signalsOf(tenant: string, keys = ['1001', id, shadowIdOf(id)]): Promise<Omit<Signal, 'tenant'>[]> {
      return reads.signalsOf(tenant, keys);
    },
    events,
    async answer() {
      const [task] = (await reads.tasks(home, { status: 'open' })).items;
      const data = { answer: { decision: 'approved' }, by: 'ada' };
      await store.signal({ tenant: home, id: task!.id, name: 'task.completed', key: id, data, at: clock.now() });
    },
    /** What the shadow began with. */
    async input() {
      const [began] = await events(beside);
      const input = began?.type === 'run.started' ? began.input : undefined;
      return input && ('v' in input ? input.v : JSON.parse((await outside.payload(beside, shadowIdOf(id), input.ref)) ?? 'null'));
    },
    async said() {
      const commits = await outside.log(beside, shadowIdOf(id));
      return [...foldAll(shadowIdOf(id), commits).steps.values()].find(({ node }) => node === 'look')?.output;
    },
    pass: (ms: number) => pass(place, clock, ms),
    async stand() {
      const [one, other] = await Promise.all([reads.run(home, id), reads.run(beside, shadowIdOf(id))]);
      return [one?.head.status, other?.head.status];
    },
    async close() {
      for (const end of ends) end();
      for (const dead of lives) dead.now = true;
      await place.close();
    },
  };
}
