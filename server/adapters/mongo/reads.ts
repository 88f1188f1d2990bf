import type { Db } from 'mongodb';
import type { Reads } from '../../engine/reads.ts';
import type { CommitTimes } from './commit-times.ts';
import { messageIn } from './deliveries.ts';
import { type DeliveryDoc, idOf, type RunDoc, type SignalDoc, type TaskDocument } from './layout.ts';
import { mongoMinutes } from './minutes.ts';
import { countOpen, heldBoard, oldestReadyMs, openBoard } from './reads-board.ts';
import { listDeliveries } from './reads-deliveries.ts';
import { listRuns, readRun } from './reads-runs.ts';
import { listTasks, readTask, updateTask } from './reads-tasks.ts';
import { openRefusals, type RefusedDoc } from './refusals.ts';
import type { Shelves } from './shelves.ts';
import { unhurried } from './unhurried.ts';

export interface MongoReads {
  reads: Reads;
  /** For the one that leads, best once a minute: sum up minutes that are over. */
  closeMinutes(): Promise<void>;
  /** Resolves when refused messages handed over before are kept or given up. */
  settled(): Promise<void>;
}

export interface ReadsOptions {
  /** Names this life: no two share it. */
  owner: string;
  commitTimes: CommitTimes;
  /** Wall clock that runs become due by. */
  now(): number;
}

/** Reports straight from the server. Lists may be behind by what a dead holder left undone, until its lease ends. */
export function mongoReads(db: Db, shelves: Shelves, { owner, commitTimes, now }: ReadsOptions): MongoReads {
  const runs = db.collection<RunDoc>('runs');
  const deliveries = db.collection<DeliveryDoc>('deliveries');
  const tasks = db.collection<TaskDocument>('tasks');
  const refused = db.collection<RefusedDoc>('refused');
  const refusals = openRefusals(refused, owner);
  const minutes = mongoMinutes(db, shelves);
  const open = unhurried(4, (tenant: string, flow?: string) => openBoard(runs, tenant, flow));
  const held = unhurried(4, (tenant: string) => heldBoard(runs, tenant));
  const counted = unhurried(20, () => countOpen(runs));
  const reads: Reads = {
    runs: (tenant, filter) => listRuns(runs, tenant, filter),
    run: (tenant, id) => readRun(shelves, tenant, id),
    async deliveries(tenant, filter) {
      await refusals.settled();
      return listDeliveries(deliveries, refused, tenant, filter);
    },
    async deliveryBody(tenant, id) {
      const [doc] = await shelves.deliveries.find({ _id: idOf(tenant, id) });
      return doc && { body: messageIn(doc).body, endpoint: doc.endpoint };
    },
    refused: (tenant, row) => refusals.keep(tenant, row, now()),
    tasks: (tenant, filter) => listTasks(tasks, tenant, filter),
    task: (tenant, id) => readTask(shelves.tasks, tenant, id),
    updateTask: (tenant, task, was) => updateTask(shelves.tasks, tenant, task, was),
    counts: minutes.counts,
    open,
    held,
    async signalsOf(tenant, keys) {
      const found = await shelves.signals.find({ tenant, key: { $in: keys } });
      return found
        .sort((a, b) => a.at - b.at || (nameOf(a) < nameOf(b) ? -1 : 1))
        .map(({ id, name, key, data, at }) => ({ id, name, key, data: JSON.parse(data), at }));
    },
    async forgotten() {
      const isMeant = [{ status: 'running' }, { status: 'waiting', wakeAt: { $exists: true } }];
      const found = await shelves.runs.find({ wake: { $exists: false }, $or: isMeant }, { only: ['tenant', 'run'], limit: 100 });
      return found.map(({ tenant, run }) => ({ tenant, runId: run }));
    },
    async health() {
      const [oldest, all] = await Promise.all([oldestReadyMs(shelves, now()), counted()]);
      return { oldestReadyMs: oldest, open: all, commitP99Ms: commitTimes.p99() };
    },
  };
  return { reads, closeMinutes: minutes.close, settled: refusals.settled };
}

const nameOf = ({ id, key, name }: SignalDoc): string => idOf(id, key, name);
