/** Figures of a minute that may have been summed up already are summed up again. */
import { type CommitDoc, idOf, type TouchedDoc } from './layout.ts';
import type { Life } from './life.ts';

/** Before the commits are written: a death between the two leaves a mark too many, never a figure too few. */
export async function markTouched(life: Life, docs: CommitDoc[]): Promise<void> {
  const at = life.shelves.now();
  const closed = Math.floor(at / 60_000) - 1;
  const marks = new Map<string, TouchedDoc>();
  for (const { tenant, minutes = [] } of docs) {
    for (const minute of minutes) {
      const name = idOf(tenant, String(minute));
      if (minute < closed && !marks.has(name)) marks.set(name, { _id: `${name}/${life.nextToken()}`, tenant, minute, at });
    }
  }
  if (marks.size > 0) await life.shelves.touched.insert([...marks.values()]).catch(() => undefined);
}
