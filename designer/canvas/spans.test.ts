import { expect, test } from 'vitest';
import { sayCount, sayDuration, sayMoney, sayMs } from './spans.ts';

test.each([
  ['PT30M', '30 min'],
  ['P14D', '14 days'],
  ['P1D', '1 day'],
  ['PT1H30M', '1 h 30 min'],
  ['soon', 'soon'],
  ['P', 'P'],
])('%s reads "%s"', (iso, words) => expect(sayDuration(iso)).toBe(words));

test.each([
  [40, '40 ms'],
  [300, '0.3 s'],
  [59_990, '1 min'],
  [1_800_000, '30 min'],
  [13_200_000, '3 h 40'],
  [792_000_000, '9 d 4 h'],
  [2_851_200_000, '33 d'],
])('%d ms reads "%s"', (ms, words) => expect(sayMs(ms)).toBe(words));

test.each([
  ['8600000', 'SEK 8.6 M'],
  ['34000.40', 'SEK 34 k'],
  ['199.95', 'SEK 199.95'],
  ['1200', 'SEK 1,200'],
  ['many', 'SEK many'],
])('SEK %s reads "%s"', (amount, words) => expect(sayMoney({ amount, currency: 'SEK' })).toBe(words));

test('counts stay short', () => expect([318, 1204, 12_400, 3_200_000].map(sayCount)).toEqual(['318', '1,204', '12.4 k', '3.2 M']));
