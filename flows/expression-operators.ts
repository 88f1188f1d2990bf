import { type NotPlain, notPlain } from './expression-path.ts';
import type { Json } from './flow.ts';

export type PlainValue = Json | undefined | NotPlain;

/** JSONata's idea of true; arrays are left to it. */
export function truth(value: PlainValue): boolean | NotPlain {
  if (value === notPlain || Array.isArray(value)) return notPlain;
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
}

const isObject = (value: PlainValue): boolean => typeof value === 'object' && value !== null;

const same = (a: Json | undefined, b: Json | undefined): boolean | NotPlain => (isObject(a) && isObject(b) ? notPlain : a === b);

const order =
  (compare: (a: string | number, b: string | number) => boolean) =>
  (a: Json | undefined, b: Json | undefined): PlainValue => {
    const comparable = (value: Json | undefined): value is string | number | undefined =>
      value === undefined || typeof value === 'string' || typeof value === 'number';
    if (!comparable(a) || !comparable(b)) return notPlain;
    if (a === undefined || b === undefined) return undefined;
    return typeof a === typeof b ? compare(a, b) : notPlain;
  };

const arithmetic =
  (calculate: (a: number, b: number) => number) =>
  (a: Json | undefined, b: Json | undefined): PlainValue => {
    if ((a !== undefined && typeof a !== 'number') || (b !== undefined && typeof b !== 'number')) return notPlain;
    if (a === undefined || b === undefined) return undefined;
    const result = calculate(a, b);
    return Number.isFinite(result) ? result : notPlain;
  };

/** Text of a value as `&` joins it; fractions and containers are left to JSONata. */
function text(value: Json | undefined): string | NotPlain {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || value === null) return String(value);
  return Number.isSafeInteger(value) && Math.abs(value as number) < 1e15 ? String(value) : notPlain;
}

/** JSONata's operators on plain values; where JSONata throws, `notPlain` sends it there. */
export const operators: { [op: string]: (a: Json | undefined, b: Json | undefined) => PlainValue } = {
  '=': (a, b) => (a === undefined || b === undefined ? false : same(a, b)),
  '!=': (a, b) => {
    if (a === undefined || b === undefined) return false;
    const equal = same(a, b);
    return equal === notPlain ? notPlain : !equal;
  },
  '<': order((a, b) => a < b),
  '<=': order((a, b) => a <= b),
  '>': order((a, b) => a > b),
  '>=': order((a, b) => a >= b),
  '+': arithmetic((a, b) => a + b),
  '-': arithmetic((a, b) => a - b),
  '*': arithmetic((a, b) => a * b),
  '/': arithmetic((a, b) => a / b),
  '%': arithmetic((a, b) => a % b),
  '&': (a, b) => {
    const left = text(a);
    const right = text(b);
    return left === notPlain || right === notPlain ? notPlain : left + right;
  },
};
