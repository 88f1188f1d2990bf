import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type FairShare, fairShare } from './fair-share.ts';

/** Served as BullMQ serves: lowest priority first, first come first among equals. */
function line() {
  type Ring = { lane: string; priority: number };
  const waiting: Ring[] = [];
  const lasts = new Map<FairShare, Map<string, Ring>>();
  const head = () => waiting.reduce<Ring | undefined>((best, one) => (best && best.priority <= one.priority ? best : one), undefined);
  return {
    ring(share: FairShare, lane: string, { times = 1, isUrgent = false, weight = 1 } = {}) {
      const last = lasts.get(share) ?? new Map<string, Ring>();
      lasts.set(share, last);
      share.sees(
        head()?.priority,
        [...last].filter(([, ring]) => !waiting.includes(ring)).map(([of]) => of),
      );
      for (let n = 0; n < times; n += 1) {
        const ring = { lane, priority: share.place(lane, isUrgent, weight) };
        waiting.push(ring);
        last.set(lane, ring);
      }
    },
    serve(times = 1): string[] {
      return Array.from({ length: times }, head).flatMap(() => {
        const next = head();
        return next ? waiting.splice(waiting.indexOf(next), 1).map(({ lane }) => lane) : [];
      });
    },
    /** How many are served until one of this lane is. */
    until(lane: string): number {
      for (let n = 0; ; n += 1) if ((this.serve()[0] ?? lane) === lane) return n;
    },
  };
}

it('a single ring waits for a few of a large backlog, however long that has been served', () => {
  const share = fairShare();
  const queue = line();
  queue.ring(share, 'a', { times: 3_000 });
  queue.ring(share, 'b');
  expect(queue.until('b')).toBeLessThanOrEqual(8);
  queue.serve(2_000);
  queue.ring(share, 'b');
  expect(queue.until('b')).toBeLessThanOrEqual(8);
});

it('processes share the time of the backlog', () => {
  const queue = line();
  queue.ring(fairShare(), 'a', { times: 3_000 });
  queue.serve(1_000);
  queue.ring(fairShare(), 'b');
  expect(queue.until('b')).toBeLessThanOrEqual(8);
});

it('a signal goes before the fresh orders of its flow, and many signals leave room for others', () => {
  const share = fairShare();
  const queue = line();
  queue.ring(share, 'a', { times: 100 });
  queue.ring(share, 'signal of a', { isUrgent: true });
  expect(queue.until('signal of a')).toBe(0);
  queue.ring(share, 'signals', { times: 1_000, isUrgent: true });
  queue.ring(share, 'b');
  expect(queue.until('b')).toBeLessThanOrEqual(16);
});

it('a heavier flow has the larger share', () => {
  const share = fairShare();
  const queue = line();
  queue.ring(share, 'light', { times: 1_000 });
  queue.ring(share, 'heavy', { times: 1_000, weight: 3 });
  expect(queue.serve(1_000).filter((lane) => lane === 'heavy').length / 1_000).toBeCloseTo(0.75, 1);
});

it('a lane does not pay for what was served before', () => {
  const share = fairShare();
  const queue = line();
  queue.ring(share, 'a', { times: 2_000 });
  queue.serve(2_000);
  queue.ring(fairShare(), 'b', { times: 2_000 });
  queue.ring(share, 'a');
  expect(queue.until('a')).toBeLessThanOrEqual(8);
});

it('places stay inside the range of BullMQ, whatever rings', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.string(), fc.boolean(), fc.option(fc.integer({ min: 1, max: 2 ** 21 }), { nil: undefined }))), (rings) => {
      const share = fairShare();
      for (const [lane, isUrgent, head] of rings) {
        share.sees(head, []);
        const place = share.place(lane, isUrgent);
        expect(Number.isInteger(place) && place >= 1 && place <= 2 ** 21).toBe(true);
      }
    }),
  );
});

it('among any backlogs a new flow waits for at most eight rings of each', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { minLength: 1, maxLength: 5 }), fc.integer({ min: 0, max: 400 }), (backlogs, served) => {
      const share = fairShare();
      const queue = line();
      for (const [n, size] of backlogs.entries()) queue.ring(share, `lane ${n}`, { times: size });
      queue.serve(served);
      queue.ring(share, 'new');
      expect(queue.until('new')).toBeLessThanOrEqual(8 * backlogs.length);
    }),
    { numRuns: 30 },
  );
});
