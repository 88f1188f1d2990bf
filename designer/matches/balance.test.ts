import { describe, expect, test } from 'vitest';
import type { MatchLine } from '../../server/http/api.ts';
import { balanceOf, confirmationOf, type Draft, draftOf, fits, payPart, readTyped, withItem } from './balance.ts';

const customer = { id: 'C1', name: 'Brückner' };
const line = (item: string, open: string, clears = open): MatchLine => ({ item, number: item, customer, currency: 'EUR', open, clears });
const none = { discount: '0.00', fee: '0.00', fx: '0.00', onAccount: '0.00', writeOff: '0.00' };
const draft = (...lines: MatchLine[]): Draft => draftOf({ lines, parts: none });

describe('the sums of a payment', () => {
  test('two invoices less their cash discount explain every cent', () => {
    const both = draftOf({ lines: [line('11804', '9240.00'), line('11811', '5929.59')], parts: { ...none, discount: '-303.39' } });
    const balance = balanceOf('14866.20', 'EUR', both);
    expect(balance).toMatchObject({ items: 1516959n, gap: -30339n, left: 0n });
    expect(confirmationOf(both, balance, 'EUR')).toEqual({
      allocations: [
        { item: '11804', amount: '9240.00' },
        { item: '11811', amount: '5929.59' },
      ],
      parts: { discount: '-303.39' },
    });
  });

  test('what is missing is left until it has a place', () => {
    const short = draft(line('1', '100.00'));
    expect(balanceOf('90.00', 'EUR', short).left).toBe(-1000n);
    expect(balanceOf('90.00', 'EUR', { ...short, way: 'writeOff' }).left).toBe(0n);
    expect(balanceOf('90.00', 'EUR', { ...short, way: 'onAccount' }).left).toBe(-1000n);
    expect(balanceOf('110.00', 'EUR', { ...short, way: 'onAccount' }).left).toBe(0n);
    expect(fits('discount', 500n)).toBe(false);
  });

  test('a part leaves the rest open, last lines first', () => {
    const part = payPart('120.00', 'EUR', { ...draft(line('1', '100.00'), line('2', '50.00'), line('3', '30.00')), way: 'fee' });
    expect(part.lines.map(({ item, typed }) => [item, typed])).toEqual([
      ['1', '100.00'],
      ['2', '20.00'],
    ]);
    expect(balanceOf('120.00', 'EUR', part).left).toBe(0n);
  });

  test('an item added to a split takes what is left, a credit note all of itself', () => {
    const split = withItem('130.00', 'EUR', draft(line('1', '100.00')), line('2', '50.00'));
    expect(split.lines[1]?.typed).toBe('30.00');
    expect(withItem('130.00', 'EUR', split, line('K', '-20.00')).lines[2]?.typed).toBe('\u221220.00');
    expect(withItem('130.00', 'EUR', split, line('2', '50.00'))).toBe(split);
  });

  test('more than is open, or nothing readable, is named', () => {
    const typed = {
      lines: [
        { ...line('1', '100.00'), typed: '100.01' },
        { ...line('2', '50.00'), typed: 'x' },
        { ...line('3', '1.00'), typed: '1' },
      ],
    };
    expect([...balanceOf('100.01', 'EUR', typed).wrong]).toEqual(['1', '2']);
  });

  test.each([
    ['9,055.20', 905520n],
    ['9.055,20', 905520n],
    ['9 055,2', 905520n],
    ['1,000', 100000n],
    ['\u221220.00', -2000n],
    ['0.05', 5n],
    ['007', 700n],
    ['12.345', 1234500n],
    ['', undefined],
    ['ten', undefined],
  ])('%j is read as typed', (typed, units) => expect(readTyped(typed, 'EUR')).toBe(units));

  test('currencies have decimals of their own', () => {
    expect(readTyped('12.345', 'KWD')).toBe(12345n);
    expect(readTyped('1,000', 'JPY')).toBe(1000n);
    expect(readTyped('1.5', 'JPY')).toBeUndefined();
  });
});
