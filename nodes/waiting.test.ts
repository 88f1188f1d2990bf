import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../flows/flow.ts';
import { noon, runNode, signalAt } from '../test/support/run-node.ts';
import type { SignalSeen } from './node-type.ts';
import task from './task/task.ts';
import wait from './wait.ts';
import waitFor from './wait-for.ts';

const hour = 3_600_000;
const day = 24 * hour;

describe('wait', () => {
  it.each([
    ['a length', { for: 'PT2H' }, noon + 2 * hour],
    ['an instant', { until: '2026-03-03T12:00:00Z' }, noon + day],
    ['a local time of the flow', { until: '2026-03-03T13:00:00' }, noon + day],
  ])('waits for %s and then goes on', async (_, config, until) => {
    expect(await runNode(wait, { config, zone: 'Europe/Stockholm' })).toEqual({ kind: 'wait', until });
    expect(await runNode(wait, { config, zone: 'Europe/Stockholm', now: until, since: noon })).toMatchObject({ kind: 'emit' });
  });

  it('an instant in the past goes on at once', async () => {
    expect(await runNode(wait, { config: { until: '2020-01-01' } })).toMatchObject({ kind: 'emit' });
  });

  it.each(['30 February', '2026-02-30T10:00:00Z', '2026-13-01'])('"%s" is no date', async (until) => {
    await expect(runNode(wait, { config: { until } })).rejects.toMatchObject({ code: 'data.invalid' });
  });
});

describe('wait for', () => {
  const config = { all: ['installer.contacted', 'installer.booked'], unless: ['quote.withdrawn'], deadline: 'P14D' };
  const at = (signals: SignalSeen[], more: JsonObject = {}, now = noon + 10) => runNode(waitFor, { config: { ...config, ...more }, signals, now, since: noon });

  it('waits with a deadline for what is missing', async () => {
    expect(await at([])).toEqual({
      kind: 'wait',
      signals: ['installer.contacted', 'installer.booked', 'quote.withdrawn'],
      until: noon + 14 * day,
      deadline: true,
    });
    expect(await at([signalAt('installer.contacted', noon)])).toMatchObject({ kind: 'wait' });
  });

  it.each([
    ['in order', [signalAt('installer.contacted', noon), signalAt('installer.booked', noon + 1, { date: '1 May' })], 'done'],
    ['the other way round', [signalAt('installer.booked', noon - 5), signalAt('installer.contacted', noon + 1)], 'done'],
    [
      'withdrawn before complete',
      [signalAt('installer.contacted', noon), signalAt('quote.withdrawn', noon + 1), signalAt('installer.booked', noon + 2)],
      'withdrawn',
    ],
    [
      'complete before withdrawn',
      [signalAt('quote.withdrawn', noon + 3), signalAt('installer.contacted', noon), signalAt('installer.booked', noon + 2)],
      'done',
    ],
    [
      'withdrawn in the same millisecond',
      [signalAt('installer.contacted', noon), signalAt('installer.booked', noon + 1), signalAt('quote.withdrawn', noon + 1)],
      'withdrawn',
    ],
  ] as const)('facts %s', async (_, signals, port) => {
    expect(await at([...signals])).toMatchObject({ kind: 'emit', port });
  });

  it('tells each fact with its time and data', async () => {
    const outcome = await at([signalAt('installer.contacted', noon), signalAt('installer.booked', noon + 1, { date: '1 May' })]);
    expect(outcome).toMatchObject({ output: { facts: { 'installer.booked': { at: '2026-03-02T12:00:00.001Z', data: { date: '1 May' } } } } });
  });

  it('any one of several is enough', async () => {
    expect(await runNode(waitFor, { config: { any: ['paid', 'guaranteed'], deadline: 'P1D' }, signals: [signalAt('guaranteed', noon)] })).toMatchObject({
      port: 'done',
    });
  });

  it('may leave earlier facts out', async () => {
    expect(await at([], { earlier: false })).toMatchObject({ since: noon });
  });

  it('reminds a person once, then waits on until the deadline', async () => {
    const remind = { remind: 'P3D' };
    expect(await at([], remind)).toMatchObject({ until: noon + 3 * day });
    expect(await at([], remind)).not.toHaveProperty('deadline');
    const due = await at([signalAt('installer.contacted', noon)], remind, noon + 3 * day);
    expect(due).toMatchObject({ until: noon + 14 * day, deadline: true, task: { title: 'Still missing: installer.booked', role: 'operator' } });
    const chased = await runNode(waitFor, { config: { ...config, ...remind }, now: noon + 4 * day, since: noon, task: { by: 'ada', data: {} } });
    expect(chased).toEqual(expect.objectContaining({ kind: 'wait', deadline: true, memo: 'chased' }));
    expect(chased).not.toHaveProperty('task');
  });
});

describe('task', () => {
  const config = {
    title: 'Check the address',
    role: 'sales',
    due: 'PT8H',
    outcomes: ['approve', 'refuse'],
    form: { properties: { note: { type: 'string' } }, required: ['note'] },
  };

  it('asks a person with a form that holds the outcomes', async () => {
    expect(await runNode(task, { config, order: { number: 'A-1' } })).toMatchObject({
      kind: 'wait',
      task: {
        title: 'Check the address',
        role: 'sales',
        due: noon + 8 * hour,
        data: { number: 'A-1' },
        form: { properties: { outcome: { enum: ['approve', 'refuse'] } }, required: ['note', 'outcome'] },
      },
    });
  });

  it('being due moves nothing; only a deadline does', async () => {
    expect(await runNode(task, { config })).not.toHaveProperty('deadline');
    expect(await runNode(task, { config: { ...config, deadline: 'P2D' } })).toMatchObject({ until: noon + 2 * day, deadline: true });
  });

  it('goes on through the outcome the person chose', async () => {
    expect(await runNode(task, { config, task: { by: 'ada', data: { outcome: 'refuse', note: 'moved' } } })).toMatchObject({
      port: 'refuse',
      output: { by: 'ada', outcome: 'refuse', data: { note: 'moved' } },
    });
    expect(await runNode(task, { config: { title: 'Look', role: 'sales' }, task: { by: 'ada', data: {} } })).toMatchObject({ port: 'done' });
  });

  it('an unknown outcome is refused', async () => {
    await expect(runNode(task, { config, task: { by: 'ada', data: { outcome: 'maybe' } } })).rejects.toThrow(/approve, refuse/);
  });

  it('has a port for each outcome, or "done"', () => {
    const ports = task.ports as (config: JsonObject) => string[];
    expect(ports(config)).toEqual(['approve', 'refuse']);
    expect(ports({})).toEqual(['done']);
  });
});
