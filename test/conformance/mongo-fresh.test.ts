/** A run that nobody has begun has no head in MongoDB until its first commit, or until a sweep: the shortest way, and all that can cross it. */
import { describe, expect, test } from 'vitest';
import type { Outbox } from '../../server/engine/ports.ts';
import { shared } from '../services/shared.ts';
import { enterLives, graceMs, type Lives, leaseMs } from './mongo-lives.ts';
import { at, commitOf, deliveryOf, headOf, idsOf, orderOf, requestOf, restOf, signalOf, startOf, taskOf } from './samples.ts';

const server = await shared('mongo');
const none = new Set<string>();
const enter = (): Promise<Lives> => enterLives(server.url!);
const hint = (id: string) => ({ flow: 'orders', delivery: id });
const due = async ({ runs }: ReturnType<Lives['live']>, now: number) => idsOf(await runs.due(now, 10, none));
const ended = (id: string) => restOf(id, { status: 'completed', endedAt: at });

describe.skipIf(server.url === undefined)('a run nobody has begun', () => {
  test.each([
    ['the life that accepted it, told of the delivery', true, true],
    ['the life that accepted it, told nothing', true, false],
    ['another life, told of the delivery', false, true],
    ['another life, told nothing', false, false],
  ])('is claimed by %s', async (_, isSame, isTold) => {
    const { live, shelves } = await enter();
    const first = live();
    await first.runs.accept(orderOf('R1', { keys: ['K1'] }));
    expect(await shelves.runs.find({})).toEqual([]);
    const { runs } = isSame ? first : live();
    const claim = await runs.claim('t', 'R1', at, isTold ? hint('R1') : undefined);
    const { head, events } = startOf('R1', { keys: ['K1'] });
    expect(claim).toEqual({ head, commits: [{ seq: 1, at, author: 'start', events }], requests: [], unclean: false });
    expect(await runs.commit(commitOf(restOf('R1', { keys: ['K1'] })))).toBe('done');
    expect((await live().runs.log('t', 'R1')).map(({ seq }) => seq)).toEqual([1, 2]);
  });

  test('can be read, and leaves no trace when it is given back', async () => {
    const { live, shelves } = await enter();
    const { runs } = live();
    await runs.accept(orderOf('R1'));
    expect((await live().runs.log('t', 'R1')).map(({ author }) => author)).toEqual(['start']);
    await runs.claim('t', 'R1', at, hint('R1'));
    expect(await runs.renew('t', ['R1'])).toEqual({ lost: [], rung: [] });
    await runs.release('t', ['R1']);
    expect(await shelves.runs.find({})).toEqual([]);
    expect(await runs.claim('t', 'R1', at, hint('R1'))).toBeDefined();
  });

  test('computed by two at once is written by one', async () => {
    const { live } = await enter();
    const [one, two] = [live(), live()];
    await one.runs.accept(orderOf('R1'));
    for (const { runs } of [one, two]) expect(await runs.claim('t', 'R1', at, hint('R1'))).toBeDefined();
    expect(await two.runs.commit(commitOf(ended('R1'), { author: 'two' }))).toBe('done');
    expect(await one.runs.commit(commitOf(ended('R1'), { author: 'one' }))).toBe('conflict');
    await one.runs.release('t', ['R1']);
    expect((await live().runs.log('t', 'R1')).map(({ author }) => author)).toEqual(['start', 'two']);
    expect(await live().runs.claim('t', 'R1', at)).toBeUndefined();
  });

  test('that ended elsewhere is given to whoever still remembers it, and its commit is refused', async () => {
    const { live } = await enter();
    const slow = live();
    await slow.runs.accept(orderOf('R1'));
    const fast = live();
    await fast.runs.claim('t', 'R1', at, hint('R1'));
    await fast.runs.commit(commitOf(ended('R1')));
    await slow.runs.claim('t', 'R1', at, hint('R1'));
    expect(await slow.runs.commit(commitOf(ended('R1'), { author: 'slow' }))).toBe('conflict');
    expect(await live().runs.log('t', 'R1')).toHaveLength(2);
  });

  test('is due once nobody has taken it up for a second, and only then', async () => {
    const { live } = await enter();
    await live().runs.accept(orderOf('R1'));
    const sweeper = live();
    expect(await due(sweeper, at + graceMs - 1)).toEqual([]);
    expect(await due(sweeper, at + graceMs)).toEqual(['R1']);
    expect((await sweeper.runs.claim('t', 'R1', at))?.commits).toHaveLength(1);
    expect(await due(live(), at + 1e9)).toEqual([]);
  });

  test('is not unfolded by the one who carries it at the moment', async () => {
    const { live } = await enter();
    const { runs, ...rest } = live();
    await runs.accept(orderOf('R1'));
    await runs.claim('t', 'R1', at, hint('R1'));
    expect(await due({ runs, ...rest }, at + 1e6)).toEqual([]);
    expect(await runs.commit(commitOf(ended('R1')))).toBe('done');
  });

  test('with the runs of its message begun, the message owes nothing more', async () => {
    const { live, shelves } = await enter();
    const { runs, ...rest } = live();
    await runs.accept(orderOf('R1'));
    await runs.claim('t', 'R1', at, hint('R1'));
    await runs.commit(commitOf(ended('R1')));
    expect(await due({ runs, ...rest }, at + graceMs)).toEqual([]);
    expect(await shelves.deliveries.find({ pending: { $exists: true } })).toEqual([]);
  });

  test('kept by a pause, is in the lists when its message is acknowledged, and is not due', async () => {
    const { live, shelves } = await enter();
    const { runs, ...rest } = live();
    const { head, ...start } = startOf('R1', { status: 'waiting', code: 'flow.paused' });
    const { wakeAt: _, ...kept } = head;
    await runs.accept(deliveryOf('R1', [{ ...start, head: kept }]));
    expect(await shelves.runs.find({}, { only: ['status', 'code', 'wake'] })).toEqual([{ _id: 't/R1', status: 'waiting', code: 'flow.paused' }]);
    expect(await runs.claim('t', 'R1', at, hint('R1'))).toMatchObject({ head: kept, unclean: false });
    expect(await live().runs.claim('t', 'R1', at, hint('R1'))).toBeUndefined();
    await runs.release('t', ['R1']);
    expect(await due({ runs, ...rest }, at + 1e9)).toEqual([]);
  });

  test('is canceled: whoever is at work on it without knowing is refused, the next one knows', async () => {
    const { live } = await enter();
    const holder = live();
    await holder.runs.accept(orderOf('R1'));
    await holder.runs.claim('t', 'R1', at, hint('R1'));
    const api = live({ remembers: false });
    await api.runs.ask(requestOf('R1', 'Q1'));
    expect((await api.runs.requests('t', 'R1')).map(({ id }) => id)).toEqual(['Q1']);
    expect(await holder.runs.commit(commitOf(headOf('R1', { seq: 2 }), { release: false }))).toBe('conflict');
    expect(await due(holder, at)).toEqual(['R1']);
    expect(await holder.runs.claim('t', 'R1', at)).toMatchObject({ requests: [{ id: 'Q1' }], unclean: false });
  });

  test('hears a signal that came before it, and one that came while it was computed', async () => {
    const { live } = await enter();
    for (const [id, isEarly] of [
      ['R1', true],
      ['R2', false],
    ] as const) {
      const { runs, ...rest } = live();
      const tell = () => live().runs.signal(signalOf(`S ${id}`, `K ${id}`));
      if (isEarly) expect(await tell()).toEqual({ duplicate: false, woken: [] });
      await runs.accept(orderOf(id, { keys: [`K ${id}`] }));
      await runs.claim('t', id, at, hint(id));
      if (!isEarly) expect(await tell()).toEqual({ duplicate: false, woken: [] });
      await runs.commit(commitOf(restOf(id, { keys: [`K ${id}`], wakeAt: at + 1e9 })));
      expect(await due({ runs, ...rest }, at)).toEqual([id]);
      await runs.claim('t', id, at);
      await runs.commit(commitOf(restOf(id, { seq: 3, keys: [`K ${id}`], wakeAt: at + 1e9 })));
      expect(await due({ runs, ...rest }, at)).toEqual([]);
    }
  });

  test('begins with a signal of its own message: it is due for it until it has looked, once more when a sweep tells it again', async () => {
    const { live } = await enter();
    const { runs, ...rest } = live();
    await runs.accept({ ...orderOf('R1', { keys: ['K1'] }), signals: [signalOf('S1', 'K1')] });
    await runs.claim('t', 'R1', at, hint('R1'));
    await runs.commit(commitOf(restOf('R1', { keys: ['K1'] })));
    for (const [seq, now] of [
      [3, at],
      [4, at + graceMs],
    ] as const) {
      expect(await due({ runs, ...rest }, now)).toEqual(['R1']);
      await runs.claim('t', 'R1', at);
      await runs.commit(commitOf(restOf('R1', { seq, keys: ['K1'] })));
    }
    expect(await due({ runs, ...rest }, at + 1e9)).toEqual([]);
  });
});

describe.skipIf(server.url === undefined)('its first commit', () => {
  const outbox: Outbox[] = [
    { kind: 'start', start: startOf('C1') },
    { kind: 'signal', signal: signalOf('S1', 'R1') },
    { kind: 'task', task: taskOf('T1') },
  ];

  test('at rest, leaves a head that nobody holds and that is due as it says', async () => {
    const { live, shelves } = await enter();
    const { runs, ...rest } = live();
    await runs.accept(orderOf('R1'));
    await runs.claim('t', 'R1', at, hint('R1'));
    await runs.commit(commitOf(restOf('R1', { wakeAt: at + 500 })));
    expect(await shelves.runs.find({}, { only: ['wake', 'lease', 'owed', 'seq'] })).toEqual([{ _id: 't/R1', wake: at + 500, seq: 2 }]);
    expect(await due({ runs, ...rest }, at + 499)).toEqual([]);
    expect(await due({ runs, ...rest }, at + 500)).toEqual(['R1']);
    expect((await live().runs.claim('t', 'R1', at))?.unclean).toBe(false);
  });

  test('at rest with an outbox and keys, is held until all of it is there', async () => {
    const { live, shelves } = await enter();
    const { runs, ...rest } = live();
    await runs.accept(orderOf('R1'));
    await runs.claim('t', 'R1', at, hint('R1'));
    await runs.commit(commitOf(restOf('R1', { keys: ['K1'] }), { outbox }));
    const [head] = await shelves.runs.find({ _id: 't/R1' });
    expect([head?.lease, head?.owed]).toEqual([undefined, undefined]);
    expect((await shelves.tasks.find({})).map(({ task }) => task)).toEqual(['T1']);
    expect((await due({ runs, ...rest }, at)).sort()).toEqual(['C1', 'R1']);
  });

  test('not at rest, is held: a death leaves it to the next one at the end of the lease', async () => {
    const { live, clock } = await enter();
    const { runs } = live();
    await runs.accept(orderOf('R1'));
    await runs.claim('t', 'R1', at, hint('R1'));
    await runs.commit(commitOf(headOf('R1', { seq: 2 }), { release: false }));
    const next = live();
    expect(await next.runs.claim('t', 'R1', at)).toBeUndefined();
    expect(await next.runs.nextDue(at)).toBe(at + leaseMs);
    clock.now = at + leaseMs;
    expect(await due(next, clock.now)).toEqual(['R1']);
    expect(await next.runs.claim('t', 'R1', at)).toMatchObject({ head: { seq: 2 }, commits: [{ seq: 1 }, { seq: 2 }], unclean: true });
    expect(await runs.renew('t', ['R1'])).toEqual({ lost: ['R1'], rung: [] });
  });
});

describe.skipIf(server.url === undefined)('round trips', () => {
  test.each([
    ['one process', 1, true],
    ['one process for messages and one for runs', 1, false],
    ['one process, 50 at once', 50, true],
    ['two processes, 50 at once', 50, false],
  ])('of orders that run through in %s', async (_, count, isSame) => {
    const { live } = await enter();
    const door = live();
    const work = isSame ? door : live();
    const ids = Array.from({ length: count }, (_one, index) => `R${index}`);
    await Promise.all(ids.map((id) => door.runs.accept(orderOf(id))));
    await Promise.all(ids.map((id) => work.runs.claim('t', id, at, hint(id))));
    expect(await Promise.all(ids.map((id) => work.runs.commit(commitOf(ended(id)))))).toEqual(ids.map(() => 'done'));
    const sum = (what: 'calls' | 'written'): number => door.trips[what] + (isSame ? 0 : work.trips[what]);
    expect(sum('written') / count).toBeLessThanOrEqual(5);
    expect(sum('calls') / count).toBeLessThanOrEqual(count === 1 ? 3 : 0.2);
  });
});
