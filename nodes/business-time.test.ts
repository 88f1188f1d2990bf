import { describe, expect, it } from 'vitest';
import { checkConfig } from '../flows/check-config.ts';
import type { JsonObject } from '../flows/flow.ts';
import { runNode } from '../test/support/run-node.ts';
import cancellationWindow from './cancellation-window/cancellation-window.ts';
import wait from './wait.ts';
import waitFor from './wait-for.ts';

const zone = 'Europe/Stockholm';
const friday = Date.parse('2026-12-18T16:00:00+01:00');
const at = (since: number) => ({ since, now: since, zone });
const due = (text: string) => ({ until: Date.parse(text) });

describe('business time', () => {
  it.each([
    ['eight hours over a weekend', { for: 'PT8H', calendar: 'se' }, '2026-12-21T15:00:00+01:00'],
    ['three days over Christmas', { for: 'P3D', calendar: 'se' }, '2026-12-23T16:00:00+01:00'],
    ['five days over Christmas, in Germany', { for: 'P5D', calendar: 'de' }, '2026-12-28T16:00:00+01:00'],
    ['five days over Christmas, in Sweden', { for: 'P5D', calendar: 'se' }, '2026-12-29T16:00:00+01:00'],
    ['hours of its own', { for: 'PT3H', calendar: { days: [5, 6], from: '10:00', to: '18:00' } }, '2026-12-19T11:00:00+01:00'],
    ['an instant on a holiday', { until: '2026-12-25T09:00:00', calendar: 'se' }, '2026-12-28T08:00:00+01:00'],
    ['an instant in opening hours', { until: '2026-12-21T09:00:00', calendar: 'se' }, '2026-12-21T09:00:00+01:00'],
  ] as [string, JsonObject, string][])('of a wait: %s', async (_, config, until) => {
    expect(await runNode(wait, { config, ...at(friday) })).toMatchObject(due(until));
  });

  it('of a calendar in another zone is read there', async () => {
    const config = { for: 'PT2H', calendar: 'de' };
    const outcome = await runNode(wait, {
      config,
      since: Date.parse('2026-12-18T20:00:00Z'),
      now: Date.parse('2026-12-18T20:00:00Z'),
      zone: 'America/New_York',
    });
    expect(outcome).toMatchObject(due('2026-12-21T10:00:00+01:00'));
  });

  it('of a deadline and its reminder', async () => {
    const config = { any: ['quote.accepted'], deadline: 'P10D', remind: 'P2D', calendar: 'nl' };
    const turn = { config, since: friday, zone };
    expect(await runNode(waitFor, { ...turn, now: friday })).toMatchObject(due('2026-12-22T16:00:00+01:00'));
    const reminded = Date.parse('2026-12-22T16:00:00+01:00');
    expect(await runNode(waitFor, { ...turn, now: reminded })).toMatchObject({
      ...due('2027-01-05T16:00:00+01:00'),
      deadline: true,
      task: { role: 'operator' },
    });
  });

  it('of a cancellation window', async () => {
    const outcome = await runNode(cancellationWindow, {
      config: { for: 'PT30M', clock: 'received', calendar: 'se' },
      ...at(friday),
      run: { startedAt: Date.parse('2026-12-23T16:45:00+01:00') } as never,
    });
    expect(outcome).toMatchObject(due('2026-12-28T08:15:00+01:00'));
  });

  it('of a calendar nobody knows is told, not guessed', async () => {
    await expect(async () => runNode(wait, { config: { for: 'PT1H', calendar: 'ours' }, ...at(friday) })).rejects.toThrow('deploy the flow again');
  });
});

it.each([
  [{ for: 'PT1H', calendar: 'se' }, []],
  [{ for: 'PT1H', calendar: { days: [1], from: '08:00', to: '17:00' } }, []],
  [{ for: 'PT1H', calendar: { week: { mon: ['08:00-17:00'] }, special: [{ on: 'easter-2', title: 'Good Friday' }] } }, []],
  [{ for: 'PT1H', calendar: { $expr: 'order.calendar' } }, ['/calendar']],
  [{ for: 'PT1H', calendar: { days: [8], from: '08:00', to: '17:00' } }, ['/calendar']],
  [{ for: 'PT1H', calendar: 5 }, ['/calendar']],
] as [JsonObject, string[]][])('the calendar of %j has problems at %j', (config, paths) => {
  expect(checkConfig(config, wait.config, '').map(({ path }) => path)).toEqual(paths);
});

it.each([
  [{ days: [1], from: '17:00', to: '08:00' }, '/nodes/hold/config/calendar'],
  [{ week: { mon: ['08:00-17:00'] }, zone: 'Europe/Berln' }, '/nodes/hold/config/calendar/zone'],
  [{ week: { mon: ['08:00-12:00', '10:00-11:00'] } }, '/nodes/hold/config/calendar'],
] as [JsonObject, string][])('a calendar like %j is a problem at %s', (calendar, path) => {
  expect(wait.check?.({ type: 'wait@1', config: { for: 'PT1H', calendar } }, 'hold')).toMatchObject([{ path }]);
});
