/** Figures on MongoDB are the same while a minute is open, once it is summed up, and after a late commit. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { connect } from '../../server/adapters/mongo/connect.ts';
import { mongoMinutes } from '../../server/adapters/mongo/minutes.ts';
import { openShelves } from '../../server/adapters/mongo/open-shelves.ts';
import { mongoRuns } from '../../server/adapters/mongo/runs.ts';
import type { NodeCount } from '../../server/engine/ports.ts';
import { ownName, shared } from '../services/shared.ts';
import { at, commitOf, countOf, headOf, minute } from './samples.ts';

const server = await shared('mongo');
const aMinute = 60_000;
const day = { flow: 'orders', from: at - 720 * aMinute, to: at + 720 * aMinute };

async function enter() {
  const place = new URL(server.url!);
  place.pathname = `/${ownName('figures')}`;
  const { db, close } = await connect(place.href);
  onTestFinished(async () => {
    await db.dropDatabase();
    await close();
  });
  const world = { now: at };
  const shelves = openShelves(db, () => world.now);
  const life = (owner: string) => mongoRuns(shelves, { owner });
  const minutes = mongoMinutes(db, shelves);
  const runs = life('life-1');
  let no = 0;
  return {
    ...{ world, shelves, minutes, life },
    /** Commits a run of its own with these counts. */
    commit: (counts: NodeCount[], tenant = 't') => runs.commit(commitOf(headOf(`R${(no += 1)}`, { tenant, status: 'waiting' }), { counts })),
    /** Started, by minute after `at` and node. */
    async started(filter: object = {}, tenant = 't') {
      const counts = await minutes.counts(tenant, { ...day, bucketMs: aMinute, ...filter });
      return counts.map((count) => [count.minute - minute, count.node, count.started]);
    },
    kept: () => db.collection('minutes').countDocuments(),
    marks: () => db.collection('touched').countDocuments(),
    forget: (name: string) => db.collection(name).deleteMany({}),
  };
}

describe.skipIf(server.url === undefined)('figures on MongoDB', () => {
  test('a minute that is summed up shows what the log showed, and no longer needs it', async () => {
    const { world, minutes, commit, started, kept, forget } = await enter();
    await commit([countOf('pay', { money: { EUR: '9007199254740993' }, latency: [3, 39] }), countOf('ship')]);
    await commit([countOf('pay', { money: { EUR: '9007199254740993' }, version: 'v2' })]);
    await commit([countOf('pay', { minute: minute + 1 }), countOf('pay', { flow: 'stock' })]);
    const live = await minutes.counts('t', day);
    expect(live[0]).toMatchObject({ node: 'pay', started: 3, money: { EUR: '18014398509481986' } });
    world.now = at + 3 * aMinute;
    await minutes.close();
    // Minute 0 of both flows; minute 1 is open yet.
    expect(await kept()).toBe(2);
    expect(await minutes.counts('t', day)).toEqual(live);
    await commit([countOf('pay', { minute: minute + 3 })]);
    world.now = at + 9 * aMinute;
    await minutes.close();
    const whole = [
      [0, 'pay', 2],
      [0, 'ship', 1],
      [1, 'pay', 1],
      [3, 'pay', 1],
    ];
    expect(await started()).toEqual(whole);
    await forget('runs');
    expect(await started()).toEqual(whole);
    expect(await started({ version: 'v2' })).toEqual([[0, 'pay', 1]]);
    expect(await started({ from: at + aMinute, to: at + 2 * aMinute })).toEqual([[1, 'pay', 1]]);
    expect(await started({ flow: 'stock' })).toEqual([[0, 'pay', 1]]);
    expect(await started({}, 'u')).toEqual([]);
  });

  test('commits beside the head count as those inside it', async () => {
    const { world, life, minutes, started } = await enter();
    const runs = life('life-2');
    for (const seq of [1, 2, 3]) await runs.commit(commitOf(headOf('R1', { seq }), { counts: [countOf('pay')], release: false }));
    expect(await started()).toEqual([[0, 'pay', 3]]);
    world.now = at + 5 * aMinute;
    await minutes.close();
    expect(await started()).toEqual([[0, 'pay', 3]]);
  });

  test('what comes late is seen at once, and is in the sum when its mark is gone', async () => {
    const { world, minutes, commit, started, marks, forget } = await enter();
    await commit([countOf('pay')]);
    world.now = at + 5 * aMinute;
    await minutes.close();
    await commit([countOf('pay'), countOf('ship')]);
    await commit([countOf('pay', { minute: minute + 4 })]);
    const whole = [
      [0, 'pay', 2],
      [0, 'ship', 1],
      [4, 'pay', 1],
    ];
    expect(await marks()).toBe(1);
    expect(await started()).toEqual(whole);
    // A mark stays until the commit it was made for is there or will never be.
    await minutes.close();
    expect(await marks()).toBe(1);
    world.now += 2 * aMinute;
    await minutes.close();
    expect(await marks()).toBe(0);
    expect(await started()).toEqual(whole);
    world.now += aMinute;
    await minutes.close();
    await forget('runs');
    expect(await started()).toEqual(whole);
  });

  test('a sum that took too long does not replace a newer one', async () => {
    const { world, minutes, commit, started } = await enter();
    await commit([countOf('pay')]);
    world.now = at + 5 * aMinute;
    await minutes.close();
    await commit([countOf('pay')]);
    world.now += 2 * aMinute;
    await minutes.close();
    expect(await started()).toEqual([[0, 'pay', 2]]);
    world.now -= 4 * aMinute;
    await minutes.recompute('t', [minute]);
    expect(await started()).toEqual([[0, 'pay', 2]]);
  });

  test('nobody who led for hours or before leaves a gap', async () => {
    const { world, minutes, commit, started, forget } = await enter();
    const later = [-600, -3, 0, 61, 130, 131];
    for (const [place, after] of later.entries()) {
      world.now = at + Math.max(0, after) * aMinute;
      await commit([countOf('pay', { minute: minute + after })], place % 2 ? 'u' : 't');
    }
    world.now = at + 200 * aMinute;
    await minutes.close();
    world.now = at + 201 * aMinute;
    await minutes.close();
    await forget('runs');
    expect((await started()).map(([after]) => after)).toEqual([-600, 0, 130]);
    expect((await started({}, 'u')).map(([after]) => after)).toEqual([-3, 61, 131]);
  });

  test('figures add up while a crowd commits, a leader closes and a reader looks', async () => {
    const { world, minutes, commit, started } = await enter();
    let committed = 0;
    let isDone = false;
    const crowd = Array.from({ length: 4 }, async (_, lane) => {
      for (let turn = 0; turn < 40; turn += 1) {
        world.now += 2_000;
        const now = Math.floor(world.now / aMinute);
        await commit([countOf('pay', { minute: now - ((turn + lane) % 6) })]);
        committed += 1;
      }
    });
    const leader = (async () => {
      while (!isDone) await minutes.close();
    })();
    const reader = (async () => {
      while (!isDone) {
        const before = committed;
        const seen = (await started()).reduce((sum, [, , count]) => sum + Number(count), 0);
        expect(seen).toBeGreaterThanOrEqual(before);
        expect(seen).toBeLessThanOrEqual(160);
      }
    })();
    await Promise.all(crowd);
    isDone = true;
    await Promise.all([leader, reader]);
    world.now += 10 * aMinute;
    await minutes.close();
    expect((await started()).reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(160);
  });
});
