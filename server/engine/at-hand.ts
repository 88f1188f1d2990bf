/**
 * Parsed values by content hash, for the moments between an accept and the drain that follows it:
 * the same hash is the same value for ever, so this memory can be wrong only by being empty.
 */
import type { Json } from '../../flows/flow.ts';

const most = 512;
const values = new Map<string, Json>();

export function putAtHand(hash: string, value: Json): void {
  values.set(hash, value);
  if (values.size > most) values.delete(values.keys().next().value!);
}

export const atHand = (hash: string): Json | undefined => values.get(hash);
