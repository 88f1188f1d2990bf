/** A process ends after the live stroke and before the shadow's: another one makes up for it, once, on any store. */
import { afterAll, describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { asked, askedLate, beside, home, live, openShadowPlace } from '../support/stages/shadow-place.ts';
import type { Stage } from '../support/stages/stage.ts';
import { openStages } from '../support/stages/stages.ts';

const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

type Played = Awaited<ReturnType<typeof openShadowPlace>>;

/** A large message: its input is a payload of the live run. */
const words = 'word '.repeat(300);

async function play(stage: Stage, flows: [Flow, Flow] | undefined, course: (played: Played) => Promise<void>): Promise<void> {
  const played = await openShadowPlace(stage, flows ? { flows } : {});
  try {
    await course(played);
  } finally {
    await played.close();
  }
}

/** Begun on both sides, then the second stroke of this act is lost. */
async function lose(played: Played, act: () => Promise<unknown>): Promise<void> {
  await played.deliver();
  await played.pass(5_000);
  expect(await played.stand()).toEqual(['waiting', 'waiting']);
  played.refusing.shadow = true;
  await act();
  played.refusing.shadow = false;
  expect(played.told).toHaveLength(1);
  await played.pass(10_000);
}

const round = 35_000;

describe.each(stages)('on $name', (stage) => {
  it('a cancel is told again', () =>
    play(stage, undefined, async (played) => {
      await lose(played, played.cancel);
      expect(await played.stand()).toEqual(['canceled', 'waiting']);
      played.heals();
      await played.pass(round);
      expect(await played.stand()).toEqual(['canceled', 'canceled']);
      expect((await played.events(beside)).findLast(({ type }) => type === 'run.canceled')).toMatchObject({ by: 'ada', reason: 'not wanted' });
    }));

  it('a signal is told again, long before the deadline of who waits for it', () =>
    play(stage, undefined, async (played) => {
      await lose(played, played.go);
      expect(await played.stand()).toEqual(['completed', 'waiting']);
      played.heals();
      await played.pass(round);
      expect(await played.stand()).toEqual(['completed', 'completed']);
      const [own] = await played.signalsOf(beside);
      expect(own).toEqual((await played.signalsOf(home))[0]);
      expect([played.calls['call']?.reached, played.calls['more']]).toEqual([1, undefined]);
    }));

  it.each([
    ['waits already', asked],
    ['comes to it an hour later', askedLate],
  ])('what a person answered is told again to a shadow that %s', (_, follower) =>
    play(stage, [asked, follower], async (played) => {
      await played.deliver();
      await played.pass(5_000);
      played.refusing.shadow = true;
      await played.answer();
      played.refusing.shadow = false;
      await played.pass(10_000);
      expect(await played.stand()).toEqual(['completed', 'waiting']);
      played.heals();
      await played.pass(3_600_000 + round);
      expect(await played.stand()).toEqual(['completed', 'completed']);
      expect(JSON.stringify(await played.said())).toContain('approved');
    }),
  );

  it('a delivery whose shadow never began is taken in again, and then what it missed', () =>
    play(stage, undefined, async (played) => {
      played.refusing.shadow = true;
      await played.deliver({ number: '1001', words });
      await played.pass(5_000);
      await played.go();
      await played.pass(5_000);
      expect(await played.stand()).toEqual(['completed', undefined]);
      played.refusing.shadow = false;
      played.heals();
      await played.pass(round);
      expect(await played.stand()).toEqual(['completed', 'completed']);
      const [own, other] = [(await played.events(beside))[0], (await played.events(home))[0]];
      expect(own).toEqual(other);
      expect(await played.input()).toEqual({ number: '1001', words });
      expect(played.calls['call']?.reached).toBe(1);
    }));

  it('nothing is done twice, however often it is healed and though the sender comes again', () =>
    play(stage, undefined, async (played) => {
      await lose(played, played.go);
      played.heals();
      played.heals();
      await played.pass(3 * round);
      expect(await played.stand()).toEqual(['completed', 'completed']);
      const [events, signals, strokes] = [await played.events(beside), await played.signalsOf(beside), played.strokes.length];
      await played.deliver();
      await played.go();
      await played.pass(3 * round);
      expect([await played.events(beside), await played.signalsOf(beside)]).toEqual([events, signals]);
      expect(events.filter(({ type }) => type === 'signal.taken')).toHaveLength(1);
      // The two of the sender.
      expect(played.strokes.length).toBe(strokes + 2);
    }));

  it('a stroke that was only late changes nothing of what was made up for', () =>
    play(stage, undefined, async (played) => {
      await lose(played, played.cancel);
      played.heals();
      await played.pass(round);
      const events = await played.events(beside);
      await played.cancel();
      await played.pass(2 * round);
      expect(await played.events(beside)).toEqual(events);
      expect(events.filter(({ type }) => type === 'run.canceled')).toHaveLength(1);
    }));

  it('nothing is told while nothing is missing', () =>
    play(stage, undefined, async (played) => {
      await played.deliver();
      await played.pass(5_000);
      const begun = played.strokes.length;
      played.heals();
      await played.pass(3 * round);
      expect([await played.stand(), played.strokes.length]).toEqual([['waiting', 'waiting'], begun]);
    }));

  it('what the drawing alone canceled is no wish for a shadow that is drawn otherwise', () =>
    play(stage, [{ ...live, signals: { cancel: { on: 'withdrawn' } } }, live], async (played) => {
      await played.deliver();
      await played.pass(5_000);
      await played.store.signal({ tenant: home, id: 'w', name: 'withdrawn', key: '1001', data: null, at: played.clock.now() });
      played.heals();
      await played.pass(3 * round);
      expect(await played.stand()).toEqual(['canceled', 'waiting']);
      expect(played.told).toEqual([]);
    }));
});
