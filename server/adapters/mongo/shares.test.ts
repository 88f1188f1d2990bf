import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Demand, type Settled, type Share, settle } from './shares.ts';

const leaseMs = 15_000;
const demand = (life: string, inUse: number, waiting: number, spare = 0): Demand => ({ life, inUse, waiting, spare });

/** Processes that ask one after the other and use what they are allowed. */
function play(limit: number) {
  let shares: Share[] = [];
  const inUse = new Map<string, number>();
  return {
    ask(life: string, waiting: number, now: number, spare = 0): Settled {
      const settled = settle(shares, demand(life, inUse.get(life) ?? 0, waiting, spare), limit, now, leaseMs);
      shares = settled.shares;
      return settled;
    },
    use: (life: string, calls: number) => inUse.set(life, calls),
    held: (now: number) => shares.filter(({ until }) => until > now).reduce((sum, { held }) => sum + held, 0),
    shares: () => shares,
  };
}

test('one process alone has all it has calls for', () => {
  const { ask } = play(5);
  expect(ask('a', 3, 0)).toMatchObject({ held: 3, allowed: 3, live: 1, othersWant: false });
  expect(ask('a', 9, 1)).toMatchObject({ held: 5, allowed: 5 });
});

test('who holds everything while another wants takes no new call until its part is given back', () => {
  const { ask, use } = play(5);
  ask('a', 9, 0);
  use('a', 5);
  expect(ask('b', 9, 1)).toMatchObject({ held: 0, allowed: 0, othersWant: true });
  expect(ask('a', 4, 2)).toMatchObject({ held: 5, allowed: 3, othersWant: true });
  use('a', 3);
  expect(ask('a', 4, 3)).toMatchObject({ held: 3, allowed: 3 });
  expect(ask('b', 9, 4)).toMatchObject({ held: 2, allowed: 2 });
});

test('a process with few calls leaves the rest to the others', () => {
  const { ask, use } = play(6);
  ask('a', 1, 0);
  use('a', 1);
  expect(ask('b', 20, 1)).toMatchObject({ held: 5 });
});

test('where there are fewer places than processes they take turns', () => {
  const { ask, use } = play(1);
  const had: string[] = [];
  const lives = ['a', 'b', 'c'];
  for (let now = 0; now < 12_000; now += 100)
    for (const life of lives) {
      const { held, allowed } = ask(life, 5, now);
      use(life, Math.min(held, allowed));
      if (held > 0 && had.at(-1) !== life) had.push(life);
    }
  for (const life of lives) expect(had.filter((one) => one === life).length, life).toBeGreaterThanOrEqual(3);
});

test('idle places are kept for a while, unless somebody wants them', () => {
  const { ask } = play(2);
  ask('a', 2, 0);
  expect(ask('a', 0, 1, 2)).toMatchObject({ held: 2 });
  expect(ask('b', 1, 2)).toMatchObject({ held: 0 });
  expect(ask('a', 0, 3, 2)).toMatchObject({ held: 0 });
  expect(ask('b', 1, 4)).toMatchObject({ held: 1 });
});

test('the places of a process that died are free when its lease has run out, and not before', () => {
  const { ask, use } = play(3);
  ask('a', 3, 0);
  use('a', 3);
  expect(ask('b', 3, leaseMs - 1).held).toBe(0);
  expect(ask('b', 3, leaseMs).held).toBe(3);
});

test('whatever anybody asks and whenever: no more places are held than there are, and nobody loses one in use', () => {
  const step = fc.record({ life: fc.constantFrom('a', 'b', 'c', 'd'), waiting: fc.nat(9), use: fc.nat(9), later: fc.nat(2_000) });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.array(step, { maxLength: 60 }), (limit, steps) => {
      const { ask, use, held, shares } = play(limit);
      const out = new Map<string, number>();
      let now = 0;
      for (const { life, waiting, use: calls, later } of steps) {
        now += later;
        // Whoever lets its lease run out has no calls out any more.
        for (const other of ['a', 'b', 'c', 'd'])
          if (!shares().some((share) => share.life === other && share.until > now)) {
            out.set(other, 0);
            use(other, 0);
          }
        const settled = ask(life, waiting, now);
        expect(held(now)).toBeLessThanOrEqual(limit);
        expect(settled.held).toBeGreaterThanOrEqual(out.get(life) ?? 0);
        if (settled.live === 1) expect(settled.allowed).toBe(Math.min(limit, (out.get(life) ?? 0) + waiting));
        out.set(life, Math.min(calls, settled.allowed));
        use(life, out.get(life)!);
      }
    }),
  );
});
