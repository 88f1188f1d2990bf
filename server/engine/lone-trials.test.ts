import { expect, it } from 'vitest';
import { manualClock } from '../../test/support/manual-clock.ts';
import { loneTrials } from './lone-trials.ts';

it('a run that died alone before waits until its holder has lasted, also when the clock was set back meanwhile', async () => {
  const clock = manualClock();
  const alone = loneTrials(clock);
  clock.set(clock.now() - 3_600_000);
  const began = clock.now();
  let isOn = false;
  void alone(1).then(() => {
    isOn = true;
  });
  await Promise.resolve();
  expect(isOn).toBe(false);
  clock.next();
  await new Promise((resolve) => setImmediate(resolve));
  expect(isOn).toBe(true);
  expect(clock.now() - began).toBe(5_000);
});
