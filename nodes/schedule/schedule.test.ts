import { describe, expect, it, test } from 'vitest';
import { checkConfig } from '../../flows/check-config.ts';
import type { JsonObject } from '../../flows/flow.ts';
import { noon } from '../../test/support/run-node.ts';
import { nextInstant, nextInstants } from './instants.ts';
import schedule from './schedule.ts';

const iso = (at: number | undefined): string | undefined => (at === undefined ? undefined : new Date(at).toISOString());
const list = (config: JsonObject, after: string, count: number, zone = 'UTC', anchor?: string): string[] =>
  nextInstants(config, Date.parse(after), zone, count, anchor === undefined ? undefined : Date.parse(anchor)).map(({ at }) => new Date(at).toISOString());

describe('the next instant of a schedule', () => {
  it.each([
    ['every hour, on the hour for every process', { every: 'PT1H' }, 'UTC', '2026-03-02T12:20:00Z', '2026-03-02T13:00:00.000Z'],
    ['every day counts days of the calendar', { every: 'P1D' }, 'Europe/Stockholm', '2026-03-28T11:00:00Z', '2026-03-29T10:00:00.000Z'],
    ['weekdays at seven', { cron: '0 7 * * 1-5' }, 'Europe/Stockholm', '2026-03-06T12:00:00Z', '2026-03-09T06:00:00.000Z'],
    ['its own zone wins', { cron: '0 7 * * *', zone: 'UTC' }, 'Europe/Stockholm', '2026-03-06T12:00:00Z', '2026-03-07T07:00:00.000Z'],
  ])('%s', (_, config, zone, after, next) => expect(iso(nextInstant(config, Date.parse(after), zone))).toBe(next));

  it('says what is wrong with a pattern', () => {
    expect(() => nextInstant({ cron: 'every full moon' }, noon, 'UTC')).toThrow(/no cron pattern/);
    expect(() => nextInstant({}, noon, 'UTC')).toThrow(/"every", "cron"/);
    expect(() => nextInstant({ every: 'P1D', from: '2026-02-30' }, noon, 'UTC')).toThrow(/not a date/);
    expect(() => nextInstant({ every: 'P1D', calendar: 'ours' }, noon, 'UTC')).toThrow(/deploy the flow again/);
  });
});

describe('on the nights the clock changes, a daily time comes once', () => {
  it.each([
    [
      '02:30 of the skipped hour in Stockholm',
      '30 2 * * *',
      'Europe/Stockholm',
      '2026-03-28T12:00:00Z',
      ['2026-03-29T01:00:00.000Z', '2026-03-30T00:30:00.000Z'],
    ],
    [
      '02:30 of the doubled hour in Stockholm',
      '30 2 * * *',
      'Europe/Stockholm',
      '2026-10-24T12:00:00Z',
      ['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'],
    ],
    [
      '02:30 of the skipped hour in New York',
      '30 2 * * *',
      'America/New_York',
      '2026-03-07T12:00:00Z',
      ['2026-03-08T07:00:00.000Z', '2026-03-09T06:30:00.000Z'],
    ],
    [
      '01:30 of the doubled hour in New York',
      '30 1 * * *',
      'America/New_York',
      '2026-10-31T12:00:00Z',
      ['2026-11-01T05:30:00.000Z', '2026-11-02T06:30:00.000Z'],
    ],
    [
      '02:15 of the skipped half hour of Lord Howe',
      '15 2 * * *',
      'Australia/Lord_Howe',
      '2026-10-03T00:00:00Z',
      ['2026-10-03T15:30:00.000Z', '2026-10-04T15:15:00.000Z'],
    ],
    [
      '01:45 of the doubled half hour of Lord Howe',
      '45 1 * * *',
      'Australia/Lord_Howe',
      '2026-04-04T00:00:00Z',
      ['2026-04-04T14:45:00.000Z', '2026-04-05T15:15:00.000Z'],
    ],
  ])('%s', (_, cron, zone, after, next) => expect(list({ cron }, after, 2, zone)).toEqual(next));

  it.each([
    ['two times in the skipped hour are one', '15,45 2 * * *', '2026-03-28T12:00:00Z', ['03-29T01:00', '03-30T00:15', '03-30T00:45']],
    ['a step inside the skipped hour is one', '*/30 2 * * *', '2026-03-28T12:00:00Z', ['03-29T01:00', '03-30T00:00', '03-30T00:30']],
    ['what stands beside it stays', '15 1-3 * * *', '2026-03-28T23:30:00Z', ['03-29T00:15', '03-29T01:00', '03-29T01:15']],
    ['a step inside the doubled hour goes through it once', '*/30 2 * * *', '2026-10-24T12:00:00Z', ['10-25T00:00', '10-25T00:30', '10-26T01:00']],
    ['a weekday that is not that night', '30 2 * * 1', '2026-03-28T12:00:00Z', ['03-30T00:30', '04-06T00:30']],
    ['the night itself, once a year', '30 2 29 3 *', '2025-12-01T00:00:00Z', ['03-29T01:00', '03-29T00:30', '03-29T00:30']],
  ])('%s', (_, cron, after, next) => expect(list({ cron }, after, next.length, 'Europe/Stockholm').map((at) => at.slice(5, 16))).toEqual(next));

  it('a quarter past every hour is not told of the hour that is skipped', () => {
    expect(list({ cron: '15 * * * *' }, '2026-03-29T00:00:00Z', 3, 'Europe/Stockholm').map((at) => at.slice(11, 16))).toEqual(['00:15', '01:15', '02:15']);
  });

  it('a half hour goes on every half hour through the doubled hour', () => {
    const times = nextInstants({ cron: '*/30 * * * *' }, Date.parse('2026-10-24T23:50:00Z'), 'Europe/Stockholm', 6).map(({ at }) => at);
    expect(new Set(times.slice(1).map((at, index) => at - times[index]!))).toEqual(new Set([30 * 60_000]));
  });
});

describe('calendar lengths keep their day', () => {
  it('monthly from the 31st is the last day of a shorter month, and the 31st again after', () => {
    expect(list({ every: 'P1M', from: '2026-01-31' }, '2026-01-01T00:00:00Z', 5)).toEqual(
      ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31'].map((date) => `${date}T00:00:00.000Z`),
    );
  });
  it('so does one that counts from its deploy, wherever it stands', () => {
    expect(list({ every: 'P1M' }, '2026-02-28T09:00:00Z', 2, 'UTC', '2025-12-31T09:00:00Z')).toEqual(['2026-03-31T09:00:00.000Z', '2026-04-30T09:00:00.000Z']);
  });
  it('yearly from a leap day is the 28th, and a leap day again', () => {
    expect(list({ every: 'P1Y', from: '2024-02-29' }, '2024-03-01T00:00:00Z', 4).map((at) => at.slice(0, 10))).toEqual([
      '2025-02-28',
      '2026-02-28',
      '2027-02-28',
      '2028-02-29',
    ]);
  });
  it('after a hundred years it is still found at once', () => {
    expect(list({ every: 'P1D', from: '1926-01-01' }, '2026-06-30T12:00:00Z', 1, 'Europe/Stockholm')).toEqual(['2026-06-30T22:00:00.000Z']);
  });
});

describe('with a calendar', () => {
  const zone = 'Europe/Stockholm';
  const days = (config: JsonObject, after: string, count: number) => list(config, after, count, zone).map((at) => at.slice(5, 16));
  it.each([
    ['closed days are passed over', { cron: '0 7 * * *' }, '2026-12-22T12:00:00Z', ['12-23T06:00', '12-28T06:00', '12-29T06:00']],
    ['or move to the open day after, and meet there as one', { cron: '0 7 * * *', closed: 'next' }, '2026-12-23T12:00:00Z', ['12-28T06:00', '12-29T06:00']],
    ['or to the open day before', { cron: '0 7 24 12 *', closed: 'previous' }, '2026-12-01T12:00:00Z', ['12-23T06:00']],
    ['the 1st, or the open day after', { cron: '0 7 1 * *', closed: 'next' }, '2026-04-15T12:00:00Z', ['05-04T05:00', '06-01T05:00', '07-01T05:00']],
    ['the last day, or the open day before', { cron: '0 7 L * *', closed: 'previous' }, '2026-10-01T12:00:00Z', ['10-30T06:00', '11-30T06:00', '12-30T06:00']],
    [
      'an evening that moves lies behind the morning of its new day',
      { cron: '0 7,18 * * *', closed: 'next' },
      '2026-12-04T18:00:00Z',
      ['12-07T06:00', '12-07T17:00'],
    ],
    [
      'every fortnight moves with its day, not after it',
      { every: 'P2W', from: '2026-12-11', closed: 'next' },
      '2026-12-12T12:00:00Z',
      ['12-27T23:00', '01-07T23:00', '01-21T23:00'],
    ],
    ['every six hours, on open days', { every: 'PT6H' }, '2026-12-23T12:30:00Z', ['12-23T18:00', '12-28T00:00']],
    ['what only ever falls on a holiday never comes', { cron: '0 7 25 12 *' }, '2026-12-01T12:00:00Z', []],
  ])('%s', (_, config, after, next) => expect(days({ ...config, calendar: 'se' }, after, Math.max(1, next.length))).toEqual(next));

  it('tells where an instant stood before it moved', () => {
    expect(nextInstants({ cron: '0 7 24 12 *', closed: 'previous', calendar: 'se' }, Date.parse('2026-12-01T12:00:00Z'), zone, 1)).toEqual([
      { at: Date.parse('2026-12-23T06:00:00Z'), movedFrom: Date.parse('2026-12-24T06:00:00Z') },
    ]);
  });

  it.each([
    ['the last working day of the month', -1, ['11-30T06:00', '12-30T06:00', '01-29T06:00', '02-26T06:00', '03-31T05:00']],
    ['the first working day of the month', 1, ['12-01T06:00', '01-04T06:00', '02-01T06:00', '03-01T06:00', '04-01T05:00']],
    ['the third working day of the month', 3, ['12-03T06:00', '01-07T06:00', '02-03T06:00', '03-03T06:00', '04-05T05:00']],
  ])('%s', (_, openDay, next) => expect(days({ openDay, at: '07:00', calendar: 'se' }, '2026-11-25T12:00:00Z', 5)).toEqual(next));

  it('starts on its first day and ends with its last', () => {
    const config = { cron: '0 7 * * *', calendar: 'se', from: '2026-12-22', until: '2026-12-28' };
    expect(days(config, '2026-01-01T00:00:00Z', 10)).toEqual(['12-22T06:00', '12-23T06:00', '12-28T06:00']);
  });
});

test.each([
  ['more than once a minute', { every: 'PT10S' }, 'every', /PT1M or longer/],
  ['a pattern that is none', { cron: 'every full moon' }, 'cron', /no cron pattern/],
  ['seconds', { cron: '* * * * * *' }, 'cron', /five fields/],
  ['the 30th of February', { cron: '0 7 30 2 *' }, 'cron', /never comes/],
  ['a zone that is none', { every: 'P1D', zone: 'Europe/Stokholm' }, 'zone', /Did you mean Europe\/Stockholm/],
  ['a city instead of a zone', { every: 'P1D', zone: 'New York' }, 'zone', /Did you mean America\/New_York/],
  ['an end before the start', { every: 'P1D', from: '2026-12-01', until: '2026-11-01' }, 'until', /before the first day/],
  ['closed days of no calendar', { every: 'P1D', closed: 'next' }, 'closed', /name one/],
  ['hours that make no sense', { every: 'P1D', calendar: { days: [1], from: '17:00', to: '08:00' } }, 'calendar', /not after/],
  ['the zone of a calendar', { every: 'P1D', calendar: { week: {}, zone: 'Mars' } }, 'calendar/zone', /not a time zone/],
] as [string, JsonObject, string, RegExp][])('%s is a problem where it stands', (_, config, field, message) => {
  expect(schedule.check?.({ type: 'schedule@1', config }, 'tick')).toMatchObject([
    { path: `/nodes/tick/config/${field}`, message: expect.stringMatching(message) },
  ]);
});

test.each([
  [{ every: 'P1D', cron: '0 7 * * *' }, /Only one of/],
  [{ openDay: -1 }, /is needed/],
  [{ openDay: 0, at: '07:00', calendar: 'se' }, /openDay/],
  [{ every: 'P1D', from: '1 December' }, /from/],
  [{ every: 'P1D', closed: 'later' }, /"skip", "next", "previous"/],
] as [JsonObject, RegExp][])('%j does not fit', (config, message) => {
  expect(checkConfig(config, schedule.config, '').map((problem) => problem.message)).toMatchObject([expect.stringMatching(message)]);
});

test.each([
  [{ every: 'PT1H' }, 'Every 1 h'],
  [{ cron: '0 7 * * *', calendar: 'se' }, 'At 0 7 * * *, open days'],
  [{ openDay: -1, at: '07:00', calendar: 'se' }, 'Last working day of the month at 07:00'],
  [{ openDay: 3, at: '07:00', calendar: 'se' }, 'Working day 3 of the month at 07:00'],
] as [JsonObject, string][])('%j reads as "%s"', (config, words) => expect(schedule.line?.(config)).toBe(words));
