/** What lists show of a run: derived from the fold, stored beside the log. */
import type { Run, Step } from './events.ts';
import { isQueuing } from './fold.ts';
import { derive } from './ids.ts';
import type { RunHead } from './ports.ts';
import { keptByPause, keptWith } from './start.ts';

/** How lists show a run that waits until a connection goes on. */
export const heldByConnection = 'connection.paused';

/** `base` carries what the log does not say: tenant, flow, the version it began with, amount. */
export function headOf(base: RunHead, run: Run, seq: number): RunHead {
  const head: RunHead = {
    tenant: base.tenant,
    id: base.id,
    flow: base.flow,
    version: run.version ?? base.version,
    status: run.status,
    startedAt: run.startedAt,
    updatedAt: run.updatedAt,
    seq,
    open: [],
    keys: run.keys,
  };
  if (base.amount !== undefined) head.amount = base.amount;
  if (base.currency !== undefined) head.currency = base.currency;
  if (base.parent !== undefined) head.parent = base.parent;
  if (run.endedAt !== undefined) head.endedAt = run.endedAt;
  if (run.lane !== undefined) head.lane = run.lane.name;
  if (run.code !== undefined) head.code = run.code;
  if (run.reason !== undefined) head.reason = run.reason;
  if (run.status === 'completed' || run.status === 'canceled') return head;

  if (run.keptBy) return { ...head, ...keptWith(run.keptBy), open: [run.trigger] };
  if (isQueuing(run) && run.status === 'running') return queuing(head, run);
  let isResting = true;
  let isAside = false;
  let held: Step['held'];
  let wakeAt = Number.POSITIVE_INFINITY;
  for (const id of run.open) {
    const step = run.steps.get(id)!;
    if (!head.open.includes(step.node)) head.open.push(step.node);
    if (step.effect?.open) head.inFlight = true;
    if (step.isAside) isAside = true;
    if (step.held) held ??= step.held;
    else if (step.status === 'waiting') wakeAt = Math.min(wakeAt, step.due ?? Number.POSITIVE_INFINITY);
    else {
      if (step.due === undefined || step.due <= run.updatedAt || step.effect?.open) isResting = false;
      wakeAt = Math.min(wakeAt, step.due ?? run.updatedAt);
    }
  }
  if (run.status === 'parked') {
    const stuck = [...run.steps.values()].filter((step) => step.stuck).map((step) => step.node);
    for (const node of stuck) if (!head.open.includes(node)) head.open.push(node);
    head.fingerprint = derive(base.flow, stuck.join(), run.code!, run.reason!.replace(/[0-9]+/g, '#')).slice(0, 12);
    return head;
  }
  if (isResting && run.open.size > 0) head.status = 'waiting';
  // Nobody looks at it until its connection goes on: it is rung then.
  if (held && head.status === 'waiting') Object.assign(head, { code: heldByConnection, reason: `Held: ${held.reason}`, held: held.by });
  else if (isAside && head.status === 'waiting')
    Object.assign(head, { code: 'receiver.busy', reason: 'Waits for its turn: many calls to the same receiver are ahead of it' });
  if (run.undoing && head.code === undefined)
    Object.assign(head, { code: 'run.undoing', reason: `Being canceled, what was done is undone: ${run.undoing.reason}` });
  if (Number.isFinite(wakeAt)) head.wakeAt = wakeAt;
  return head;
}

/** Its turn in the lane has not come, or nobody has looked yet whether it has. */
function queuing(head: RunHead, run: Run): RunHead {
  const { name, ahead, until } = run.lane!;
  head.open = [run.trigger];
  head.wakeAt = until ?? run.updatedAt;
  if (until === undefined) return head;
  if (ahead === undefined) return { ...head, ...keptByPause };
  return { ...head, status: 'waiting', code: 'lane.waiting', reason: `Waits for its turn in lane "${name}": run ${ahead} is ahead of it` };
}
