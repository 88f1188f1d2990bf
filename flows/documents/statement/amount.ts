/** Exact amounts as banks write them. A value is kept as a decimal string; sums are made in millionths. */
import { exponentOf } from '../../money.ts';
import { quoted, refuse } from './refuse.ts';

const millionths = 6;

/** How many decimals an amount shows at least; two where the currency is unknown. */
export const decimalsOf = (currency: string): number => (/^[A-Z]{3}$/.test(currency) ? exponentOf(currency) : 2);

/** Millionths of a plain decimal: `-1.5` → -1500000n. */
export function toUnits(amount: string): bigint {
  const negative = amount.startsWith('-');
  const [whole = '', fraction = ''] = amount.replace(/^[+-]/, '').split('.');
  const units = BigInt(whole + fraction.padEnd(millionths, '0'));
  return negative ? -units : units;
}

/** A decimal string with the currency's decimals, more only where they are not zero. */
export function fromUnits(units: bigint, currency: string): string {
  const digits = (units < 0n ? -units : units).toString().padStart(millionths + 1, '0');
  const least = decimalsOf(currency);
  let end = digits.length;
  while (end > digits.length - millionths + least && digits[end - 1] === '0') end--;
  const whole = digits.slice(0, -millionths);
  const fraction = digits.slice(-millionths, end);
  return `${units < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** An amount written with a decimal point: camt. */
export function pointAmount(text: string, currency: string, line: number): string {
  return /^[+-]?\d{1,18}(?:\.\d{0,6})?$|^[+-]?\.\d{1,6}$/.test(text) ? fromUnits(toUnits(text), currency) : unreadable(text, line);
}

/** An amount written with a decimal comma: MT940. A point is taken for one only when it cannot be a thousand's mark. */
export function commaAmount(text: string, currency: string, line: number): string {
  const plain = text.trim();
  if (/^\d{1,18}(?:,\d{0,6})?$/.test(plain)) return fromUnits(toUnits(plain.replace(',', '.')), currency);
  if (/^\d{1,18}\.(?:\d{1,2})?$/.test(plain)) return fromUnits(toUnits(plain), currency);
  return unreadable(text, line);
}

/** An amount in minor units: BAI2. */
export function minorAmount(text: string, currency: string, line: number): string {
  if (!/^[+-]?\d{1,20}$/.test(text)) return unreadable(text, line);
  return fromUnits(BigInt(text) * 10n ** BigInt(millionths - decimalsOf(currency)), currency);
}

export const negated = (amount: string): string =>
  /^-?0*\.?0*$/.test(amount) ? amount.replace('-', '') : amount.startsWith('-') ? amount.slice(1) : `-${amount}`;

export function unreadable(text: string, line: number): never {
  const code = /^[+-]?[\d.,'\s\u00a0]+$/.test(text) && /\d/.test(text) ? 'bank.ambiguous_amount' : 'bank.invalid_amount';
  return refuse(
    code,
    line,
    `Line ${line} has the amount ${quoted(text)}, which this format does not allow — correct it, or choose a profile that says how numbers are written.`,
  );
}
