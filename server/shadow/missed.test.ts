import { describe, expect, it } from 'vitest';
import type { SignalSeen } from '../../nodes/node-type.ts';
import type { RunEvent } from '../engine/events.ts';
import { foldAll } from '../engine/fold.ts';
import { answersMissed, cancelMissed, keysOf, signalsMissed } from './missed.ts';

const start: RunEvent = { type: 'run.started', at: 1_000_000, trigger: 'in', input: { v: {} }, keys: ['1001'] };
const visit = (step: string, node = step.slice(step.lastIndexOf('/') + 1)): RunEvent => ({
  type: 'step.scheduled',
  at: 1_000_001,
  step,
  node,
  attempt: 1,
  revision: 0,
});
const asks = (step: string, task: string): RunEvent[] => [visit(step, step.replace(/^.*\/|~.*$/g, '')), { type: 'step.waiting', at: 1_000_002, step, task }];
const run = (id: string, ...events: RunEvent[]) => foldAll(id, [{ events: [start, ...events] }]);
const signal = (id: string, at = 1_000_003, name = 'go'): SignalSeen => ({ id, name, key: '1001', data: null, at });
const answer = (task: string): SignalSeen => ({ id: task, name: 'task.completed', key: 'live', data: task, at: 1_000_004 });

describe('answers', () => {
  const given = (live: RunEvent[], shadow: RunEvent[], ...tasks: string[]) =>
    answersMissed(run('live', ...live), run('s0live', ...shadow), tasks.map(answer)).map(({ id, key, data }) => [id, key, data]);

  it('go from each item to the same item', () => {
    const [live, shadow] = [
      [...asks('all:0/look', 'a'), ...asks('all:1/look', 'b')],
      [...asks('all:1/look', 'y'), ...asks('all:0/look', 'x')],
    ];
    expect(given(live, shadow, 'a')).toEqual([['x', 's0live', 'a']]);
    expect(given(live, shadow, 'b')).toEqual([['y', 's0live', 'b']]);
  });

  it('go to the step of that node where it came another way, inside the same item only', () => {
    expect(given(asks('look~here', 'a'), asks('look~there', 'x'), 'a')).toEqual([['x', 's0live', 'a']]);
    expect(given(asks('all:0/look~here', 'a'), asks('all:1/look~there', 'x'), 'a')).toEqual([]);
    expect(given(asks('look', 'a'), asks('sign', 'x'), 'a')).toEqual([]);
  });

  it('are not taken from another visit that has its own twin', () => {
    const shadow = [...asks('look~one', 'x'), ...asks('look~two', 'y')];
    expect(given(asks('look~one', 'a'), shadow, 'a')).toEqual([['x', 's0live', 'a']]);
  });

  it('wait for who has not come to ask', () => {
    expect(given(asks('look', 'a'), [visit('look')], 'a')).toEqual([]);
  });
});

describe('signals', () => {
  const own = run('s0live', visit('go'), { type: 'step.waiting', at: 1_000_002, step: 'go', signals: ['go'], key: '7' });
  const missed = (told: SignalSeen[], live: SignalSeen[], now = 1_000_100, of = own) => signalsMissed(of, told, live, now).map(({ id }) => id);

  it('are those stored for the live run and not for the shadow, from its start on', () => {
    expect(missed([], [signal('a'), signal('b')])).toEqual(['a', 'b']);
    expect(missed([], [signal('long ago', 900_000)])).toEqual([]);
  });

  it('are told again while young where nobody took them, for they may have woken nobody', () => {
    expect(missed([signal('a')], [signal('a')])).toEqual(['a']);
    expect(missed([signal('a')], [signal('a')], 2_000_000)).toEqual([]);
    const taken = foldAll('s0live', [
      { events: [start, { type: 'signal.taken', at: 1_000_005, id: 'a', name: 'go', key: '1001', data: { v: null }, stored: 1_000_003 }] },
    ]);
    expect(missed([signal('a')], [signal('a')], 1_000_100, taken)).toEqual([]);
  });

  it('are looked for by the keys of the run and of what waits', () => {
    expect(keysOf(own)).toEqual(['1001', '7']);
    expect(keysOf(run('s0live', visit('go')))).toEqual(['1001']);
  });
});

describe('a cancel', () => {
  const canceled: RunEvent = { type: 'run.canceled', at: 1_000_009, reason: 'not wanted', by: 'ada' };
  const undoing: RunEvent = { type: 'run.undoing', at: 1_000_008, reason: 'not wanted', by: 'ada' };
  const missed = (live: RunEvent[], ...shadow: RunEvent[]) => cancelMissed([{ events: [start, ...live] }], run('s0live', ...shadow))?.at;

  it('is what somebody asked for, from when it was heard', () => {
    expect(missed([canceled])).toBe(1_000_009);
    expect(missed([undoing, canceled])).toBe(1_000_008);
  });

  it('is not what the drawing did', () => {
    expect(missed([{ type: 'run.canceled', at: 1_000_009, reason: 'failed' }])).toBeUndefined();
    expect(missed([])).toBeUndefined();
  });

  it('is known to who is over or undoes already', () => {
    expect(missed([canceled], canceled)).toBeUndefined();
    expect(missed([canceled], undoing)).toBeUndefined();
    expect(missed([canceled], { type: 'run.completed', at: 1_000_009 })).toBeUndefined();
  });
});
