import type { Json } from '../../server/http/api.ts';

/** JSON as somebody types it; undefined while it is none. */
export function readJson(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json; // JSON.parse gives nothing but JSON
  } catch {
    return undefined;
  }
}
