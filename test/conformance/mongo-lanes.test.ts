/** What only MongoDB's lanes must withstand: places given out by several processes, writes that fail, holders that come too late. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { connect } from '../../server/adapters/mongo/connect.ts';
import { unbegunRun } from '../../server/adapters/mongo/deliveries.ts';
import { openShelves } from '../../server/adapters/mongo/open-shelves.ts';
import { mongoRuns } from '../../server/adapters/mongo/runs.ts';
import type { Shelves } from '../../server/adapters/mongo/shelves.ts';
import { ownName, shared } from '../services/shared.ts';
import { at, commitOf, idsOf, orderOf, restOf, startOf } from './samples.ts';

const server = await shared('mongo');
const leaseMs = 15_000;
const none = new Set<string>();
const leaves = (runId: string) => ({ kind: 'lane', runId, flow: 'orders', lane: 'L', at }) as const;

describe.skipIf(server.url === undefined)('lanes on MongoDB', () => {
  /** `life` answers with the store as a process sees it so many ms later, `shelves` changed as it likes. */
  const enter = async () => {
    const place = new URL(server.url ?? '');
    place.pathname = `/${ownName('lanes')}`;
    const { db, close } = await connect(place.href);
    onTestFinished(async () => {
      await db.dropDatabase();
      await close();
    });
    const shelvesAt = (later: number): Shelves => openShelves(db, () => at + later);
    const life = (owner: string, later = 0, change: (shelves: Shelves) => Partial<Shelves> = () => ({})) => {
      const shelves = shelvesAt(later);
      return mongoRuns({ ...shelves, ...change(shelves) }, { owner, leaseMs, grace: 0 });
    };
    return { shelves: shelvesAt(0), life };
  };
  const laned = (id: string) => orderOf(id, { lane: 'L' });

  test('one that came before is stored after: it waits for the one that is in, and is next', async () => {
    const { shelves, life } = await enter();
    const [first, second] = [life('one'), life('two')];
    await shelves.runs.insert([unbegunRun(startOf('R2', { lane: 'L' }), 2)]);
    expect(await first.enterLane('t', 'R2')).toBeUndefined();
    await shelves.runs.insert([unbegunRun(startOf('R1', { lane: 'L' }), 1), unbegunRun(startOf('R3', { lane: 'L' }), 3)]);
    expect(await second.enterLane('t', 'R1')).toBe('R2');
    expect(await second.enterLane('t', 'R3')).toBe('R2');
    for (const id of ['R1', 'R3']) {
      await second.claim('t', id, at);
      await second.commit(commitOf(restOf(id, { lane: 'L' })));
    }
    await first.claim('t', 'R2', at);
    await first.commit(commitOf(restOf('R2', { status: 'completed' }), { outbox: [leaves('R2')] }));
    expect(idsOf(await second.due(at, 10, none)).sort()).toEqual(['R1', 'R3']);
    expect(await second.enterLane('t', 'R3')).toBe('R1');
    expect(await second.enterLane('t', 'R1')).toBeUndefined();
  });

  test('one whose holder died when its turn had come is in all the same, though one that came before is stored since', async () => {
    const { shelves, life } = await enter();
    await shelves.runs.insert([unbegunRun(startOf('R2', { lane: 'L' }), 2)]);
    expect(await life('dead').enterLane('t', 'R2')).toBeUndefined();
    await shelves.runs.insert([unbegunRun(startOf('R1', { lane: 'L' }), 1)]);
    const heir = life('heir');
    expect(await heir.enterLane('t', 'R1')).toBe('R2');
    expect(await heir.enterLane('t', 'R2')).toBeUndefined();
  });

  test('of many that try at once one is in', async () => {
    const { shelves, life } = await enter();
    const ids = Array.from({ length: 8 }, (_, index) => `R${index}`);
    // All of one instant: nobody is ahead of anybody.
    await shelves.runs.insert(ids.map((id) => unbegunRun(startOf(id, { lane: 'L' }), 7)));
    const answers = await Promise.all(ids.map((id) => life(id).enterLane('t', id)));
    const isIn = ids.filter((_, index) => answers[index] === undefined);
    expect(isIn).toHaveLength(1);
    expect(new Set(answers.filter((answer) => answer !== undefined))).toEqual(new Set(isIn));
  });

  test('a message is not acknowledged before the places of its runs are kept, nor is its repetition', async () => {
    const { shelves, life } = await enter();
    const broken = life('one', 0, ({ runs }) => ({
      runs: {
        ...runs,
        insert: async () => {
          throw new Error('the line is cut');
        },
      },
    }));
    await expect(broken.accept(laned('R1'))).rejects.toThrow('could not be kept');
    await expect(broken.accept(laned('R1'))).rejects.toThrow('could not be kept');
    expect(await broken.accept(orderOf('R0'))).toMatchObject({ duplicate: false });
    expect(await shelves.runs.find({ lane: 'L' })).toEqual([]);
    const whole = life('two');
    expect(await whole.accept(laned('R1'))).toMatchObject({ duplicate: true, sameBody: true });
    await whole.accept(laned('R2'));
    expect(await whole.enterLane('t', 'R2')).toBe('R1');
  });

  test('who was rung for a run that has no head yet stores it first and looks later', async () => {
    const { shelves, life } = await enter();
    const one = life('one');
    await one.accept(laned('R1'));
    await shelves.runs.remove({ run: 'R1' });
    expect(await one.claim('t', 'R1', at, { delivery: 'R1' })).toBeUndefined();
    expect(idsOf(await one.due(at, 10, none))).toEqual(['R1']);
    expect((await one.claim('t', 'R1', at, { delivery: 'R1' }))?.head.lane).toBe('L');
  });

  test.each([['the place is given back'], ['the next one is rung']])(
    'dead after its commit and before %s, whoever takes the run over does it',
    async (when) => {
      const { life } = await enter();
      const cut = async (): Promise<never> => {
        throw new Error('the process is dead');
      };
      const isEarly = when === 'the place is given back';
      let isDead = false;
      const dying = life('one', 0, ({ leases, runs }) => ({
        leases: { ...leases, remove: (filter) => (isDead && isEarly ? cut() : leases.remove(filter)) },
        runs: {
          ...runs,
          updateAll: (filter, change) => (isDead ? cut() : runs.updateAll(filter, change)),
          update: (changes) => (isDead ? cut() : runs.update(changes)),
        },
      }));
      const other = life('two');
      for (const id of ['R1', 'R2']) await dying.accept(laned(id));
      await dying.claim('t', 'R1', at);
      expect(await dying.enterLane('t', 'R1')).toBeUndefined();
      await other.claim('t', 'R2', at);
      expect(await other.enterLane('t', 'R2')).toBe('R1');
      await other.commit(commitOf(restOf('R2', { lane: 'L' })));
      isDead = true;
      expect(await dying.commit(commitOf(restOf('R1', { status: 'completed' }), { outbox: [leaves('R1')] }))).toBe('done');
      expect(await other.due(at, 10, none)).toEqual([]);
      // Whoever looks all the same need not wait for the lease: the log says that it has left.
      expect(await other.enterLane('t', 'R2')).toBeUndefined();

      const later = life('three', leaseMs + 1);
      expect(idsOf(await later.due(at + leaseMs + 1, 10, none))).toEqual(['R1']);
      expect(await later.claim('t', 'R1', at + leaseMs + 1)).toBeUndefined();
      expect(idsOf(await later.due(at + leaseMs + 1, 10, none))).toEqual(['R2']);
    },
  );

  test('a place taken too late, for a run that has left, holds nobody up', async () => {
    const { shelves, life } = await enter();
    const one = life('one');
    for (const id of ['R1', 'R2']) await one.accept(laned(id));
    await one.claim('t', 'R1', at);
    await one.commit(commitOf(restOf('R1', { status: 'completed' }), { outbox: [leaves('R1')] }));
    await shelves.leases.insert([{ _id: 't/lane/orders/L', tenant: 't', owner: 'R1', until: 8.64e15 }]);
    expect(await one.enterLane('t', 'R2')).toBeUndefined();
    expect(await shelves.leases.find({ _id: 't/lane/orders/L' })).toMatchObject([{ owner: 'R2' }]);
  });
});
