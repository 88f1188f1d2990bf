/** A shadow beside a live run on any store: nothing leaves, whatever is lost on the way. */
import { afterAll, describe, expect, it } from 'vitest';
import { asked, askedLate, openShadowPlace } from '../support/stages/shadow-place.ts';
import { openStages } from '../support/stages/stages.ts';

const stages = await openStages();
afterAll(async () => {
  for (const stage of stages) await stage.close();
});

describe.each(stages)('on $name', (stage) => {
  it('the shadow ends beside the live run, takes its answer, and calls nobody', async () => {
    const played = await openShadowPlace(stage);
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
    const played = await openShadowPlace(stage);
    try {
      await played.deliver();
      await played.pass(5_000);
      await played.cancel();
      await played.pass(5_000);
      expect(await played.stand()).toEqual(['canceled', 'canceled']);
      expect(played.calls).toEqual({});
    } finally {
      await played.close();
    }
  });

  it('an end between the two strokes is told and leaves the live run whole; the message that comes again heals it', async () => {
    const played = await openShadowPlace(stage);
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
    const played = await openShadowPlace(stage);
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
    const played = await openShadowPlace(stage, { flows: [asked, follower] });
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
    const played = await openShadowPlace(stage, { loseAt });
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
