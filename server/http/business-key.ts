/** Reads the business identity of a message by the plain path a flow's trigger names, e.g. `trigger.number`. */
import type { Json } from '../../flows/flow.ts';

const plainPath = /^(?:trigger|order)((?:\.[A-Za-z_]\w*)+)$/;

/** Marked, so that an order number is never mistaken for a sender's delivery id. Nothing when the message has no such value. */
export function businessKey(source: string, document: Json): string | undefined {
  const match = plainPath.exec(source.trim());
  if (!match) return undefined;
  let value: Json | undefined = document;
  for (const part of (match[1] as string).slice(1).split('.')) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  if (typeof value === 'number') return `key:${value}`;
  return typeof value === 'string' && value !== '' ? `key:${value.slice(0, 200)}` : undefined;
}
