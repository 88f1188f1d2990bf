import { describe, expect, it } from 'vitest';
import { runNode } from '../test/support/run-node.ts';
import emitSignal from './emit-signal.ts';
import log from './log.ts';
import repeat from './repeat.ts';

describe('repeat', () => {
  const config = { until: false, limit: 3, pause: 'PT5M' };
  const now = Date.parse('2026-11-25T10:00:00Z');
  it.each([
    ['begins at once', { config, item: { round: 0 } }, { kind: 'round' }],
    ['begins though its condition holds: it is looked at after a round', { config: { ...config, until: true }, item: { round: 0 } }, { kind: 'round' }],
    ['goes on after its pause', { config, now, item: { round: 1, last: 7 } }, { kind: 'round', at: now + 300_000 }],
    ['goes on at once without one', { config: { until: null, limit: 3 }, now, item: { round: 1, last: 7 } }, { kind: 'round' }],
    [
      'is done when its condition holds',
      { config: { ...config, until: true }, item: { round: 2, last: 7 } },
      { kind: 'emit', port: 'done', output: { rounds: 2, last: 7 } },
    ],
    [
      'is done when it holds in the last round',
      { config: { ...config, until: [1] }, item: { round: 3, last: 7 } },
      { kind: 'emit', port: 'done', output: { rounds: 3, last: 7 } },
    ],
    ['ends at its limit', { config, item: { round: 3 } }, { kind: 'emit', port: 'limit', output: { rounds: 3, last: null } }],
  ] as const)('%s', async (_, turn, outcome) => {
    expect(await runNode(repeat, turn as never)).toEqual(outcome); // `as never`: readonly tables against mutable turns
  });
});

describe('emit signal', () => {
  it('leaves with its step and says what it told', async () => {
    const signal = { name: 'order.shipped', key: '7', data: { parcels: 2 } };
    expect(await runNode(emitSignal, { config: { ...signal, key: 7 } })).toEqual({ kind: 'emit', output: signal, signal });
  });
  it('speaks for nobody else: names of the hub itself are refused', async () => {
    await expect(runNode(emitSignal, { config: { name: 'run.ended', key: '7' } })).rejects.toThrow('a signal of the hub itself');
    expect(emitSignal.check?.({ type: 'emit_signal@1', config: { name: 'task.completed', key: '7' } }, 'tell')).toMatchObject([
      { path: '/nodes/tell/config/name' },
    ]);
    expect(emitSignal.check?.({ type: 'emit_signal@1', config: { name: { $expr: 'order.event' }, key: '7' } }, 'tell')).toEqual([]);
  });
  it('without a key it tells nobody', async () => {
    await expect(runNode(emitSignal, { config: { name: 'a', key: '' } })).rejects.toThrow('needs a name and a key');
  });
});

describe('log', () => {
  it.each([
    ['a line', { message: 'shipped' }, { logged: 'shipped', level: 'info' }],
    ['a number, with data', { message: 12, level: 'warn', data: { a: 1 } }, { logged: '12', level: 'warn', data: { a: 1 } }],
    ['a long one is cut', { message: 'x'.repeat(2_000) }, { logged: 'x'.repeat(1_000), level: 'info' }],
    ['what was not found', { message: null }, { logged: 'null', level: 'info' }],
  ])('%s', async (_, config, output) => {
    expect(await runNode(log, { config })).toEqual({ kind: 'emit', output });
  });
});
