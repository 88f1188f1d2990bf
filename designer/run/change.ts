import type { Json } from '../../server/http/api.ts';

export interface Change {
  path: string;
  before?: Json;
  after?: Json;
}

const isObject = (value: Json | undefined): value is { [name: string]: Json } => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every leaf that differs between two documents, by path: what a person reads before a changed retry. */
export function changesOf(before: Json | undefined, after: Json | undefined, path = ''): Change[] {
  if (before === after) return [];
  if (isObject(before) && isObject(after)) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => changesOf(before[name], after[name], path === '' ? name : `${path}.${name}`));
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length);
    return Array.from({ length }, (_, at) => changesOf(before[at], after[at], `${path}[${at}]`)).flat();
  }
  return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
}

export type Edit = { patch?: { [name: string]: Json }; changes: Change[] } | { problem: 'json' | 'object' | 'removed'; name?: string };

/** Reads an edited request: its changed top-level fields, which is what a retry takes as patch. */
export function editOf(before: Json, text: string): Edit {
  let after: Json;
  try {
    after = JSON.parse(text) as Json; // JSON.parse gives nothing but JSON
  } catch {
    return { problem: 'json' };
  }
  if (!isObject(after)) return { problem: 'object' };
  const known = isObject(before) ? before : {};
  const removed = Object.keys(known).find((name) => !(name in after));
  if (removed !== undefined) return { problem: 'removed', name: removed };
  const patch = Object.fromEntries(Object.entries(after).filter(([name, value]) => changesOf(known[name], value).length > 0));
  return Object.keys(patch).length === 0 ? { changes: [] } : { patch, changes: changesOf(known, after) };
}
