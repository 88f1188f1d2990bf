/** Payloads lie in the commit that brought them; the very large ones beside it. */

import { findStart } from './deliveries.ts';
import { idOf } from './layout.ts';
import type { Life } from './life.ts';
import { readLogs } from './read-log.ts';
import { textOf } from './stored-text.ts';

/** JSON text, or undefined when the run or the value is not known. */
export async function readPayload(life: Life, tenant: string, runId: string, hash: string): Promise<string | undefined> {
  const _id = idOf(tenant, runId);
  const here = life.held.get(_id)?.payloads.get(hash);
  if (here) return textOf(here);
  const [doc] = await life.shelves.runs.find({ _id });
  if (!doc) return (await findStart(life, tenant, runId))?.start.payloads.find((payload) => payload.hash === hash)?.json;
  const [beside] = await life.shelves.payloads.find({ _id: `${_id}/${hash}` });
  if (beside) return textOf(beside);
  const logs = await readLogs(life.shelves, [doc]);
  const stored = logs
    .get(_id)
    ?.flatMap(({ payloads = [] }) => payloads)
    .find((payload) => payload.hash === hash);
  return stored && textOf(stored);
}
