/** Tells when a connection was paused or resumed, or a slot bound to another one, here or in another process. */
import type { Bound } from '../access/bound.ts';

export function watchSwitches(bound: Bound, tenant: string, changed: () => void): () => void {
  const now = (): string => JSON.stringify([bound.list(tenant).map(({ id, paused }) => [id, paused]), [...bound.slots(tenant)]]);
  let before = now();
  return bound.onChange(() => {
    const after = now();
    if (after === before) return;
    before = after;
    changed();
  });
}
