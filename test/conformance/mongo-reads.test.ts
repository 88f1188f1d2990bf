/** Lists on MongoDB where several processes and lagging heads make them different from one file. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { commitTimes } from '../../server/adapters/mongo/commit-times.ts';
import { connect } from '../../server/adapters/mongo/connect.ts';
import { headFields } from '../../server/adapters/mongo/heads.ts';
import { commitIdOf, indexes, type RunDoc } from '../../server/adapters/mongo/layout.ts';
import { openIndexes } from '../../server/adapters/mongo/open-indexes.ts';
import { openShelves } from '../../server/adapters/mongo/open-shelves.ts';
import { mongoReads } from '../../server/adapters/mongo/reads.ts';
import { refusedIndexes } from '../../server/adapters/mongo/refusals.ts';
import { mongoRuns } from '../../server/adapters/mongo/runs.ts';
import type { RunHead } from '../../server/engine/ports.ts';
import type { DeliveryRow } from '../../server/engine/reads.ts';
import { ownName, shared } from '../services/shared.ts';
import { at, commitOf, deliveryOf, headOf, orderOf, restOf, signalOf, startOf, taskOf } from './samples.ts';

const server = await shared('mongo');

async function enter() {
  const place = new URL(server.url!);
  place.pathname = `/${ownName('reads')}`;
  const { db, close } = await connect(place.href);
  onTestFinished(async () => {
    await db.dropDatabase();
    await close();
  });
  await openIndexes(db, { ...indexes, ...refusedIndexes });
  const shelves = openShelves(db, () => at);
  const life = (owner: string) => ({
    runs: mongoRuns(shelves, { owner }),
    ...mongoReads(db, shelves, { owner, commitTimes: commitTimes(), now: () => at }),
  });
  return { db, shelves, life, ...life('life-1') };
}

const runDoc = (id: string, n: number, more: Partial<RunHead> = {}): RunDoc => ({ _id: `t/${id}`, ...headFields(restOf(id, more)).set, n, rung: 0, log: [] });

async function pagesOf(read: (cursor: string | undefined) => Promise<{ items: { id: string }[]; next: string | null }>): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  for (let turn = 0; turn < 500; turn += 1) {
    const { items, next } = await read(cursor);
    ids.push(...items.map(({ id }) => id));
    if (next === null) return ids;
    cursor = next;
  }
  throw new Error('the pages do not end');
}

const limited = (limit: number, cursor: string | undefined) => ({ limit, ...(cursor === undefined ? {} : { cursor }) });

describe.skipIf(server.url === undefined)('lists on MongoDB', () => {
  test('runs that arrived under one number in several processes are shown once each, however short the pages', async () => {
    const { shelves, reads } = await enter();
    const numbers = [1, 2, 2, 2, 3, 4, 4, 5, 5, 5];
    await shelves.runs.insert(numbers.map((n, no) => runDoc(`R${no}`, at * 1_024 + n)));
    for (const limit of [1, 2, 3, 5, 9, 10, 11]) {
      const ids = await pagesOf((cursor) => reads.runs('t', limited(limit, cursor)));
      expect(ids).toHaveLength(10);
      expect(new Set(ids).size).toBe(10);
      expect(ids.map((id) => numbers[Number(id.slice(1))])).toEqual([5, 5, 5, 4, 4, 3, 2, 2, 2, 1]);
    }
  });

  test('messages that two processes took at one instant are shown once each', async () => {
    const { life } = await enter();
    const [one, other] = [life('a'), life('b')];
    for (let no = 0; no < 6; no += 1) {
      await one.runs.accept(deliveryOf(`A${no}`, [], { at: at + no }));
      await other.runs.accept(deliveryOf(`B${no}`, [], { at: at + no }));
      one.reads.refused('t', refusedOf(`X${no}`, at + no));
      other.reads.refused('t', refusedOf(`Y${no}`, at + no));
    }
    await one.settled();
    await other.settled();
    for (const limit of [1, 3, 24]) {
      const ids = await pagesOf((cursor) => one.reads.deliveries('t', limited(limit, cursor)));
      expect([...ids].sort()).toEqual(['A', 'B', 'X', 'Y'].flatMap((name) => [0, 1, 2, 3, 4, 5].map((no) => `${name}${no}`)));
    }
  });

  test('a run is shown from its acknowledgement on, before anybody has looked at it', async () => {
    const { reads, runs, life } = await enter();
    await runs.accept(deliveryOf('D1', [startOf('R1', { keys: ['K1'] }), startOf('R2')]));
    const shown = await life('another').reads.run('t', 'R2');
    expect(shown?.head).toEqual(headOf('R2'));
    expect(shown?.commits.map(({ seq, events }) => [seq, events[0]?.type])).toEqual([[1, 'run.started']]);
    expect(await reads.run('t', 'R3')).toBeUndefined();
    expect(await reads.run('u', 'R2')).toBeUndefined();
  });

  test('a head that a dead holder left behind is shown as its log has it', async () => {
    const { reads, shelves } = await enter();
    const head = restOf('R1', { seq: 7, status: 'completed', open: [], endedAt: at + 5 });
    await shelves.runs.insert([{ ...runDoc('R1', 1, { seq: 1 }), log: [{ seq: 1, at, author: 'start', events: '[]', head: JSON.stringify(headOf('R1')) }] }]);
    await shelves.commits.insert(
      [2, 3, 4, 5, 6, 7].map((seq) => ({
        ...{ _id: commitIdOf('t', 'R1', seq), tenant: 't', run: 'R1', seq, at: at + seq, author: 'w', events: '[]' },
        head: JSON.stringify({ ...head, seq }),
      })),
    );
    const run = await reads.run('t', 'R1');
    expect(run?.head).toEqual(head);
    expect(run?.commits.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  test('a beginning of a key is found whether few or thousands of runs share it', async () => {
    const { shelves, reads } = await enter();
    const docs = Array.from({ length: 2_400 }, (_, no) =>
      runDoc(`R${no}`, (at + no) * 1_024, { keys: [`SO-${no}`, no % 800 === 7 ? `RARE-${no}` : `PLAIN-${no}`] }),
    );
    await shelves.runs.insert(docs);
    const find = (key: string) => pagesOf((cursor) => reads.runs('t', { key, ...limited(400, cursor) }));
    expect(await find('RARE-*')).toEqual(['R1607', 'R807', 'R7']);
    expect(await find('SO-*')).toHaveLength(2_400);
    expect(await find('SO-239*')).toEqual(['R2399', 'R2398', 'R2397', 'R2396', 'R2395', 'R2394', 'R2393', 'R2392', 'R2391', 'R2390', 'R239']);
    // Each key of a run is looked at by itself: none begins with Q, though one stands before it and one behind.
    expect(await find('Q*')).toEqual([]);
  });

  test('refused messages are kept up to a number, the newest', async () => {
    const { db, reads, settled } = await enter();
    for (let batch = 0; batch < 24; batch += 1) {
      for (let no = 0; no < 500; no += 1) reads.refused('t', refusedOf(`X${batch * 500 + no}`, at + batch));
      await settled();
    }
    const count = await db.collection('refused').countDocuments();
    expect(count).toBeGreaterThanOrEqual(8_000);
    expect(count).toBeLessThanOrEqual(10_000);
    const { items } = await reads.deliveries('t', { refused: true, limit: 3 });
    expect(items.map(({ id }) => id)).toEqual(['X11999', 'X11998', 'X11997']);
  });

  test('of more refusals than can be written the first are kept, and nobody waits', async () => {
    const { db, reads, settled } = await enter();
    for (let no = 0; no < 5_000; no += 1) reads.refused('t', refusedOf(`X${no}`, at));
    await settled();
    const count = await db.collection('refused').countDocuments();
    expect(count).toBe(1_000);
  });

  test('a task that its run closed beside its body is shown as canceled', async () => {
    const { runs, reads } = await enter();
    await runs.accept(orderOf('R1'));
    const claim = await runs.claim('t', 'R1', at);
    await runs.commit(commitOf(headOf('R1', { seq: claim!.head.seq + 1 }), { outbox: [{ kind: 'task', task: taskOf('T1') }], release: false }));
    await runs.commit(commitOf(restOf('R1', { seq: claim!.head.seq + 2 }), { outbox: [{ kind: 'task.close', id: 'T1', at }] }));
    expect((await reads.task('t', 'T1'))?.status).toBe('canceled');
    expect((await reads.tasks('t', { status: 'canceled' })).items.map(({ id }) => id)).toEqual(['T1']);
  });

  test('health knows of a message whose runs nobody has begun', async () => {
    const { runs, life } = await enter();
    await runs.accept(deliveryOf('D1', [startOf('R1', { wakeAt: at + 1_000 })], { at: at - 40_000 }));
    expect((await life('another').reads.health()).oldestReadyMs).toBe(40_000);
  });

  test('signals of one instant stand in the order every store keeps', async () => {
    const { runs, reads } = await enter();
    for (const [id, key, name] of [
      ['S2', 'K1', 'a'],
      ['S1', 'K2', 'z'],
      ['S1', 'K1', 'b'],
    ] as const)
      await runs.signal(signalOf(id, key, { name }));
    expect((await reads.signalsOf('t', ['K1', 'K2'])).map(({ id, key }) => id + key)).toEqual(['S1K1', 'S1K2', 'S2K1']);
  });
});

function refusedOf(id: string, when: number): DeliveryRow {
  return { id, at: when, endpoint: 'shop', status: 401, code: 'signature.wrong', bytes: 9, duplicate: false, runs: [] };
}
