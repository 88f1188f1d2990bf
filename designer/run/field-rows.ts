import type { Json, Money } from '../../server/http/api.ts';
import { moneyOf } from '../show/amount.ts';
import { momentOf } from '../show/moment.ts';

export interface FieldRow {
  name: string;
  value: string;
}

const isObject = (value: Json): value is { [name: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);
const isMoney = (value: { [name: string]: Json }): boolean =>
  typeof value['amount'] === 'string' && typeof value['currency'] === 'string' && Object.keys(value).length === 2;
const instant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** A document as short rows a person can read: nested fields by path, lists by their size. */
export function fieldRows(value: Json | undefined, most = 14): FieldRow[] {
  if (value === undefined || value === null) return [];
  if (!isObject(value)) return [{ name: 'value', value: sayValue(value) }];
  const rows = Object.entries(value).flatMap(([name, one]) => rowsUnder(name, one, 2));
  return rows.length > most ? [...rows.slice(0, most - 1), { name: '…', value: `${rows.length - most + 1} more` }] : rows;
}

function rowsUnder(path: string, value: Json, depth: number): FieldRow[] {
  if (isObject(value) && !isMoney(value) && depth > 1) return Object.entries(value).flatMap(([name, one]) => rowsUnder(`${path}.${name}`, one, depth - 1));
  return [{ name: path, value: sayValue(value) }];
}

/** One value in words: money with its currency, times in the reader's zone, lists by size. */
export function sayValue(value: Json): string {
  if (value === null) return 'none';
  if (typeof value === 'string') return value === '' ? '“”' : instant.test(value) ? momentOf(value) : value.length > 200 ? `${value.slice(0, 200)}…` : value;
  if (Array.isArray(value)) {
    const plain = value.every((one) => typeof one === 'string' || typeof one === 'number');
    return value.length === 0 ? 'none' : plain && value.length <= 6 ? value.join(', ') : `${value.length} ${value.length === 1 ? 'item' : 'items'}`;
  }
  if (isObject(value)) return isMoney(value) ? moneyOf(value as unknown as Money) : `${Object.keys(value).length} fields`;
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}
