import { expect, test } from 'vitest';
import type { ConnectionHealth } from '../../server/http/api.ts';
import { endsSoon, partOf, sparkLines } from './figures.ts';

test.each([
  [0, 0, '–'],
  [2, 7, '2 of 7'],
  [209, 611, '34.2 %'],
])('%i of %i reads "%s"', (n, calls, words) => {
  expect(partOf(n, calls).replace('\u202f', ' ')).toBe(words);
});

test('a line breaks where nothing was measured', () => {
  expect(sparkLines([1, 2, null, 2], 30, 10)).toEqual(['0.0,5.0 10.0,1.0', '30.0,1.0']);
  expect(sparkLines([null, null], 30, 10)).toEqual([]);
});

test('what ends within ninety days is told, soonest first, and what has ended too', () => {
  const of = (id: string, ...days: string[]) => ({ id, ends: days.map((at) => ({ what: 'Key', at })) }) as ConnectionHealth;
  const health = [of('wms', '2027-01-14', '2028-01-01'), of('shop', '2026-12-09', '2026-11-01')];
  expect(endsSoon(health, Date.parse('2026-11-25')).map(({ id, at }) => `${id} ${at}`)).toEqual(['shop 2026-11-01', 'shop 2026-12-09', 'wms 2027-01-14']);
});
