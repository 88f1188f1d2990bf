import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storeClock } from './store-clock.ts';

/** A clock over a hand-moved monotonic one; the server is `ahead` of it. */
function clockAt(ahead: number, tripMs: number) {
  const world = { instant: 1_000, ahead };
  const read = (slow = tripMs) => {
    const sent = world.instant;
    world.instant += slow;
    return { sent, received: world.instant, localTime: Math.floor(sent + slow / 2 + world.ahead) };
  };
  const clock = storeClock(() => world.instant, read());
  return { world, clock, learn: (slow?: number) => clock.learn(read(slow)) };
}

test('the clock shows the time of the server, to half a round trip', () => {
  const { world, clock } = clockAt(1_764_000_000_000, 10);
  world.instant += 70_000;
  expect(Math.abs(clock.now() - (world.instant + world.ahead))).toBeLessThanOrEqual(5);
});

test('a slow answer does not move the clock, a proof does', () => {
  const { world, clock, learn } = clockAt(5_000, 2);
  expect(learn(900)).toBe(0);
  world.ahead += 60_000;
  const moved = learn(2);
  expect(moved).toBeGreaterThan(59_997);
  expect(moved).toBeLessThanOrEqual(60_000);
  expect(clock.now()).toBeGreaterThanOrEqual(Math.floor(world.instant + world.ahead) - 3);
});

test('time that goes back at the server is made up for at half speed, without standing still', () => {
  const { world, clock, learn } = clockAt(3_600_000, 2);
  const before = clock.now();
  world.ahead -= 10_000;
  expect(learn()).toBeLessThan(-9_990);
  world.instant += 4_000;
  expect(clock.now() - before).toBeGreaterThanOrEqual(1_999);
  expect(clock.now() - before).toBeLessThanOrEqual(2_002);
  world.instant += 60_000;
  expect(Math.abs(clock.now() - (world.instant + world.ahead))).toBeLessThanOrEqual(3);
});

test('whatever the server says, now never goes back', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ wait: fc.nat(20_000), trip: fc.nat(2_000), shift: fc.integer({ min: -90_000, max: 90_000 }) })), (turns) => {
      const { world, clock, learn } = clockAt(1_000_000, 5);
      let last = clock.now();
      for (const { wait, trip, shift } of turns) {
        world.instant += wait;
        world.ahead += shift;
        learn(trip);
        const now = clock.now();
        expect(now).toBeGreaterThanOrEqual(last);
        last = now;
      }
    }),
  );
});
