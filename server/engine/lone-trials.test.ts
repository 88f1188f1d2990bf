import { expect, it } from 'vitest';
import { manualClock } from '../../test/support/manual-clock.ts';
import type { Hold } from './drain-deps.ts';
import { loneTrials } from './lone-trials.ts';

it('a run that died alone before waits until its holder has lasted, also when the clock was set back meanwhile', async () => {
  const clock = manualClock();
  const alone = loneTrials(clock);
  clock.set(clock.now() - 3_600_000);
  const began = clock.now();
  let isOn = false;
  const hold: Hold = { again: false, stopping: false, sureUntil: 0, comeBack: () => undefined };
  void alone(1, hold).then(() => {
    isOn = true;
  });
  await Promise.resolve();
  expect(isOn).toBe(false);
  clock.next();
  await new Promise((resolve) => setImmediate(resolve));
  expect(isOn).toBe(true);
  expect(clock.now() - began).toBe(5_000);
});

it('ends with its holder, and leaves the trial to the next one', async () => {
  const alone = loneTrials(manualClock());
  const hold: Hold = { again: false, stopping: false, sureUntil: 0, comeBack: () => undefined };
  const waiting = alone(1, hold);
  hold.stopping = true;
  hold.ring?.();
  expect(await waiting).toBeUndefined();
});
