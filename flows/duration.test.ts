import { describe, expect, test } from 'vitest';
import { addDuration, checkDuration, isDuration, words } from './duration.ts';

const at = (text: string) => Date.parse(text);
const shown = (ms: number) => new Date(ms).toISOString();

describe('a duration is true to the clock on the wall', () => {
  test.each([
    ['a day over the night that loses an hour', '2026-03-28T12:00:00+01:00', 'P1D', 'Europe/Stockholm', '2026-03-29T12:00:00+02:00'],
    ['a day over the night that gains an hour', '2026-10-24T12:00:00+02:00', 'P1D', 'Europe/Stockholm', '2026-10-25T12:00:00+01:00'],
    ['a day into the skipped hour', '2026-03-28T02:30:00+01:00', 'P1D', 'Europe/Stockholm', '2026-03-29T03:30:00+02:00'],
    ['24 hours over the same night', '2026-03-28T12:00:00+01:00', 'PT24H', 'Europe/Stockholm', '2026-03-29T13:00:00+02:00'],
    ['30 minutes across the skipped hour', '2026-03-29T01:45:00+01:00', 'PT30M', 'Europe/Stockholm', '2026-03-29T03:15:00+02:00'],
    ['30 minutes in the doubled hour', '2026-10-25T02:45:00+02:00', 'PT30M', 'Europe/Stockholm', '2026-10-25T02:15:00+01:00'],
    ['a month from the 31st', '2026-01-31T10:00:00Z', 'P1M', 'UTC', '2026-02-28T10:00:00Z'],
    ['a leap year', '2028-02-29T10:00:00Z', 'P1Y', 'UTC', '2029-02-28T10:00:00Z'],
    ['two weeks and an hour', '2026-03-20T10:00:00+01:00', 'P2WT1H', 'Europe/Stockholm', '2026-04-03T11:00:00+02:00'],
    ['days in UTC', '2026-03-28T12:00:00Z', 'P14D', 'UTC', '2026-04-11T12:00:00Z'],
    ['half a second', '2026-03-28T12:00:00Z', 'PT0.5S', 'UTC', '2026-03-28T12:00:00.500Z'],
  ])('%s', (_, start, iso, zone, end) => expect(shown(addDuration(at(start), iso, zone))).toBe(shown(at(end))));
});

test.each(['abc', '', 'P', 'PT', 'P1DT', '-P1D', 'P-1D', 'PT1.5H', '30m', 'p1d', 'P1H', 'P9999999D'])('%j is no duration', (text) =>
  expect(isDuration(text)).toBe(false),
);

test.each([
  ['PT30M', '30 min'],
  ['P14D', '14 days'],
  ['P1D', '1 day'],
  ['PT1H30M', '1 h 30 min'],
  ['PT90M', '1 h 30 min'],
  ['P1Y2M3W', '1 year 2 months 3 weeks'],
  ['PT0S', '0 s'],
  ['PT1.5S', '1.5 s'],
])('%s reads as "%s"', (iso, said) => expect(words(iso)).toBe(said));

test.each([
  ['abc', true],
  ['PT0S', true],
  ['P10Y', true],
  [30, true],
  ['PT1S', false],
  ['P5Y', false],
  ['PT30M', false],
])('%j outside one second to five years: %s', (iso, refused) => {
  const problem = checkDuration(iso, 'PT1S', 'P5Y');
  expect(problem !== undefined).toBe(refused);
  if (problem) expect(problem.message).toContain('from PT1S (1 s) to P5Y (5 years)');
});
