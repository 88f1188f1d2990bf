import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LiveEvent } from '../../server/http/api.ts';
import { openLive, touched, tryLine } from './live.ts';

/** A line whose other end is this test. */
class Line extends EventTarget {
  static CLOSED = 2;
  static opened: Line[] = [];
  readyState = 1;
  onopen: (() => void) | undefined;
  onerror: (() => void) | undefined;
  constructor() {
    super();
    Line.opened.push(this);
  }
  say(event: LiveEvent) {
    this.dispatchEvent(new MessageEvent(event.kind, { data: JSON.stringify(event) }));
  }
  close() {
    this.readyState = Line.CLOSED;
  }
}

let client: QueryClient;
let close: () => void;
const asked = () => vi.mocked(client.invalidateQueries).mock.calls.map(([filter]) => JSON.stringify(filter?.queryKey ?? 'everything'));

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', Line);
  Line.opened = [];
  client = new QueryClient();
  vi.spyOn(client, 'invalidateQueries').mockResolvedValue();
  close = openLive(client);
  Line.opened[0]?.onopen?.();
  vi.mocked(client.invalidateQueries).mockClear();
});
afterEach(() => {
  close();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const run = (id: string): LiveEvent => ({ kind: 'run', id, flow: 'quick_order', status: 'running', keys: [id], open: [] });

test.each<[LiveEvent['kind'], LiveEvent, string]>([
  ['run', run('r1'), 'run'],
  ['task', { kind: 'task', id: 't1', status: 'open' }, 'tasks'],
  ['delivery', { kind: 'delivery', id: 'd1', status: 202 }, 'deliveries'],
  ['flow', { kind: 'flow', id: 'f1' }, 'flows'],
])('news of a %s puts what shows it out of date', (_, event, key) => {
  expect(touched(event).map(([first]) => first)).toContain(key);
});

test('the list of runs is never read again by itself, so no row moves under the pointer', () => {
  expect(touched(run('r1')).map(([first]) => first)).not.toContain('runs');
});

test('a burst of news asks each question once', () => {
  for (const id of ['r1', 'r1', 'r1']) Line.opened[0]?.say(run(id));
  expect(asked()).toEqual([]);
  vi.advanceTimersByTime(500);
  expect(asked().filter((key) => key === '["runs-newest"]')).toHaveLength(1);
});

test('what was read before the line stood is read again, since its news may have been missed', () => {
  Line.opened[0]?.onopen?.();
  expect(asked()).toEqual(['"everything"']);
});

test('a line that hangs is opened again, and everything is read anew once it speaks', () => {
  vi.advanceTimersByTime(20_000);
  expect(Line.opened).toHaveLength(2);
  Line.opened[1]?.onopen?.();
  expect(asked()).toContain('"everything"');
});

test('a line refused for good asks who is signed in and tries again in five seconds', () => {
  const line = Line.opened[0]!;
  line.readyState = Line.CLOSED;
  line.onerror?.();
  expect(asked()).toEqual(['["me"]']);
  vi.advanceTimersByTime(5_000);
  expect(Line.opened).toHaveLength(2);
});

test('a person who does not want to wait opens the line at once', () => {
  tryLine();
  expect(Line.opened).toHaveLength(2);
});

test('a page that is left keeps no timer', () => {
  Line.opened[0]?.say(run('r1'));
  close();
  expect(vi.getTimerCount()).toBe(0);
});
