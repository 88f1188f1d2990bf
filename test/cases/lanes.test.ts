/** Orders of one customer go one after the other, and nobody waits for ever behind one that left. */
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { laneStages } from './lane-keeps.ts';
import { type LaneOptions, openLanes } from './lane-stage.ts';

const flow: Flow = {
  format: 1,
  id: 'ship',
  title: 'Ship',
  key: { $expr: 'trigger.number' },
  lane: { key: { $expr: 'trigger.lane' } },
  signals: { cancel: { on: 'shop.canceled' } },
  nodes: { begin: { type: 'begin@1' }, reserve: { type: 'call_a@1' }, ship: { type: 'call_a@1' } },
  edges: [
    { from: 'begin', to: 'reserve' },
    { from: 'reserve', to: 'ship' },
  ],
};
const passing: Flow = { ...flow, lane: { ...flow.lane!, stuck: 'pass' } };
const minute = 60_000;

const stages = await laneStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

/** Whole visits in the order in which they were made: each run's calls stand together. */
const visits = (calls: string[], lane: string): string[] => {
  const own = calls.map((call) => call.split(' ')).filter((call) => call[1] === lane);
  return own.map(([name]) => name!).filter((name, place) => own[place - 1]?.[0] !== name);
};

describe.each(stages)('lanes $name', (stage) => {
  const enter = async (options: Partial<LaneOptions> = {}) => {
    const lanes = await openLanes(stage, { flow, ...options });
    onTestFinished(() => lanes.close());
    const orders = async (...names: string[]): Promise<string[]> => {
      const ids: string[] = [];
      for (const name of names) ids.push(await lanes.order(name, 'acme'));
      for (const id of ids) lanes.ring(id);
      return ids;
    };
    const statusOf = async (ids: string[]) => Promise.all(ids.map(async (id) => (await lanes.head(id)).status));
    return { ...lanes, orders, statusOf };
  };

  it('orders of one lane are carried one after the other as they came, those of another lane beside them', async () => {
    const { order, orders, ring, pass, calls, statusOf } = await enter();
    const ids = await orders('a', 'b', 'c');
    const other = await order('z', 'other');
    for (const id of [ids[2]!, other, ids[1]!, ids[0]!]) ring(id);
    await pass(minute);
    expect(visits(calls, 'acme')).toEqual(['a', 'b', 'c']);
    expect(calls.indexOf('z other reserve begins')).toBeLessThan(calls.indexOf('a acme reserve ends'));
    expect(await statusOf([...ids, other])).toEqual(['completed', 'completed', 'completed', 'completed']);
  });

  it('the next one begins at once, not with the next sweep', async () => {
    const { orders, pass, calls, clock } = await enter();
    const began = clock.now();
    await orders('a', 'b', 'c', 'd');
    while (visits(calls, 'acme').length < 4 && clock.now() < began + minute) await pass(10);
    // Three visits of two calls of 50 ms, and three hops.
    expect(clock.now() - began).toBeLessThanOrEqual(3 * (100 + 30) + 10);
  });

  it('a parked run holds up those behind it, each says for whom it waits, and they go on once it is mended', async () => {
    let isBroken = true;
    const { orders, pass, head, ask, calls, statusOf } = await enter({ meets: (name) => (name === 'a' && isBroken ? 'refuse' : 50) });
    const ids = await orders('a', 'b', 'c');
    await pass(90 * minute);
    expect(await statusOf(ids)).toEqual(['parked', 'waiting', 'waiting']);
    for (const place of [1, 2])
      expect(await head(ids[place]!)).toMatchObject({
        code: 'lane.waiting',
        reason: `Waits for its turn in lane "acme": run ${ids[place - 1]} is ahead of it`,
        open: ['begin'],
      });
    expect(calls).toEqual(['a acme reserve begins']);
    isBroken = false;
    await ask(ids[0]!, 'retry');
    await pass(1_000);
    expect(visits(calls, 'acme')).toEqual(['a', 'b', 'c']);
    expect(await statusOf(ids)).toEqual(['completed', 'completed', 'completed']);
  });

  it('a parked run that is canceled lets the next one begin', async () => {
    const { orders, pass, ask, statusOf } = await enter({ meets: (name) => (name === 'a' ? 'refuse' : 50) });
    const ids = await orders('a', 'b');
    await pass(1_000);
    expect(await statusOf(ids)).toEqual(['parked', 'waiting']);
    await ask(ids[0]!, 'cancel');
    await pass(1_000);
    expect(await statusOf(ids)).toEqual(['canceled', 'completed']);
  });

  it('where stuck runs are passed by, the others go on, and a retried one goes beside them', async () => {
    let isBroken = true;
    const { order, orders, ring, pass, ask, calls, statusOf } = await enter({
      flow: passing,
      meets: (name) => (name === 'a' && isBroken ? 'refuse' : 50),
    });
    const ids = await orders('a', 'b');
    await pass(1_000);
    expect(await statusOf(ids)).toEqual(['parked', 'completed']);
    isBroken = false;
    ring(await order('c', 'acme'));
    await ask(ids[0]!, 'retry');
    await pass(1_000);
    expect(await statusOf(ids)).toEqual(['completed', 'completed']);
    expect(calls.indexOf('a acme ship begins')).toBeLessThan(calls.indexOf('c acme ship ends'));
    expect(calls.filter((call) => call.startsWith('c '))).toHaveLength(4);
  });

  it('one that is canceled before its turn calls nobody, and the one behind it waits for the one before', async () => {
    const { orders, pass, ask, head, calls, statusOf } = await enter({ meets: (name) => (name === 'a' ? 10 * minute : 50) });
    const ids = await orders('a', 'b', 'c');
    await pass(1_000);
    await ask(ids[1]!, 'cancel');
    await pass(1_000);
    expect(await statusOf(ids)).toEqual(['running', 'canceled', 'waiting']);
    expect((await head(ids[2]!)).reason).toContain(ids[0]);
    await pass(60 * minute);
    expect(visits(calls, 'acme')).toEqual(['a', 'c']);
  });

  it('a customer may cancel an order whose turn has not come', async () => {
    const { orders, pass, signal, calls, statusOf } = await enter({ meets: (name) => (name === 'a' ? 10 * minute : 50) });
    const ids = await orders('a', 'b', 'c');
    await pass(1_000);
    await signal('shop.canceled', 'b');
    await pass(60 * minute);
    expect(await statusOf(ids)).toEqual(['completed', 'canceled', 'completed']);
    expect(visits(calls, 'acme')).toEqual(['a', 'c']);
  });

  it('while its flow is paused nobody begins; when it goes on the lane does', async () => {
    let isPaused = false;
    const { orders, pass, ring, head, calls, statusOf } = await enter({ isPaused: () => isPaused, meets: (name) => (name === 'a' ? minute : 50) });
    const ids = await orders('a', 'b', 'c');
    await pass(1_000);
    isPaused = true;
    await pass(10 * minute);
    expect(await statusOf(ids)).toEqual(['completed', 'waiting', 'waiting']);
    expect(await head(ids[1]!)).toMatchObject({ code: 'flow.paused' });
    isPaused = false;
    ring(ids[1]!);
    await pass(1_000);
    expect(visits(calls, 'acme')).toEqual(['a', 'b', 'c']);
  });

  it('an order that queued while its flow was paused is found by its key all the same', async () => {
    let isPaused = false;
    const keyed: Flow = { ...flow, key: { $expr: 'trigger.number & ""' } };
    const { order, ring, pass, head } = await enter({ flow: keyed, isPaused: () => isPaused });
    const id = await order('a', 'acme');
    isPaused = true;
    ring(id);
    await pass(1_000);
    expect(await head(id)).toMatchObject({ status: 'waiting', code: 'flow.paused', keys: [] });
    isPaused = false;
    ring(id);
    await pass(1_000);
    expect(await head(id)).toMatchObject({ status: 'completed', keys: ['found a'] });
  });

  it('an order without the key of its lane waits for nobody', async () => {
    const { order, orders, ring, pass, head } = await enter({ meets: (name) => (name === 'a' ? minute : 50) });
    await orders('a');
    const free = await order('z', '');
    ring(free);
    await pass(1_000);
    expect(await head(free)).toMatchObject({ status: 'completed' });
  });

  it('when nobody was told that a run left, the one behind it finds out by itself', async () => {
    const { orders, pass, statusOf, calls } = await enter({ tells: () => false, meets: () => 5 * minute });
    const ids = await orders('a', 'b');
    // It looks after one minute, after two, after four, …
    await pass(30 * minute + 1_000);
    expect(await statusOf(ids)).toEqual(['completed', 'completed']);
    expect(visits(calls, 'acme')).toEqual(['a', 'b']);
  });

  it('a crowd of workers keeps the order of every lane, with one canceled and one parked among them', async () => {
    let isBroken = true;
    const { order, ring, pass, ask, calls, statusOf, head, clock } = await enter({
      workers: 8,
      meets: (name) => (name === 'l3-7' && isBroken ? 'refuse' : 20),
    });
    const ids = new Map<string, string>();
    for (let place = 0; place < 20; place += 1)
      for (let lane = 0; lane < 10; lane += 1) {
        const name = `l${lane}-${place}`;
        ids.set(name, await order(name, `lane${lane}`));
        if (place % 4 === 0) clock.set(clock.now() + 1);
      }
    // Rung in no order at all.
    for (const [index, id] of [...ids.values()].entries()) if (index % 3 !== 0) ring(id);
    await ask(ids.get('l5-11')!, 'cancel');
    await pass(20_000);
    expect(await head(ids.get('l3-7')!)).toMatchObject({ status: 'parked' });
    expect(await statusOf([ids.get('l3-8')!, ids.get('l3-19')!, ids.get('l4-19')!])).toEqual(['waiting', 'waiting', 'completed']);
    isBroken = false;
    await ask(ids.get('l3-7')!, 'retry');
    await pass(20_000);
    for (let lane = 0; lane < 10; lane += 1) {
      const all = Array.from({ length: 20 }, (_, place) => `l${lane}-${place}`).filter((name) => name !== 'l5-11');
      expect(visits(calls, `lane${lane}`), `lane ${lane}`).toEqual(all);
    }
    const ends = await statusOf([...ids.values()]);
    expect(ends.filter((status) => status === 'completed')).toHaveLength(199);
    expect(await head(ids.get('l5-11')!)).toMatchObject({ status: 'canceled' });
  });
});
