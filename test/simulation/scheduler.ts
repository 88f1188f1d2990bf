/**
 * Virtual time: a heap of instants. One event is taken, run, and everything it set free in promises happens
 * before the next: Node empties its microtasks between two immediates, completely and for 0.2 µs.
 */
import type { Chance } from './chance.ts';

/** Whoever an event belongs to: the dead hear nothing any more, the frozen hear it when they thaw. */
export interface Owner {
  alive: boolean;
  isFrozen: boolean;
  /** What came while it was frozen. */
  backlog: (() => void)[];
}

export interface Scheduler {
  /** True time, ms since 1970; no process sees it, only its own clock. */
  now(): number;
  after(ms: number, call: () => void, owner?: Owner): void;
  thaw(owner: Owner): void;
  /** Everybody sleeps that long: what was to happen meanwhile happens afterwards. */
  sleep(ms: number): void;
  /** Runs until `isOver` says so, nothing is left, or `until` is reached. */
  run(until: number, isOver: () => boolean): Promise<void>;
  /** Events that happened. */
  steps(): number;
}

interface Entry {
  at: number;
  tie: number;
  call: () => void;
  owner: Owner | undefined;
}

const batch = 64;

export function schedulerOf(chance: Chance, start: number): Scheduler {
  const heap: Entry[] = [];
  let now = start;
  let steps = 0;

  const happen = (entry: Entry): void => {
    if (entry.owner && !entry.owner.alive) return;
    if (entry.owner?.isFrozen) {
      entry.owner.backlog.push(entry.call);
      return;
    }
    steps += 1;
    entry.call();
  };

  const after = (ms: number, call: () => void, owner?: Owner): void => push(heap, { at: now + Math.max(0, ms), tie: chance.next(), call, owner });

  return {
    now: () => now,
    after,
    thaw(owner) {
      owner.isFrozen = false;
      for (const call of owner.backlog.splice(0)) after(0, call, owner);
    },
    sleep(ms) {
      now += ms;
    },
    steps: () => steps,
    run: (until, isOver) =>
      new Promise((resolve, reject) => {
        let waiting = 0;
        let isDone = false;
        const refill = (): void => {
          for (; waiting < batch; waiting += 1) setImmediate(step);
        };
        const step = (): void => {
          waiting -= 1;
          if (!isDone) {
            try {
              if (isOver()) isDone = true;
              else if (heap.length === 0 || heap[0]!.at > until) {
                now = Math.max(now, until);
                isDone = true;
              } else {
                const entry = pop(heap);
                now = Math.max(now, entry.at);
                happen(entry);
              }
            } catch (error) {
              isDone = true;
              reject(error);
            }
          }
          if (waiting > 0) return;
          if (isDone) resolve();
          else refill();
        };
        refill();
      }),
  };
}

const isBefore = (a: Entry, b: Entry): boolean => a.at < b.at || (a.at === b.at && a.tie < b.tie);

function push(heap: Entry[], entry: Entry): void {
  let at = heap.length;
  heap.push(entry);
  while (at > 0) {
    const above = (at - 1) >> 1;
    if (!isBefore(entry, heap[above]!)) break;
    heap[at] = heap[above]!;
    at = above;
  }
  heap[at] = entry;
}

function pop(heap: Entry[]): Entry {
  const first = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let below = 2 * at + 1;
    if (below >= heap.length) break;
    if (below + 1 < heap.length && isBefore(heap[below + 1]!, heap[below]!)) below += 1;
    if (!isBefore(heap[below]!, last)) break;
    heap[at] = heap[below]!;
    at = below;
  }
  heap[at] = last;
  return first;
}
