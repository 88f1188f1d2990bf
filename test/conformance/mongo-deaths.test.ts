/** Answers lost and processes ended between any two writes of MongoDB's run store: whoever comes next makes it whole, once. */
import { describe, expect, test } from 'vitest';
import { CommitUnknown, type Outbox } from '../../server/engine/ports.ts';
import { shared } from '../services/shared.ts';
import { enterLives, type Life, type Lives, leaseMs } from './mongo-lives.ts';
import { at, commitOf, headOf, idsOf, orderOf, requestOf, restOf, signalOf, startOf, taskOf } from './samples.ts';

const server = await shared('mongo');
const none = new Set<string>();
const hint = { flow: 'orders', delivery: 'R1' };
const outbox: Outbox[] = [
  { kind: 'start', start: startOf('C1') },
  { kind: 'task', task: taskOf('T1') },
  { kind: 'signal', signal: signalOf('S1', 'R2') },
  { kind: 'ask', request: requestOf('R2', 'Q1') },
];

/** An order taken up: not begun yet, or with a first commit behind it. */
async function enter(isFresh: boolean): Promise<Lives & { holder: Life; seq: number }> {
  const lives = await enterLives(server.url!);
  const holder = lives.live();
  await holder.runs.accept(orderOf('R2'));
  await holder.runs.claim('t', 'R2', at, { delivery: 'R2' });
  await holder.runs.commit(commitOf(restOf('R2')));
  await holder.runs.accept(orderOf('R1'));
  await holder.runs.claim('t', 'R1', at, hint);
  if (isFresh) return { ...lives, holder, seq: 2 };
  await holder.runs.commit(commitOf(headOf('R1', { seq: 2 }), { release: false }));
  return { ...lives, holder, seq: 3 };
}

const authors = async ({ runs }: Life): Promise<string[]> => (await runs.log('t', 'R1')).map(({ author }) => author);

/** What the outbox causes, counted. */
async function caused({ shelves }: Lives): Promise<unknown> {
  return {
    children: (await shelves.runs.find({ run: 'C1' })).length,
    tasks: (await shelves.tasks.find({})).length,
    signals: (await shelves.signals.find({})).length,
    requests: (await shelves.requests.find({})).length,
    rung: (await shelves.runs.find({ run: 'R2' })).map(({ rung }) => rung),
  };
}
const onceEach = { children: 1, tasks: 1, signals: 1, requests: 1, rung: [2] };

describe.skipIf(server.url === undefined)('MongoDB', () => {
  describe.each([
    ['first', true],
    ['later', false],
  ])('a %s commit', (_, isFresh) => {
    const where = isFresh ? 'runs.insert' : 'commits.insert';

    test('whose answer was lost is found by its author, and what it causes follows', async () => {
      const { holder, seq, ...lives } = await enter(isFresh);
      holder.loseAnswer(where);
      const commit = commitOf(restOf('R1', { seq }), { author: 'me', outbox });
      await expect(holder.runs.commit(commit)).rejects.toThrow(CommitUnknown);
      expect(await holder.runs.log('t', 'R1', seq - 1)).toMatchObject([{ seq, author: 'me' }]);
      expect(await caused(lives)).toEqual(onceEach);
      expect(idsOf(await holder.runs.due(at, 10, none)).sort()).toEqual(['C1', 'R2']);
      await lives.live().runs.signal(signalOf('S9', 'R1'));
      expect((await lives.live().runs.claim('t', 'R1', at))?.unclean).toBe(false);
    });

    test('whose answer was lost is done when it is tried again', async () => {
      const { holder, seq, ...lives } = await enter(isFresh);
      holder.loseAnswer(where);
      const commit = commitOf(restOf('R1', { seq }), { author: 'me', outbox });
      await expect(holder.runs.commit(commit)).rejects.toThrow(CommitUnknown);
      expect(await holder.runs.commit(commit)).toBe('done');
      expect(await caused(lives)).toEqual(onceEach);
      expect(await authors(holder)).toHaveLength(seq);
    });

    test('that never arrived is not in the log, and is written when it is tried again', async () => {
      const { holder, seq } = await enter(isFresh);
      holder.loseAnswer(where, false);
      const commit = commitOf(restOf('R1', { seq }), { author: 'me' });
      await expect(holder.runs.commit(commit)).rejects.toThrow(CommitUnknown);
      expect(await holder.runs.log('t', 'R1', seq - 1)).toEqual([]);
      expect(await holder.runs.commit(commit)).toBe('done');
      expect((await authors(holder)).at(-1)).toBe('me');
    });

    test('that another wrote meanwhile is refused, though its own answer was lost', async () => {
      const { holder, seq, clock, ...lives } = await enter(isFresh);
      const other = lives.live();
      clock.now = at + leaseMs;
      await other.runs.claim('t', 'R1', clock.now, isFresh ? hint : undefined);
      expect(await other.runs.commit(commitOf(headOf('R1', { seq }), { author: 'other', release: false }))).toBe('done');
      holder.loseAnswer(where);
      const commit = commitOf(restOf('R1', { seq }), { author: 'me', outbox });
      await expect(holder.runs.commit(commit)).rejects.toThrow(CommitUnknown);
      expect(await holder.runs.log('t', 'R1', seq - 1)).toMatchObject([{ author: 'other' }]);
      expect(await holder.runs.commit(commit)).toBe('conflict');
      expect(await caused({ clock, ...lives })).toMatchObject({ children: 0, tasks: 0, signals: 0, requests: 0 });
      expect(await other.runs.commit(commitOf(headOf('R1', { seq: seq + 1 }), { author: 'other' }))).toBe('done');
    });

    test('with whose insert the process ended: nobody has the run until the lease ends, then all it causes is there once', async () => {
      const { holder, seq, clock, ...lives } = await enter(isFresh);
      holder.dieWith(where);
      void holder.runs.commit(commitOf(restOf('R1', { seq }), { author: 'me', outbox }));
      const next = lives.live();
      await expect.poll(async () => (await authors(next)).at(-1)).toBe('me');
      expect(await next.runs.claim('t', 'R1', at)).toBeUndefined();
      clock.now = at + leaseMs;
      expect(idsOf(await next.runs.due(clock.now, 10, none))).toContain('R1');
      const claim = await next.runs.claim('t', 'R1', clock.now);
      expect(claim).toMatchObject({ head: { seq, status: 'waiting' }, unclean: true });
      expect(claim?.commits.map(({ seq: number }) => number)).toEqual(Array.from({ length: seq }, (_one, index) => index + 1));
      expect(await caused({ clock, ...lives })).toEqual(onceEach);
      expect(await next.runs.commit(commitOf(restOf('R1', { seq: seq + 1 })))).toBe('done');
      expect(await caused({ clock, ...lives })).toEqual(onceEach);
      const [head] = await lives.shelves.runs.find({ run: 'R1' });
      expect([head?.seq, head?.lease, head?.owed]).toEqual([seq + 1, undefined, undefined]);
    });

    test('the process ended while following it: what was done is not done again', async () => {
      const { holder, seq, clock, ...lives } = await enter(isFresh);
      holder.dieWith('tasks.insert');
      void holder.runs.commit(commitOf(restOf('R1', { seq }), { author: 'me', outbox }));
      await expect.poll(async () => (await lives.shelves.tasks.find({})).length).toBe(1);
      await lives.shelves.tasks.updateAll({}, { $set: { status: 'claimed' } });
      clock.now = at + leaseMs;
      const next = lives.live();
      await next.runs.claim('t', 'R1', clock.now);
      expect(await caused({ clock, ...lives })).toEqual(onceEach);
      expect((await lives.shelves.tasks.find({}))[0]?.status).toBe('claimed');
    });
  });

  test('a request answered by a commit is answered once, though the process ended before it was taken away', async () => {
    const { holder, clock, ...lives } = await enter(false);
    const api = lives.live({ remembers: false });
    await api.runs.ask(requestOf('R1', 'Q1'));
    expect((await holder.runs.requests('t', 'R1')).map(({ id }) => id)).toEqual(['Q1']);
    holder.dieWith('commits.insert');
    void holder.runs.commit(commitOf(headOf('R1', { seq: 3 }), { taken: ['Q1'], release: false }));
    await expect.poll(async () => (await authors(api)).length).toBe(3);
    clock.now = at + leaseMs;
    const next = lives.live();
    expect(await next.runs.claim('t', 'R1', clock.now)).toMatchObject({ head: { seq: 3 }, requests: [] });
    expect(await next.runs.requests('t', 'R1')).toEqual([]);
    await next.runs.commit(commitOf(restOf('R1', { seq: 4 })));
    expect(await api.runs.requests('t', 'R1')).toEqual([]);
    expect(await lives.shelves.runs.find({ run: 'R1', asked: true })).toEqual([]);
    expect(idsOf(await next.runs.due(clock.now + 1e9, 10, none))).not.toContain('R1');
  });

  test('a request that ended its run is answered once, though the process ended with it', async () => {
    const { holder, clock, ...lives } = await enter(false);
    const api = lives.live({ remembers: false });
    await api.runs.ask(requestOf('R1', 'Q1'));
    holder.dieWith('commits.insert');
    void holder.runs.commit(commitOf(restOf('R1', { seq: 3, status: 'canceled', endedAt: at }), { taken: ['Q1'] }));
    await expect.poll(async () => (await authors(api)).length).toBe(3);
    clock.now = at + leaseMs;
    const next = lives.live();
    expect(await next.runs.claim('t', 'R1', clock.now)).toBeUndefined();
    const [head] = await lives.shelves.runs.find({ run: 'R1' });
    expect(head).toMatchObject({ status: 'canceled', seq: 3 });
    expect([head?.lease, head?.wake, head?.asked]).toEqual([undefined, undefined, undefined]);
    expect(await api.runs.requests('t', 'R1')).toEqual([]);
  });

  test('a run that is given back and claimed again while leases are being renewed is not said to be lost', async () => {
    const { holder } = await enter(false);
    const looked = holder.holdAnswer('runs.find');
    const renewing = holder.runs.renew('t', ['R1']);
    await looked.isDone;
    await holder.runs.commit(commitOf(headOf('R1', { seq: 3 })));
    expect(await holder.runs.claim('t', 'R1', at)).toBeDefined();
    looked.go();
    expect(await renewing).toEqual({ lost: [], rung: [] });
    expect(await holder.runs.renew('t', ['R1'])).toEqual({ lost: [], rung: [] });
  });

  test('a signal that was stored and told to nobody is told when it is sent again', async () => {
    const { holder, ...lives } = await enter(false);
    await holder.runs.commit(commitOf(restOf('R1', { seq: 3, keys: ['K1'] })));
    const api = lives.live({ remembers: false });
    api.dieWith('signals.insert');
    void api.runs.signal(signalOf('S1', 'K1'));
    await expect.poll(async () => (await lives.shelves.signals.find({})).length).toBe(1);
    expect(idsOf(await holder.runs.due(at, 10, none))).not.toContain('R1');
    await lives.live().runs.signal(signalOf('S1', 'K1'));
    expect(idsOf(await holder.runs.due(at, 10, none))).toContain('R1');
  });

  test('a message that was kept though its answer was lost is a duplicate when it is sent again, and its run begins once', async () => {
    const { live, shelves } = await enterLives(server.url!);
    const door = live();
    door.loseAnswer('deliveries.insert');
    await expect(door.runs.accept(orderOf('R1'))).rejects.toThrow();
    expect(await door.runs.accept(orderOf('R1'))).toMatchObject({ duplicate: true, sameBody: true });
    const next = live();
    expect(idsOf(await next.runs.due(at + 1_000, 10, none))).toEqual(['R1']);
    expect(await shelves.runs.find({})).toHaveLength(1);
  });
});
