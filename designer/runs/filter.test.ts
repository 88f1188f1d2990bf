import { describe, expect, test } from 'vitest';
import { without } from '../filters/without.ts';
import { askOf, readSearch } from './filter.ts';

describe('the filter in the address', () => {
  test.each([
    [
      { status: 'parked', flow: 'heat_pump' },
      { status: 'parked', flow: 'heat_pump' },
    ],
    [{ status: 'crashed' }, {}],
    [{ key: 10388 }, { key: '10388' }],
    [{ other: 'x', node: '' }, {}],
  ])('%j is read as %j', (raw, search) => {
    expect(readSearch(raw)).toEqual(search);
  });

  test('a chip removes its own field only', () => {
    expect(without({ status: 'parked', key: '1' }, 'status')).toEqual({ key: '1' });
  });

  test('a span becomes an instant cut to minutes', () => {
    expect(askOf({ span: 'PT1H' }, Date.parse('2026-11-19T10:00:42Z'))).toEqual({ from: '2026-11-19T09:00:00.000Z' });
  });
});
