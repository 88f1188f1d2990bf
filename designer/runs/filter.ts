import type { RunStatus } from '../../server/http/api.ts';

/** What the list of runs is filtered by; the same words stand in the address. */
export interface RunSearch {
  flow?: string;
  status?: RunStatus;
  key?: string;
  node?: string;
  code?: string;
  from?: string;
  to?: string;
  /** A span back from now, such as P7D: "started in the last 7 d". */
  span?: string;
}

export const statuses: RunStatus[] = ['running', 'waiting', 'parked', 'completed', 'canceled'];
export const fields = ['status', 'flow', 'key', 'node', 'code', 'span', 'from', 'to'] as const;

const text = (value: unknown): string | undefined => {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** Reads the filter from an address, dropping what it does not know. */
export function readSearch(raw: Record<string, unknown>): RunSearch {
  const search: RunSearch = {};
  for (const field of fields) {
    const value = text(raw[field]);
    if (value === undefined) continue;
    if (field === 'status') {
      const status = statuses.find((known) => known === value);
      if (status) search.status = status;
    } else search[field] = value;
  }
  return search;
}

/** Filter as the hub asks for it: a span becomes an instant, cut to minutes so that the same question stays the same. */
export function askOf(search: RunSearch, now: number): Record<string, string | undefined> {
  const { span, ...asked } = search;
  const hours = span ? spanHours[span] : undefined;
  if (hours === undefined) return { ...asked };
  const minute = Math.floor((now - hours * 3_600_000) / 60_000) * 60_000;
  return { ...asked, from: asked.from ?? new Date(minute).toISOString() };
}

const spanHours: Record<string, number> = { PT1H: 1, PT24H: 24, P7D: 168, P30D: 720 };
