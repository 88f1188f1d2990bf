/** What a list or a bulk act asks for, as the store takes it. */
import type { JsonObject } from '../../flows/flow.ts';
import type { RunFilter } from '../engine/reads.ts';
import { instant } from './shapes.ts';

const words: JsonObject = { type: 'string', minLength: 1, maxLength: 200 };
const statuses = 'running|waiting|parked|completed|canceled';

export const filterShape: Record<string, JsonObject> = {
  flow: words,
  /** One status, or several with commas between. */
  status: { type: 'string', pattern: `^(${statuses})(,(${statuses}))*$` },
  key: words,
  node: words,
  code: words,
  fingerprint: words,
  from: instant,
  to: instant,
};

/** From checked fields to the store's filter. */
export function runFilter(fields: Record<string, unknown>): RunFilter {
  const filter: RunFilter = {};
  for (const name of ['flow', 'key', 'node', 'code', 'fingerprint', 'cursor'] as const) if (fields[name] !== undefined) filter[name] = String(fields[name]);
  if (fields['status'] !== undefined) filter.status = String(fields['status']).split(',');
  if (fields['from'] !== undefined) filter.from = Date.parse(String(fields['from']));
  if (fields['to'] !== undefined) filter.to = Date.parse(String(fields['to']));
  if (fields['limit'] !== undefined) filter.limit = Number(fields['limit']);
  return filter;
}
