import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { NodeFigures } from '../../server/http/api.ts';
import { createFigures } from './figures.ts';

const figures = (node: string, completed: number, waiting = 0, amount = '0'): NodeFigures => ({
  node,
  started: completed,
  completed,
  failed: 0,
  retried: 0,
  waiting,
  waitingMoney: [{ amount, currency: 'EUR' }],
  p50: null,
  p95: null,
  p99: null,
  money: [],
  ports: { done: completed },
});

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

test('a card hears of its own node, and only when its figures changed', () => {
  const store = createFigures();
  store.publish([figures('a', 10), figures('b', 4)]);
  const heard = { a: vi.fn(), b: vi.fn() };
  store.subscribe(heard.a, 'a');
  store.subscribe(heard.b, 'b');
  vi.advanceTimersByTime(300);
  store.publish([figures('a', 10), figures('b', 5)]);
  expect(heard.a).not.toHaveBeenCalled();
  expect(heard.b).toHaveBeenCalledOnce();
});

test('however fast figures come, they are shown at most four times a second, the last ones in the end', () => {
  const store = createFigures();
  const heard = vi.fn();
  store.subscribe(heard, 'a');
  for (let at = 0; at < 100; at++) {
    store.publish([figures('a', at)]);
    vi.advanceTimersByTime(10);
  }
  expect(heard.mock.calls.length).toBeLessThanOrEqual(5);
  vi.advanceTimersByTime(250);
  expect(store.read('a')?.completed).toBe(99);
});

test('money that waits heats a card in five steps of the largest sum', () => {
  const store = createFigures();
  store.publish([figures('none', 1), figures('some', 1, 2, '900'), figures('most', 1, 9, '8600000')]);
  expect(['none', 'some', 'most', 'unknown'].map((node) => store.heat(node))).toEqual([0, 1, 5, 0]);
});

test('the width of a line is its share of the busiest port', () => {
  const store = createFigures();
  store.publish([figures('a', 200), figures('b', 50)]);
  expect([store.share('a', 'done'), store.share('b', 'done'), store.share('b', 'other')]).toEqual([1, 0.25, 0]);
});
