import { expect, test } from 'vitest';
import { without } from '../filters/without.ts';
import { askOf, isNarrowed, readSearch } from './filter.ts';

test('the address is read, and what makes no sense in it is left out', () => {
  expect(readSearch({ refused: true, endpoint: 'orders', key: 2047, from: '2026-11-19T00:00:00Z', to: 'soon', id: 'd', other: 'x' })).toEqual({
    refused: true,
    endpoint: 'orders',
    key: '2047',
    from: '2026-11-19T00:00:00Z',
    id: 'd',
  });
  expect(readSearch({})).toEqual({});
});

test('the message that is open is no part of the question', () => {
  expect(askOf({ refused: true, id: 'd' })).toEqual({ refused: true });
  expect([isNarrowed({ refused: true, id: 'd' }), isNarrowed({ endpoint: 'x' })]).toEqual([false, true]);
  expect(without({ from: 'a', to: 'b', key: 'k' }, 'from', 'to')).toEqual({ key: 'k' });
});
