import type { Reads, Room } from '../../engine/reads.ts';
import type { Reader } from './ask-reader.ts';
import { nameOf } from './hot.ts';
import type { Look } from './look.ts';
import type { Pen } from './pen.ts';
import type { Held } from './runs.ts';

/** Reports from the reader thread; one document is read at once, since its reader has just been told of it. */
export function sqliteReads(pen: Pen, reader: Reader, look: Look, held: Map<string, Held>, room: () => Room): Reads {
  return {
    runs: (tenant, filter) => reader.ask('listRuns', tenant, filter),
    run: (tenant, id) => reader.ask('readRun', tenant, id),
    deliveries: (tenant, filter) => reader.ask('listDeliveries', tenant, filter),
    deliveryBody: (tenant, id) => reader.ask('readBody', tenant, id),
    refused(tenant, row) {
      // Kept if it can be: a message that was refused must not cost more than it did.
      pen.write({ kind: 'refused', tenant, row }).catch(() => {});
    },
    tasks: (tenant, filter) => reader.ask('listTasks', tenant, filter),
    task: (tenant, id) => reader.ask('readTask', tenant, id),
    updateTask: (tenant, task, was) => pen.write({ kind: 'task', tenant, task, was }),
    counts: (tenant, filter) => reader.ask('readCounts', tenant, filter),
    open: (tenant, flow) => reader.ask('openBoard', tenant, flow),
    held: (tenant) => reader.ask('heldBoard', tenant),
    signalsOf: (tenant, keys) => reader.ask('readSignals', tenant, keys),
    forgotten: () => reader.ask('listForgotten'),
    async health() {
      const broken = pen.broken();
      if (broken !== undefined) throw new Error(broken);
      const commitsOpen = pen.open();
      const now = Date.now();
      const since = look.dueSince(now, ({ tenant, id }) => !held.has(nameOf(tenant, id)));
      return { oldestReadyMs: now - (since ?? now), open: await reader.ask('countOpen'), commitP99Ms: pen.slowest(), commitsOpen, room: room() };
    },
  };
}
