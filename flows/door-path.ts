/** Paths that are read when a message comes in, before any expression engine: `trigger.customer.number`. */
import type { Json } from './flow.ts';

export interface DoorPath {
  root: 'trigger' | 'order';
  names: string[];
}

const plain = /^(trigger|order)((?:\.[A-Za-z_]\w*)+)$/;

/** Undefined when the expression is more than a plain path. */
export function doorPath(source: string): DoorPath | undefined {
  const match = plain.exec(source.trim());
  return match ? { root: match[1] as DoorPath['root'], names: match[2]!.slice(1).split('.') } : undefined;
}

/** Undefined where the message has nothing there, and where it holds a list on the way. */
export function readDoorPath({ root, names }: DoorPath, message: Record<DoorPath['root'], Json>): Json | undefined {
  let value: Json | undefined = message[root];
  for (const name of names) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return value;
}
