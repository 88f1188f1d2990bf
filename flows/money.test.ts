import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProblemError } from './flow.ts';
import { compare, fromMinor, minus, parseAmount, plus, times, toMinor } from './money.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });

const codeOf = (call: () => unknown) => {
  try {
    call();
  } catch (error) {
    return error instanceof ProblemError ? error.problems[0]?.code : error;
  }
  return undefined;
};

test('0.10 and 0.20 are exactly 0.30', () => {
  expect(plus(eur('0.10'), eur('0.20'))).toEqual(eur('0.30'));
  expect(compare(plus(eur('0.10'), eur('0.20')), eur('0.3'))).toBe(0);
});

test.each<[string, string, bigint]>([
  ['199.95', 'EUR', 19995n],
  ['-0.05', 'EUR', -5n],
  ['7', 'EUR', 700n],
  ['7.5', 'EUR', 750n],
  ['7.500', 'EUR', 750n],
  ['1200', 'JPY', 1200n],
  ['1.234', 'KWD', 1234n],
  ['999999999999999999', 'EUR', 99999999999999999900n],
])('%s %s is %s minor units', (amount, currency, minor) => {
  expect(toMinor({ amount, currency })).toBe(minor);
  expect(toMinor(fromMinor(minor, currency))).toBe(minor);
});

test.each([
  [-5n, 'EUR', '-0.05'],
  [0n, 'EUR', '0.00'],
  [1200n, 'JPY', '1200'],
  [5n, 'KWD', '0.005'],
])('%s minor units of %s are written %s', (minor, currency, amount) => expect(fromMinor(minor, currency)).toEqual({ amount, currency }));

test.each(['1e5', '0x1F', '1,234.50', '1.234,56', ' 1', '1 ', '', '.5', '5.', '+1', '01', 'NaN', 'Infinity', '١', '1'.repeat(40)])(
  '%j is no amount',
  (amount) => expect(codeOf(() => parseAmount(amount, 'EUR'))).toBe('money.invalid_amount'),
);

test.each<[string, () => unknown, string]>([
  ['a third of a cent', () => parseAmount('0.333', 'EUR'), 'money.too_precise'],
  ['sen', () => parseAmount('1.5', 'JPY'), 'money.too_precise'],
  ['a lower-case currency', () => parseAmount('1', 'eur'), 'money.invalid_currency'],
  ['euros and kronor together', () => plus(eur('1'), { amount: '1', currency: 'SEK' }), 'money.other_currency'],
])('%s is refused', (_, call, code) => expect(codeOf(call)).toBe(code));

test.each([
  ['10.00', '0.25', '2.50'],
  ['0.05', '0.5', '0.03'],
  ['-0.05', '0.5', '-0.03'],
  ['0.04', '0.12', '0.00'],
  ['199.95', '3', '599.85'],
])('%s EUR times %s is %s', (amount, rate, result) => expect(times(eur(amount), rate)).toEqual(eur(result)));

describe('for all amounts', () => {
  const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n });
  const currency = fc.constantFrom('EUR', 'JPY', 'KWD');
  test('writing and reading keeps every unit', () => {
    fc.assert(
      fc.property(amount, currency, (minor, code) => {
        expect(toMinor(fromMinor(minor, code))).toBe(minor);
      }),
    );
  });
  test('what is added can be taken away', () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        expect(minus(plus(fromMinor(a, 'EUR'), fromMinor(b, 'EUR')), fromMinor(b, 'EUR'))).toEqual(fromMinor(a, 'EUR'));
      }),
    );
  });
});
