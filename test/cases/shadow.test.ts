/** A shadow beside a live run on any store: nothing leaves, whatever is lost on the way. */
import jsonata from 'jsonata';
import { afterAll, describe, expect, it } from 'vitest';
import type { Flow, Json } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { isShadow, shadowOf } from '../../server/access/viewer.ts';
import { processBell } from '../../server/adapters/memory/bell.ts';
import { type ShadowNote, shadowEffects, suppressed } from '../../server/adapters/system/shadow-effects.ts';
import type { Deployed } from '../../server/catalogue/deployed.ts';
import { foldAll } from '../../server/engine/fold.ts';
import { planOf } from '../../server/engine/plan.ts';
import type { Delivery, RunStore } from '../../server/engine/ports.ts';
import { startRun } from '../../server/engine/start.ts';
import { worker } from '../../server/engine/worker.ts';
import { answersOf } from '../../server/shadow/answers.ts';
import { mirrored } from '../../server/shadow/mirror.ts';
import { shadowIdOf } from '../../server/shadow/twin.ts';
import { manualClock } from '../support/manual-clock.ts';
import { mailLines } from '../support/stages/mail-line.ts';
import { mortal } from '../support/stages/mortal.ts';
import { type Calls, receivers } from '../support/stages/receivers.ts';
import { pass, type Stage } from '../support/stages/stage.ts';
import { openStages } from '../support/stages/stages.ts';
import { testNodes } from '../support/test-nodes.ts';

const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

const types = new Map([...coreNodes, ...testNodes].map((type) => [type.type, type]));
const live: Flow = {
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
const asked: Flow = {
  ...live,
  nodes: { begin: { type: 'begin@1' }, look: { type: 'task@1', config: { title: 'Look', role: 'operator' } } },
  edges: [{ from: 'begin', to: 'look' }],
};
/** The same after an hour. */
const askedLate: Flow = {
  ...asked,
  nodes: { ...asked.nodes, rest: { type: 'wait@1', config: { for: 'PT1H' } } },
  edges: [
    { from: 'begin', to: 'rest' },
    { from: 'rest', to: 'look' },
  ],
};
/** It would call another receiver too, of the class that is looked up first. */
const shadow: Flow = { ...live, nodes: { ...live.nodes, more: { type: 'call_b@1' } }, edges: [...live.edges, { from: 'call', to: 'more' }] };

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
const home = 't';
const beside = shadowOf(home);

async function open(stage: Stage, loseAt?: number, [drawn, follower] = [live, shadow]) {
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
  const mirrorOf = (store: RunStore): RunStore =>
    mirrored({
      store,
      queue: bell,
      shadows: () => [standing(beside, follower, 'two')],
      deployed: () => [standing(home, drawn, 'one')],
      report: (message) => told.push(message),
    });
  const outside = place.live('outside').runs;
  const store = mirrorOf({
    ...outside,
    accept: async (delivery) => {
      if (refusing.shadow && isShadow(delivery.tenant)) throw new Error('the store went away');
      return outside.accept(delivery);
    },
    signal: async (signal) => {
      if (refusing.shadow && isShadow(signal.tenant)) throw new Error('the store went away');
      return outside.signal(signal);
    },
  });
  const lives: { now: boolean }[] = [];
  let left = loseAt ?? 0;
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

  const document = { number: '1001' };
  const begun = startRun({ tenant: home, endpoint: 'orders', dedupeKey: '1001', flow: drawn, version: 'one', trigger: 'begin', document, at: clock.now() });
  const delivery: Delivery = {
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
  const id = begun.head.id;
  return {
    clock,
    place,
    calls,
    notes,
    told,
    refusing,
    store,
    id,
    deliver: () => store.accept(delivery),
    go: () => store.signal({ tenant: home, id: 'go-1', name: 'go', key: '1001', data: null, at: clock.now() }),
    async answer() {
      const [task] = (await reads.tasks(home, { status: 'open' })).items;
      const data = { answer: { decision: 'approved' }, by: 'ada' };
      await store.signal({ tenant: home, id: task!.id, name: 'task.completed', key: id, data, at: clock.now() });
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
      for (const dead of lives) dead.now = true;
      await place.close();
    },
  };
}

describe.each(stages)('on $name', (stage) => {
  it('the shadow ends beside the live run, takes its answer, and calls nobody', async () => {
    const played = await open(stage);
    try {
      expect((await played.deliver()).duplicate).toBe(false);
      await played.pass(5_000);
      expect(await played.stand()).toEqual(['waiting', 'waiting']);
      await played.go();
      await played.pass(20_000);
      expect(await played.stand()).toEqual(['completed', 'completed']);
      expect([played.calls['call']?.reached, played.calls['more']]).toEqual([1, undefined]);
      const [taken, alone] = ['call', 'more'].map((node) => played.notes.find((note) => note.node === node));
      expect(taken).toMatchObject({ source: 'live', calls: [{ method: 'POST', target: 'http://receiver/' }] });
      expect(alone).toMatchObject({ source: 'none', calls: [{ method: 'POST' }] });
      expect(played.told).toEqual([]);
    } finally {
      await played.close();
    }
  });

  it('a live run that is canceled takes the shadow with it', async () => {
    const played = await open(stage);
    try {
      await played.deliver();
      await played.pass(5_000);
      await played.store.ask({ tenant: home, runId: played.id, id: 'c1', kind: 'cancel', by: 'ada', reason: 'not wanted', at: played.clock.now() });
      await played.pass(5_000);
      expect(await played.stand()).toEqual(['canceled', 'canceled']);
      expect(played.calls).toEqual({});
    } finally {
      await played.close();
    }
  });

  it('an end between the two strokes is told and leaves the live run whole; the message that comes again heals it', async () => {
    const played = await open(stage);
    try {
      played.refusing.shadow = true;
      expect((await played.deliver()).duplicate).toBe(false);
      await played.pass(5_000);
      expect(await played.stand()).toEqual(['waiting', undefined]);
      expect(played.told).toEqual(['A delivery did not reach the shadow']);
      played.refusing.shadow = false;
      expect((await played.deliver()).duplicate).toBe(true);
      await played.pass(5_000);
      expect(await played.stand()).toEqual(['waiting', 'waiting']);
    } finally {
      await played.close();
    }
  });

  it('a signal whose second stroke was lost is found once the shadow looks again', async () => {
    const played = await open(stage);
    try {
      await played.deliver();
      await played.pass(5_000);
      played.refusing.shadow = true;
      await played.go();
      await played.pass(20_000);
      expect([await played.stand(), played.told]).toEqual([['completed', 'waiting'], ['A signal did not reach the shadow']]);
      await played.pass(600_000);
      expect(await played.stand()).toEqual(['completed', 'completed']);
      expect(played.calls['call']?.reached).toBe(1);
    } finally {
      await played.close();
    }
  });

  it.each([
    ['waits already', asked],
    ['comes to it an hour later', askedLate],
  ])('what a person said of the live run is said of the shadow, which %s', async (_, follower) => {
    const played = await open(stage, undefined, [asked, follower]);
    try {
      await played.deliver();
      await played.pass(5_000);
      await played.answer();
      await played.pass(3_700_000);
      expect(await played.stand()).toEqual(['completed', 'completed']);
      expect(JSON.stringify(await played.said())).toContain('approved');
      expect(played.told).toEqual([]);
    } finally {
      await played.close();
    }
  });

  it.each([1, 2, 3, 4, 5, 6])('a worker lost at its commit %i calls nobody for the shadow, and both end', async (loseAt) => {
    const played = await open(stage, loseAt);
    try {
      await played.deliver();
      await played.pass(60_000);
      await played.go();
      await played.pass(120_000);
      expect(await played.stand()).toEqual(['completed', 'completed']);
      expect([played.calls['call']?.keys.length, played.calls['more']]).toEqual([1, undefined]);
    } finally {
      await played.close();
    }
  });
});
