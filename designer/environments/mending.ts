import type { PromoteAnswer } from '../../server/http/api.ts';

/** Where a person mends what a pre-flight found. */
export type Mending = { at: 'slots' } | { at: 'values' } | { at: 'connections' } | { at: 'flow'; flow: string };

/** A problem of the drawing itself is mended in the flow. */
export function mendingOf({ code, path }: Pick<PromoteAnswer['problems'][number], 'code' | 'path'>, flow: string): Mending {
  if (code === 'flow.slot_unbound' || code === 'flow.slot_mismatch' || code === 'flow.connection_not_found') return { at: 'slots' };
  if (code === 'env.unknown_value') return { at: 'values' };
  if (code.startsWith('connection.')) return { at: 'connections' };
  const subflow = /^\/lock\/subflows\/(.+)$/.exec(path)?.[1];
  return { at: 'flow', flow: subflow ?? flow };
}
