import { describe, expect, it } from 'vitest';
import { type Held, hold } from '../../test/support/held.ts';
import { done, failed, planFor, type Told } from '../../test/support/tell.ts';
import { type Commit, CommitUnknown } from './ports.ts';

const plan = planFor({ begin: 'begin@1', one: 'call_a@1', two: 'call_a@1' }, ['begin > one', 'begin > two']);
const types = async ({ kept }: Held): Promise<string[]> => (await kept()).map(({ type }) => type);

/** A held run whose store answers its commits like this; `keep` really writes them. */
const withCommits = (answer: (commit: Commit, keep: (commit: Commit) => Promise<'done' | 'conflict'>, count: number) => Promise<'done' | 'conflict'>) => {
  let count = 0;
  return hold(plan, {}, {}, ({ store }) => ({
    store: {
      ...store,
      commit(commit) {
        count += 1;
        return answer(commit, store.commit, count);
      },
    },
  }));
};
const unknown = (): never => {
  throw new CommitUnknown('the answer was lost');
};

describe('a commit', () => {
  it('makes durable all that was gathered, once, and gives the run back when asked to', async () => {
    const held = await hold(plan);
    expect(held.session.isDirty()).toBe(true);
    held.tell(done('one'));
    expect(await held.session.commit(true, 1)).toBe(true);
    expect(await types(held)).toEqual(['run.started', 'step.scheduled', 'step.scheduled', 'step.completed']);
    expect(held.session.isDirty()).toBe(false);
    expect(await held.deps.store.claim('t', held.claim.head.id, 1)).toBeDefined();
  });

  it('that is refused means the run is another’s: nothing more is written', async () => {
    const held = await withCommits(async () => 'conflict');
    expect(await held.session.commit(false, 1)).toBe(false);
    expect(held.session.lost).toBe(true);
    held.tell(done('one'));
    expect(await held.session.commit(true, 1)).toBe(false);
    expect(held.asked).not.toContain('commit');
  });

  it('whose answer was lost is read back: it is there, so it is not made again', async () => {
    const held = await withCommits((commit, keep) => keep(commit).then(unknown));
    expect(await held.session.commit(false, 1)).toBe(true);
    expect(held.asked).toEqual(['commit', 'log']);
  });

  it('whose answer was lost is read back: it is not there, so it is made again', async () => {
    const held = await withCommits(async (commit, keep, count) => (count === 1 ? unknown() : keep(commit)));
    expect(await held.session.commit(false, 1)).toBe(true);
    expect(held.asked).toEqual(['log', 'commit']);
  });

  it('whose answer was lost is read back: another’s is there, so the run is another’s', async () => {
    const held = await withCommits((commit, keep) => keep({ ...commit, author: 'somebody.1' }).then(unknown));
    expect(await held.session.commit(false, 1)).toBe(false);
    expect(held.session.lost).toBe(true);
  });

  it('whose answer is lost again and again is given up', async () => {
    const held = await withCommits(async () => unknown());
    await expect(held.session.commit(false, 1)).rejects.toThrow('the answer was lost');
    expect(held.asked.filter((one) => one === 'log')).toHaveLength(20);
  });

  it('that failed for another reason is not tried again here', async () => {
    const held = await withCommits(() => Promise.reject(new Error('no room')));
    await expect(held.session.commit(false, 1)).rejects.toThrow('no room');
    expect(held.asked).toEqual([]);
  });
});

describe('a run that has ended', () => {
  it('takes nothing more', async () => {
    const held = await hold(plan);
    held.tell(done('one'), done('two'));
    expect(held.session.run.status).toBe('completed');
    const { events } = held.session.run;
    held.tell(failed('one'));
    expect(held.session.run).toMatchObject({ status: 'completed', events });
  });

  it('tells its parent, with what came of it', async () => {
    const held = await hold(plan);
    Object.assign(held.session.run, { parent: { runId: 'p', step: 'inner' } });
    held.tell(done('one'), done('two'));
    await held.session.commit(true, 7);
    expect([...held.disk.signals.values()]).toMatchObject([
      { name: 'run.ended', key: 'p', id: held.claim.head.id, at: 7, data: { status: 'completed', output: 'two' } },
    ]);
  });

  it('by a cancel closes its task and asks its child runs to end, and leaves alone what was over', async () => {
    const held = await hold(plan);
    held.tell(
      { type: 'step.waiting', step: 'one', task: 'over' },
      done('one'),
      { type: 'step.waiting', step: 'two', task: 'open', children: ['c1', 'c2'] },
      { type: 'run.canceled', reason: 'changed my mind' },
    );
    const committed: Commit[] = [];
    held.deps.store.commit = async (commit) => {
      committed.push(commit);
      return 'done';
    };
    await held.session.commit(true, 7);
    const outbox = committed.flatMap((commit) => commit.outbox);
    expect(outbox.flatMap((item) => (item.kind === 'ask' ? [`${item.request.kind} ${item.request.runId}`] : []))).toEqual(['cancel c1', 'cancel c2']);
    expect(outbox).toContainEqual({ kind: 'task.close', id: 'open', at: 7 });
    expect(outbox.filter((item) => item.kind === 'task.close' && item.id === 'over')).toHaveLength(1);
  });
});

describe('a log', () => {
  it('that grows without end stops its run, once, and cancel still ends it', async () => {
    const held = await hold(plan);
    const again: Told = failed('one', 'connector.unavailable', { retryAt: 1 });
    held.tell(...Array.from({ length: 10_000 }, () => again));
    expect(held.session.run).toMatchObject({ status: 'parked', code: 'run.too_long', reason: expect.stringContaining('more than 10000 events') });
    held.tell(again);
    expect(held.session.run.status).toBe('parked');
    held.tell({ type: 'run.canceled', reason: 'enough' });
    expect(held.session.run.status).toBe('canceled');
  });

  it('that grows without end lets those behind it in its lane pass, where they may', async () => {
    const lane = planFor({ begin: 'begin@1', one: 'call_a@1' }, ['begin > one'], { lane: { key: 'all', stuck: 'pass' } });
    const held = await hold(lane);
    held.tell({ type: 'lane.entered' }, ...Array.from({ length: 10_000 }, () => failed('one', 'connector.unavailable', { retryAt: 1 })));
    await held.session.commit(true, 1);
    const log = await types(held);
    expect(log[log.indexOf('run.parked') + 1]).toBe('lane.left');
    expect(held.session.head.lane).toBeUndefined();
  });
});
