import type { Json, JsonObject } from '../../../../flows/flow.ts';
import { ConnectorError } from '../../../../nodes/node-type.ts';
import { limits } from './limits.ts';

const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** Plain JSON out of what JSONata gives; throws where the value is too large, not a number, or no data at all. */
export function plainAnswer(value: unknown): Json | undefined {
  if (value === undefined) return undefined;
  let left: number = limits.output;
  const take = (size: number): void => {
    left -= size;
    if (left < 0)
      throw new ConnectorError('expr.output_too_large', `The expression gives more than ${limits.output} bytes of JSON — pick the fields the next step needs.`);
  };
  const copy = (inner: unknown): Json => {
    switch (typeof inner) {
      case 'string':
        take(inner.length + 2);
        if (inner.length > 64) take(Buffer.byteLength(inner) - inner.length);
        return inner;
      case 'number':
        take(8);
        if (!Number.isFinite(inner)) throw notANumber();
        return inner === 0 ? 0 : inner;
      case 'boolean':
        take(5);
        return inner;
      case 'object':
        if (inner === null) return null;
        if (Array.isArray(inner)) {
          take(inner.length + 2);
          return inner.map(copy);
        }
        return copyObject(inner as { [key: string]: unknown });
      default:
        throw noData();
    }
  };
  const copyObject = (object: { [key: string]: unknown }): JsonObject => {
    if (object['_jsonata_function'] === true || object['_jsonata_lambda'] === true) throw noData();
    take(2);
    const result: JsonObject = {};
    for (const key of Object.keys(object)) {
      if (forbidden.has(key))
        throw new ConnectorError('expr.failed', `The expression gives an object with the key "${key}", which is not allowed — rename it.`);
      if (object[key] === undefined) continue;
      take(key.length + 4);
      result[key] = copy(object[key]);
    }
    return result;
  };
  return copy(value);
}

const noData = (): ConnectorError =>
  new ConnectorError('expr.failed', 'The expression gives a function instead of data — call it with its arguments in brackets.');

/** The failure of an expression whose number is none. */
export const notANumber = (): ConnectorError =>
  new ConnectorError('expr.not_a_number', 'The expression gives no number (a division by zero or an overflow) — guard it with a condition.');

/** True for data of at most that many values and characters; also the place where reserved keys are refused. */
export function isSmall(data: Json, values: number, characters: number): boolean {
  const open: Json[] = [data];
  let room = characters;
  for (let value = open.pop(), seen = 0; value !== undefined; value = open.pop()) {
    if (++seen > values || room < 0) return false;
    if (typeof value === 'string') room -= value.length;
    else if (Array.isArray(value)) {
      if (value.length > values) return false;
      for (const inner of value) open.push(inner);
    } else if (typeof value === 'object' && value !== null) {
      for (const key in value) {
        room -= key.length;
        refuseReserved(key);
        open.push(value[key]!);
      }
    }
  }
  return true;
}

/** JSONata takes an object with such a key for a function of its own: data would become an expression. */
function refuseReserved(key: string): void {
  if (key === '_jsonata_lambda' || key === '_jsonata_function')
    throw new ConnectorError('expr.failed', `The data has the key "${key}", which is reserved — rename it where the data comes in.`);
}
