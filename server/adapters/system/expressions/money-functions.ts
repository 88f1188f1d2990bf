import { isMoney, type Money } from '../../../../flows/flow.ts';
import { compare, fromMinor, minus, parseAmount, plus, times } from '../../../../flows/money.ts';
import { ConnectorError } from '../../../../nodes/node-type.ts';
import { notANumber } from './answer.ts';

/** Exact money for expressions: what is missing gives nothing, so that a required field says so. */
export const moneyFunctions: { [name: string]: (...given: unknown[]) => unknown } = {
  money(value, currency) {
    if (value === undefined || currency === undefined) return undefined;
    if (typeof currency !== 'string') throw wrong('$money', 'needs a currency such as "EUR" as its second argument');
    if (isMoney(value) && value.currency !== currency) throw wrong('$money', `was given ${value.currency} and asked for ${currency} — convert it first`);
    return fromMinor(parseAmount(isMoney(value) ? value.amount : decimalOf(value, '$money'), currency), currency);
  },
  plus(...given) {
    const amounts = given.flat(1);
    if (amounts.length === 0 || amounts.includes(undefined)) return undefined;
    const [first, ...others] = amounts.map((amount) => moneyOf(amount, '$plus'));
    return plus(first!, ...others);
  },
  minus(first, second) {
    if (first === undefined || second === undefined) return undefined;
    return minus(moneyOf(first, '$minus'), moneyOf(second, '$minus'));
  },
  times(amount, factor) {
    if (amount === undefined || factor === undefined) return undefined;
    return times(moneyOf(amount, '$times'), decimalOf(factor, '$times'));
  },
  compare(first, second) {
    if (first === undefined || second === undefined) return undefined;
    const currency = isMoney(first) ? first.currency : isMoney(second) ? second.currency : undefined;
    if (currency === undefined) return compareDecimals(decimalOf(first, '$compare'), decimalOf(second, '$compare'));
    const inCurrency = (value: unknown): Money => (isMoney(value) ? value : fromMinor(parseAmount(decimalOf(value, '$compare'), currency), currency));
    return compare(inCurrency(first), inCurrency(second));
  },
};

const wrong = (name: string, what: string): ConnectorError => new ConnectorError('expr.failed', `${name} ${what}.`);

function moneyOf(value: unknown, name: string): Money {
  if (isMoney(value)) return value;
  throw wrong(name, `works on money and was given ${JSON.stringify(value)?.slice(0, 60)} — make it money with $money(value, "EUR")`);
}

/** Digits of a number as a person means them: 0.1 + 0.2 is a double next to 0.3 and means 0.3. */
function decimalOf(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') throw wrong(name, `needs a number or a decimal text and was given ${JSON.stringify(value)?.slice(0, 60)}`);
  if (!Number.isFinite(value)) throw notANumber();
  return String(Number(value.toPrecision(15)));
}

function compareDecimals(first: string, second: string): -1 | 0 | 1 {
  const decimals = Math.max(...[first, second].map((text) => text.split('.')[1]?.length ?? 0));
  const scaled = (text: string): bigint => {
    if (!/^-?\d{1,40}(\.\d{1,40})?$/.test(text)) throw wrong('$compare', `cannot read "${text.slice(0, 60)}" as a decimal — write it like 1234.50`);
    const [whole = '', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(decimals, '0'));
  };
  const [a, b] = [scaled(first), scaled(second)];
  return a < b ? -1 : a > b ? 1 : 0;
}
