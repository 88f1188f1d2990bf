/** Many open runs in a store, written through its adapter: copies of one that a hub has carried to its wait. */

import { homeTenant } from '../../server/access/viewer.ts';
import { sqliteStore } from '../../server/adapters/sqlite/store.ts';
import type { RunEvent } from '../../server/engine/events.ts';

const sideBySide = 1_024;

/** No hub may be running on `dir`. */
export async function fillWithWaits(dir: string, sampleId: string, count: number): Promise<void> {
  const store = await sqliteStore(dir);
  try {
    const sample = await store.reads.run(homeTenant, sampleId);
    if (sample?.head.status !== 'waiting') throw new Error(`the sample run is ${sample?.head.status}, not waiting`);
    const events: RunEvent[] = sample.commits.flatMap((commit) => commit.events);
    const { head } = sample;
    const body = '{}';
    let next = 0;
    const lane = async (): Promise<void> => {
      while (next < count) {
        next += 1;
        const id = `fill${String(next).padStart(22, '0')}`;
        const run = { flow: head.flow, version: head.version, runId: id };
        const start = { head: { ...head, id, seq: 1, keys: [id] }, events, payloads: [] };
        const delivery = {
          tenant: homeTenant,
          id: `d${id}`,
          endpoint: 'fill',
          dedupeKey: id,
          bodyHash: id,
          at: head.startedAt,
          bytes: body.length,
          body,
          runs: [run],
          signals: [],
        };
        await store.runs.accept({ ...delivery, starts: [start] });
      }
    };
    await Promise.all(Array.from({ length: sideBySide }, lane));
  } finally {
    await store.close();
  }
}
