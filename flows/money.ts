import { type Money, ProblemError } from './flow.ts';

/** Decimals of a currency where they are not two (ISO 4217, list one). */
const exponents: Record<string, number> = {
  ...Object.fromEntries('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0])),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
};

/** A plain decimal: optional minus, digits, optional point and digits. No exponent, hex, blanks or thousands. */
const plainDecimal = /^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,18})?$/;
const currencyCode = /^[A-Z]{3}$/;

/** How many decimals a currency has: JPY 0, EUR 2, KWD 3. */
export function exponentOf(currency: string): number {
  if (!currencyCode.test(currency)) refuse('money.invalid_currency', `${quoted(currency)} is not a currency — write its three letters, such as EUR.`);
  return exponents[currency] ?? 2;
}

/** Minor units of an amount as people and documents write it ("199.95", EUR → 19995n); refuses whatever can be read two ways. */
export function parseAmount(amount: string, currency: string): bigint {
  const exponent = exponentOf(currency);
  const { units, scale } = parseDecimal(amount);
  if (scale <= exponent) return units * 10n ** BigInt(exponent - scale);
  const surplus = 10n ** BigInt(scale - exponent);
  if (units % surplus !== 0n) refuse('money.too_precise', `${amount} ${currency} has more than ${exponent} decimals — round it where it is computed.`);
  return units / surplus;
}

/** Minor units of a Money. */
export const toMinor = (money: Money): bigint => parseAmount(money.amount, money.currency);

/** The Money of minor units, always with the currency's own decimals. */
export function fromMinor(minor: bigint, currency: string): Money {
  const exponent = exponentOf(currency);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const sign = minor < 0n ? '-' : '';
  return { amount: exponent === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-exponent)}`, currency };
}

/** Sum of one or more amounts of one currency. */
export function plus(first: Money, ...others: Money[]): Money {
  return fromMinor(
    others.reduce((sum, other) => sum + toMinor(same(first, other)), toMinor(first)),
    first.currency,
  );
}

/** What is left of `first` after taking `second` away. */
export const minus = (first: Money, second: Money): Money => fromMinor(toMinor(first) - toMinor(same(first, second)), first.currency);

/** An amount times a rate or quantity given as a decimal string, half a minor unit rounded away from zero. */
export function times(money: Money, rate: string): Money {
  const { units, scale } = parseDecimal(rate);
  return fromMinor(divideHalfUp(toMinor(money) * units, 10n ** BigInt(scale)), money.currency);
}

/** -1, 0 or 1: smaller, equal or larger; only within one currency. */
export function compare(first: Money, second: Money): -1 | 0 | 1 {
  const difference = toMinor(first) - toMinor(same(first, second));
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** Division with half rounded away from zero. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  const sign = dividend < 0n !== divisor < 0n ? -1n : 1n;
  const [top, bottom] = [dividend < 0n ? -dividend : dividend, divisor < 0n ? -divisor : divisor];
  return sign * ((2n * top + bottom) / (2n * bottom));
}

function parseDecimal(text: string): { units: bigint; scale: number } {
  if (!plainDecimal.test(text))
    refuse('money.invalid_amount', `${quoted(text)} is not a plain decimal — write it like 1234.50, without exponent or thousands.`);
  const point = text.indexOf('.');
  return { units: BigInt(text.replace('.', '')), scale: point < 0 ? 0 : text.length - point - 1 };
}

function same(first: Money, second: Money): Money {
  if (first.currency === second.currency) return second;
  return refuse('money.other_currency', `${first.currency} and ${second.currency} cannot be added or compared — convert one first.`);
}

function refuse(code: string, message: string): never {
  throw new ProblemError(422, { code, path: '', message });
}

const quoted = (text: string): string => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
