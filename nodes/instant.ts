/** Instants as documents write them, and back. */

import type { Json } from '../flows/flow.ts';
import { loadTemporal } from '../flows/temporal.ts';
import { ConnectorError } from './node-type.ts';

const help = 'write ISO 8601 such as 2026-05-01T09:00:00Z';
const withOffset = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[zZ]|[+-]\d{2}:?\d{2})$/;

/** The instant a text names; a time without an offset is read in the zone, a bare date begins at midnight there. */
export function instantOf(value: Json | undefined, zone: string, what: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  if (typeof value !== 'string' || value === '') throw new ConnectorError('data.invalid', `${what} is missing — ${help}`);
  const at = read(value.trim(), zone);
  if (at === undefined) throw new ConnectorError('data.invalid', `${what} "${value.slice(0, 60)}" is no date and time — ${help}`);
  return at;
}

function read(text: string, zone: string): number | undefined {
  const [, year, month, day] = withOffset.exec(text) ?? [];
  if (year !== undefined) {
    // Date.parse turns 30 February into 2 March; a day that does not exist is refused instead.
    const isDay = Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
    const at = Date.parse(text);
    return isDay && Number.isFinite(at) ? at : undefined;
  }
  try {
    return loadTemporal().PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** An instant as it stands in outputs: ISO 8601 in UTC. */
export const isoOf = (at: number): string => new Date(at).toISOString();
