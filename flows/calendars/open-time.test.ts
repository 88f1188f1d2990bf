import { describe, expect, test } from 'vitest';
import type { Calendar } from './calendar.ts';
import { addOpenTime, instantAt, localOf, openFrom } from './open-time.ts';
import { shippedCalendar } from './shipped.ts';

const at = (text: string): number => Date.parse(text);
const shown = (ms: number): string => new Date(ms).toISOString();
const always: Calendar = {
  week: Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']])),
};
const nights: Calendar = { week: { sun: ['01:00-02:30', '04:00-06:00'], mon: ['01:00-02:30'] } };

describe('open time passes only while the business is open', () => {
  const office = { days: [1, 2, 3, 4, 5], from: '08:00', to: '17:00', holidays: ['2026-12-25'] };
  test.each([
    ['within a day', '2026-11-20T10:00:00+01:00', 'PT30M', '2026-11-20T10:30:00+01:00'],
    ['until the very end of a day', '2026-11-20T16:30:00+01:00', 'PT30M', '2026-11-20T17:00:00+01:00'],
    ['over a weekend', '2026-11-20T16:45:00+01:00', 'PT30M', '2026-11-23T08:15:00+01:00'],
    ['from a night', '2026-11-23T03:00:00+01:00', 'PT1H', '2026-11-23T09:00:00+01:00'],
    ['over a holiday and a weekend', '2026-12-24T16:50:00+01:00', 'PT30M', '2026-12-28T08:20:00+01:00'],
    ['over a clock change', '2026-03-27T16:30:00+01:00', 'PT1H', '2026-03-30T08:30:00+02:00'],
    ['none at all, on a Sunday', '2026-11-22T12:00:00+01:00', 'PT0S', '2026-11-23T08:00:00+01:00'],
    ['27 hours are three days', '2026-11-23T08:00:00+01:00', 'PT27H', '2026-11-25T17:00:00+01:00'],
    ['days are open days', '2026-11-20T10:00:00+01:00', 'P2D', '2026-11-24T10:00:00+01:00'],
    ['days from a Saturday count from Monday morning', '2026-11-21T10:00:00+01:00', 'P1D', '2026-11-24T08:00:00+01:00'],
    ['days, then hours', '2026-11-20T16:00:00+01:00', 'P1DT2H', '2026-11-24T09:00:00+01:00'],
    ['a week is one on the wall', '2026-12-18T10:00:00+01:00', 'P1W', '2026-12-28T08:00:00+01:00'],
    ['a month from the 31st', '2026-10-30T10:00:00+01:00', 'P1M', '2026-11-30T10:00:00+01:00'],
  ])('%s', (_, start, iso, end) => expect(shown(addOpenTime(at(start), iso, office, 'Europe/Stockholm'))).toBe(shown(at(end))));

  test.each([
    ['no days', { ...office, days: [] }],
    ['closing before opening', { ...office, to: '07:00' }],
    ['a time that is none', { ...office, from: '8' }],
  ])('%s is refused instead of waiting for ever', (_, broken) => expect(() => addOpenTime(0, 'PT1M', broken)).toThrow(/calendar/));

  test('a business that never closes', () => {
    expect(addOpenTime(at('2026-11-22T23:50:00Z'), 'PT30M', always)).toBe(at('2026-11-23T00:20:00Z'));
  });
});

describe('30 minutes over the nights on which clocks change', () => {
  test.each([
    ['Stockholm, ending in the skipped hour', 'Europe/Stockholm', always, '2026-03-29T01:45:00+01:00', '2026-03-29T03:15:00+02:00'],
    ['Stockholm, ending as the hour is skipped', 'Europe/Stockholm', always, '2026-03-29T01:30:00+01:00', '2026-03-29T03:00:00+02:00'],
    ['Stockholm, in the doubled hour', 'Europe/Stockholm', always, '2026-10-25T02:45:00+02:00', '2026-10-25T02:15:00+01:00'],
    ['Stockholm, in the second of the doubled hour', 'Europe/Stockholm', always, '2026-10-25T02:15:00+01:00', '2026-10-25T02:45:00+01:00'],
    ['Stockholm, closing in the skipped hour', 'Europe/Stockholm', nights, '2026-03-29T01:45:00+01:00', '2026-03-29T04:15:00+02:00'],
    ['Stockholm, closing in the doubled hour', 'Europe/Stockholm', nights, '2026-10-25T02:15:00+02:00', '2026-10-25T04:15:00+01:00'],
    ['New York, skipped', 'America/New_York', always, '2026-03-08T01:45:00-05:00', '2026-03-08T03:15:00-04:00'],
    ['New York, doubled', 'America/New_York', always, '2026-11-01T01:45:00-04:00', '2026-11-01T01:15:00-05:00'],
    ['New York, closing in the skipped hour', 'America/New_York', nights, '2026-03-08T01:45:00-05:00', '2026-03-08T04:15:00-04:00'],
    ['Lord Howe, half an hour skipped', 'Australia/Lord_Howe', always, '2026-10-04T01:45:00+10:30', '2026-10-04T02:45:00+11:00'],
    ['Lord Howe, half an hour doubled', 'Australia/Lord_Howe', always, '2026-04-05T01:45:00+11:00', '2026-04-05T01:45:00+10:30'],
  ])('%s', (_, zone, calendar, start, end) => expect(shown(addOpenTime(at(start), 'PT30M', calendar, zone))).toBe(shown(at(end))));
});

test.each([
  ['Sweden closes for Midsummer', 'se', '2026-06-18T16:30:00+02:00', 'PT1H', '2026-06-22T08:30:00+02:00'],
  ['Germany leaves early on Christmas Eve', 'de', '2026-12-24T13:30:00+01:00', 'PT1H', '2026-12-28T08:30:00+01:00'],
  ['a German day that ends early ends then', 'de', '2026-12-23T16:00:00+01:00', 'P1D', '2026-12-24T14:00:00+01:00'],
  ['the Netherlands keep the King his day', 'nl', '2026-04-24T16:30:00+02:00', 'PT1H', '2026-04-28T08:30:00+02:00'],
  ['ten days over Easter', 'nl', '2027-03-24T10:00:00+01:00', 'P10D', '2027-04-09T10:00:00+02:00'],
  ['three days over the Swedish turn of the year', 'se', '2026-12-29T10:00:00+01:00', 'P3D', '2027-01-05T10:00:00+01:00'],
])('%s', (_, id, start, iso, end) => expect(shown(addOpenTime(at(start), iso, shippedCalendar(id)!, 'UTC'))).toBe(shown(at(end))));

describe('zones that governments changed', () => {
  test.each([
    ['Samoa had no 30 December 2011: it begins when the clock jumps over it', 'Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-30T10:00:00.000Z', 15_338],
    ['Turkey has stayed on summer time since 2016', 'Europe/Istanbul', '2027-01-04T05:00:00Z', '2027-01-04T05:00:00.000Z', undefined],
    ['Mexico ended summer time in 2022', 'America/Mexico_City', '2026-07-01T14:00:00Z', '2026-07-01T14:00:00.000Z', undefined],
  ])('%s', (_, zone, start, open, day) => {
    if (day !== undefined) expect(shown(instantAt(day, 8 * 3_600_000, zone))).toBe(open);
    else expect(shown(openFrom(at(start), { days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '17:00' }, zone))).toBe(open);
  });
});

test.each(['Europe/Stockholm', 'America/New_York', 'Australia/Lord_Howe', 'UTC'])('the clock of %s is read back as it was set, all year long', (zone) => {
  for (let day = 20_454; day < 20_820; day++) expect(localOf(instantAt(day, 12 * 3_600_000, zone), zone)).toEqual({ day, clock: 12 * 3_600_000 });
});
