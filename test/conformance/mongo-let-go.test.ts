/** A lease that its life let go while MongoDB was away: that life has it again at once, everybody else when it ends. */
import { describe, expect, test } from 'vitest';
import { CommitUnknown } from '../../server/engine/ports.ts';
import { shared } from '../services/shared.ts';
import { enterLives, type Life, type Lives, leaseMs } from './mongo-lives.ts';
import { at, commitOf, headOf, orderOf, restOf } from './samples.ts';

const server = await shared('mongo');

/** A run with a call out. */
async function enter(): Promise<Lives & { holder: Life }> {
  const lives = await enterLives(server.url!);
  const holder = lives.live();
  await holder.runs.accept(orderOf('R1'));
  await holder.runs.claim('t', 'R1', at, { delivery: 'R1' });
  await holder.runs.commit(commitOf(headOf('R1', { seq: 2, inFlight: true }), { release: false }));
  return { ...lives, holder };
}

describe.skipIf(server.url === undefined)('a lease on MongoDB', () => {
  test('of a run whose last commit nobody knows of is taken again at once, and not as after a death', async () => {
    const { holder, live } = await enter();
    holder.loseAnswer('commits.insert');
    await expect(holder.runs.commit(commitOf(headOf('R1', { seq: 3 }), { release: false }))).rejects.toThrow(CommitUnknown);
    await holder.runs.release('t', ['R1']);
    expect(await live().runs.claim('t', 'R1', at)).toBeUndefined();
    expect(await holder.runs.claim('t', 'R1', at)).toMatchObject({ head: { seq: 3 }, unclean: false });
    expect(await holder.runs.commit(commitOf(restOf('R1', { seq: 4 })))).toBe('done');
  });

  test.each([true, false])('that could not be given back (done: %s) is taken again at once', async (isDone) => {
    const { holder } = await enter();
    holder.loseAnswer('runs.update', isDone);
    await expect(holder.runs.release('t', ['R1'])).rejects.toThrow();
    expect(await holder.runs.claim('t', 'R1', at)).toMatchObject({ head: { seq: 2 }, unclean: false });
  });

  test('taken with an answer that was lost is taken again at once', async () => {
    const { holder, live } = await enter();
    await holder.runs.release('t', ['R1']);
    const next = live();
    next.loseAnswer('runs.updateAll');
    await expect(next.runs.claim('t', 'R1', at)).rejects.toThrow();
    expect(await holder.runs.claim('t', 'R1', at)).toBeUndefined();
    expect(await next.runs.claim('t', 'R1', at)).toMatchObject({ head: { seq: 2 }, unclean: false });
  });

  test('of a dead holder stays one, however often its taking is told to nobody', async () => {
    const { live, clock } = await enter();
    clock.now = at + leaseMs;
    const next = live();
    expect((await next.runs.claim('t', 'R1', clock.now))?.unclean).toBe(true);
    next.loseAnswer('runs.update', false);
    await expect(next.runs.release('t', ['R1'])).rejects.toThrow();
    expect((await next.runs.claim('t', 'R1', clock.now))?.unclean).toBe(true);
  });

  test('that another has taken since is not taken back', async () => {
    const { holder, live, clock } = await enter();
    holder.loseAnswer('commits.insert', false);
    await expect(holder.runs.commit(commitOf(headOf('R1', { seq: 3 }), { release: false }))).rejects.toThrow(CommitUnknown);
    await holder.runs.release('t', ['R1']);
    clock.now = at + leaseMs;
    const next = live();
    expect((await next.runs.claim('t', 'R1', clock.now))?.unclean).toBe(true);
    expect(await holder.runs.claim('t', 'R1', clock.now)).toBeUndefined();
    expect(await next.runs.commit(commitOf(restOf('R1', { seq: 3 })))).toBe('done');
  });
});
