import { describe, expect, it } from 'vitest';
import { noon, runNode } from '../test/support/run-node.ts';
import manual from './manual.ts';
import schedule, { nextInstant } from './schedule/schedule.ts';
import webhook from './webhook.ts';

it.each([webhook, manual, schedule])('$type hands on the document that started it', async (type) => {
  expect(await runNode(type, { trigger: { number: 'A-1' } })).toEqual({ kind: 'emit', output: { number: 'A-1' } });
});

it('a webhook that checks signatures names its secret', () => {
  expect(webhook.check?.({ type: 'webhook@1', config: { path: 'orders', signature: 'hmac' } }, 'in')).toMatchObject([
    { node: 'in', path: '/nodes/in/config/secret' },
  ]);
  expect(webhook.check?.({ type: 'webhook@1', config: { path: 'orders', signature: 'hmac', secret: 'shop.key' } }, 'in')).toEqual([]);
});

describe('the next instant of a schedule', () => {
  it.each([
    ['every hour, on the hour for every process', { every: 'PT1H' }, 'UTC', '2026-03-02T12:20:00Z', '2026-03-02T13:00:00.000Z'],
    ['every day counts days of the calendar', { every: 'P1D' }, 'Europe/Stockholm', '2026-03-28T11:00:00Z', '2026-03-29T10:00:00.000Z'],
    ['weekdays at seven', { cron: '0 7 * * 1-5' }, 'Europe/Stockholm', '2026-03-06T12:00:00Z', '2026-03-09T06:00:00.000Z'],
    ['a time that does not exist on the day of the change', { cron: '30 2 * * *' }, 'Europe/Stockholm', '2026-03-28T12:00:00Z', '2026-03-29T01:00:00.000Z'],
    ['its own zone wins', { cron: '0 7 * * *', zone: 'UTC' }, 'Europe/Stockholm', '2026-03-06T12:00:00Z', '2026-03-07T07:00:00.000Z'],
  ])('%s', async (_, config, zone, after, next) => {
    expect(new Date((await nextInstant(config, Date.parse(after), zone))!).toISOString()).toBe(next);
  });

  it('says what is wrong with a pattern', async () => {
    await expect(nextInstant({ cron: 'every full moon' }, noon, 'UTC')).rejects.toThrow(/no cron pattern/);
    await expect(nextInstant({}, noon, 'UTC')).rejects.toThrow(/"every" or "cron"/);
  });

  it('more than once a minute is a problem', () => {
    expect(schedule.check?.({ type: 'schedule@1', config: { every: 'PT10S' } }, 'tick')).toHaveLength(1);
  });
});
