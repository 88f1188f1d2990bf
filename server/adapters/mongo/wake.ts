/** Signals and requests: each is stored first, then counted on the heads it may concern, which are due from then on. */
import type { Request, Signal } from '../../engine/ports.ts';
import { unfoldRun } from './deliveries.ts';
import { idOf, type SignalDoc } from './layout.ts';
import type { Life } from './life.ts';
import type { Filter } from './shelves.ts';

const open: Filter = { status: { $in: ['running', 'waiting', 'parked'] } };

export const signalDocOf = ({ tenant, key, name, id, at, data }: Signal): SignalDoc => ({
  _id: idOf(tenant, key, name, id),
  tenant,
  key,
  name,
  id,
  at,
  data: JSON.stringify(data),
});

/** A signal that is there already wakes unless that is known to be done: whoever stored it may have died before. */
export async function tell(life: Life, signal: Signal): Promise<{ duplicate: boolean; woken: string[] }> {
  const { runs, signals } = life.shelves;
  const doc = signalDocOf(signal);
  const isDuplicate = (await signals.insert([doc])).size > 0;
  if (isDuplicate && (await signals.find({ _id: doc._id, told: true }, { only: ['_id'] })).length > 0) return { duplicate: true, woken: [] };
  const concerned: Filter = {
    $or: [
      { tenant: signal.tenant, keys: signal.key, ...open },
      { _id: idOf(signal.tenant, signal.key), ...open },
    ],
  };
  const heads = await runs.find(concerned, { only: ['run'] });
  if (heads.length > 0) {
    await runs.updateAll(concerned, { $inc: { rung: 1 }, $min: { wake: signal.at } });
    await signals.updateAll({ _id: doc._id }, { $set: { told: true } });
  }
  return { duplicate: isDuplicate, woken: isDuplicate ? [] : heads.map(({ run }) => run) };
}

/** An ended run is not due for a request, but is given out once more to answer it. Nothing is kept for a run nobody knows. */
export async function ask(life: Life, request: Request): Promise<void> {
  const { requests, runs } = life.shelves;
  const { tenant, runId, id, at } = request;
  const _id = idOf(tenant, runId);
  const requestId = idOf(tenant, runId, id);
  await requests.insert([{ _id: requestId, tenant, run: runId, at, body: JSON.stringify(request) }]);
  for (let tries = 0; tries < 2; tries += 1) {
    if ((await runs.updateAll({ _id, ...open }, { $inc: { rung: 1 }, $set: { asked: true }, $min: { wake: at } })) > 0) return;
    if ((await runs.updateAll({ _id }, { $inc: { rung: 1 }, $set: { asked: true } })) > 0) return;
    if (tries === 0 && !(await unfoldRun(life, tenant, runId))) break;
  }
  await requests.remove({ _id: requestId });
}
