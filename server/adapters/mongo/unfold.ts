/** What deliveries and commits cause elsewhere is put where it belongs; done twice it is done once. */
import type { Outbox, Signal } from '../../engine/ports.ts';
import { messageIn, unbegunRun } from './deliveries.ts';
import { moveOf, taskDocument } from './heads.ts';
import { leaveLane } from './lanes.ts';
import { type DeliveryDoc, idOf, type RunDoc } from './layout.ts';
import type { Life } from './life.ts';
import { ask, tell } from './wake.ts';

/** What no worker has taken up in time. What this life carries at the moment is left to it. */
export async function unfoldPending(life: Life, now: number, limit: number): Promise<void> {
  const { deliveries, runs } = life.shelves;
  const found = await deliveries.find({ pending: { $lte: now - life.grace } }, { sort: { pending: 1 }, limit, only: ['tenant', 'runs', 'tells'] });
  const pending = found.filter(({ tenant, runs: started }) => !started.some(({ runId }) => life.held.get(idOf(tenant, runId))?.fresh));
  if (pending.length === 0) return;
  const ids = pending.flatMap(({ tenant, runs: started }) => started.map(({ runId }) => idOf(tenant, runId)));
  for (const id of ids) life.fresh.delete(id);
  const known = new Set(ids.length === 0 ? [] : (await runs.find({ _id: { $in: ids } }, { only: ['_id'] })).map(({ _id }) => _id));
  const owing = pending.filter(({ tenant, runs: started, tells }) => tells || started.some(({ runId }) => !known.has(idOf(tenant, runId))));
  if (owing.length > 0) await unfoldDeliveries(life, await deliveries.find({ _id: { $in: owing.map(({ _id }) => _id) } }), known);
  await deliveries.updateAll({ _id: { $in: pending.map(({ _id }) => _id) } }, { $unset: { pending: true } });
}

async function unfoldDeliveries(life: Life, docs: DeliveryDoc[], known: ReadonlySet<string>): Promise<void> {
  const heads: RunDoc[] = [];
  const signals: Signal[] = [];
  for (const doc of docs) {
    const message = messageIn(doc);
    heads.push(...message.starts.map((start, index) => unbegunRun(start, doc.n + index)));
    signals.push(...message.signals);
  }
  const missing = heads.filter(({ _id }) => !known.has(_id));
  if (missing.length > 0) await life.shelves.runs.insert(missing);
  for (const signal of signals) await tell(life, signal);
}

/** The outbox of one commit, item by item in its order. */
export async function unfoldOutbox(life: Life, tenant: string, outbox: Outbox[], at: number): Promise<void> {
  const { runs, tasks } = life.shelves;
  const starts = outbox.filter((item) => item.kind === 'start').map(({ start }) => unbegunRun(start, life.arrival(at)));
  if (starts.length > 0) await runs.insert(starts);
  for (const item of outbox) {
    if (item.kind === 'signal') await tell(life, item.signal);
    else if (item.kind === 'task') await tasks.insert([taskDocument(item.task)]);
    else if (item.kind === 'task.close') await tasks.updateAll({ _id: idOf(tenant, item.id), status: { $ne: 'completed' } }, { $set: { status: 'canceled' } });
    else if (item.kind === 'task.move') await tasks.updateAll(...moveOf(tenant, item));
    else if (item.kind === 'ask') await ask(life, item.request);
    else if (item.kind === 'lane') await leaveLane(life, tenant, item);
  }
}
