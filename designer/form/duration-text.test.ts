import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roughLength } from '../../flows/duration.ts';
import { readDuration, sayDuration } from './duration-text.ts';

describe('lengths of time in words', () => {
  it.each([
    ['30 minutes', 'PT30M'],
    ['30min', 'PT30M'],
    ['45m', 'PT45M'],
    ['2 weeks', 'P2W'],
    ['14 days', 'P14D'],
    ['14d 4h', 'P14DT4H'],
    ['1 day and 2 hours', 'P1DT2H'],
    ['1 day, 2 hours', 'P1DT2H'],
    ['1.5 h', 'PT1H30M'],
    ['1,5 hours', 'PT1H30M'],
    ['half an hour', 'PT30M'],
    ['an hour', 'PT1H'],
    ['three days', 'P3D'],
    ['0.5 days', 'PT12H'],
    ['3 months', 'P3M'],
    ['1 year 6 months', 'P1Y6M'],
    ['0.5 s', 'PT0.5S'],
    ['PT30M', 'PT30M'],
    ['pt30m', 'PT30M'],
    ['  P14D ', 'P14D'],
    ['0 minutes', 'PT0S'],
  ])('"%s" is %s', (text, iso) => expect(readDuration(text)).toBe(iso));

  it.each(['', '30', 'soon', 'minutes 30', '30 parsecs', '1.5 months', '3 days 2 days', '30 minutes later', '-1 day', 'P'])('"%s" is not read', (text) =>
    expect(readDuration(text)).toBeUndefined(),
  );

  it('says whole words, one or many', () => {
    expect(sayDuration('PT1H30M')).toBe('1 hour 30 minutes');
    expect(sayDuration('P14D')).toBe('14 days');
    expect(sayDuration('PT0S')).toBe('0 seconds');
    expect(sayDuration('2026-11-30')).toBe('2026-11-30');
  });

  it('what is said is read as the same length', () => {
    const small = fc.integer({ min: 0, max: 59 });
    fc.assert(
      fc.property(small, small, small, small, small, small, (years, months, days, hours, minutes, seconds) => {
        const iso = `P${years}Y${months}M${days}DT${hours}H${minutes}M${seconds}S`;
        const read = readDuration(sayDuration(iso));
        expect(read).toBeDefined();
        expect(roughLength(read!)).toBe(roughLength(iso));
      }),
    );
  });
});
