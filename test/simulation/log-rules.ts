/** What a log may say next: the invariants of one run, held against every event as it is committed. */
import { roughLength } from '../../flows/duration.ts';
import type { Run, RunEvent, Step } from '../../server/engine/events.ts';
import { isOpen, takenKey } from '../../server/engine/fold.ts';
import type { Plan } from '../../server/engine/plan.ts';

/** `run` is folded up to before the event; answers with what is wrong. */
export function ruleBroken(run: Run, event: RunEvent, plan: Plan | undefined): string | undefined {
  if (run.events > 0 && (run.status === 'completed' || run.status === 'canceled')) return `I3 ${event.type} after the run was ${run.status}`;
  if ((event.type === 'run.started') !== (run.events === 0)) return `I4 ${event.type} as event ${run.events + 1}`;
  if (event.type === 'signal.taken') return run.taken.has(takenKey(event)) ? `I3 signal ${takenKey(event)} is taken twice` : undefined;
  if (event.type === 'run.moved') return moveBroken(run);
  if (!('step' in event) || event.step === undefined) return undefined;
  const step = run.steps.get(event.step);
  if (event.type === 'step.scheduled') return step ? `I3 step ${event.step} is scheduled twice` : (notDrawn(run, event, plan) ?? joinBroken(run, event, plan));
  if (!step) return `I3 ${event.type} of step ${event.step}, which was never scheduled`;
  switch (event.type) {
    case 'effect.intended':
      if (step.status !== 'scheduled') return `I3 effect of step ${step.id} is intended while it is ${step.status}`;
      if (step.due !== undefined && event.at < step.due) return `I8 step ${step.id} is tried ${step.due - event.at} ms before it is due`;
      return step.effect && step.patch === undefined && step.effect.key !== event.key ? `I7 the effect key of step ${step.id} changed` : undefined;
    case 'step.completed':
      if (!isOpen(step) && !(event.skipped && step.status === 'failed')) return `I3 step ${step.id} is completed while it is ${step.status}`;
      return early(run, step, event, plan);
    case 'step.failed':
    case 'step.waiting':
      return isOpen(step) ? undefined : `I3 ${event.type} of step ${step.id}, which is ${step.status}`;
    case 'step.retried':
      return step.status === 'failed' || run.status === 'parked' ? undefined : `I4 step ${step.id} is retried while it is ${step.status}`;
    default:
      return undefined;
  }
}

/** Only what waits, with nothing under way and nothing to be mended, may go on with another version. */
function moveBroken(run: Run): string | undefined {
  if (run.status !== 'running') return `I9 moved while it is ${run.status}`;
  const busy = [...run.steps.values()].find((step) => step.effect?.open || step.stuck || (isOpen(step) && step.status !== 'waiting'));
  return busy && `I9 moved while step ${busy.id} is ${busy.status}`;
}

/** A step that another one leads to stands where the drawing it goes by says; what a signal or an undoing begins has its own rules. */
function notDrawn(run: Run, { node, from, port }: Extract<RunEvent, { type: 'step.scheduled' }>, plan: Plan | undefined): string | undefined {
  const before = from === undefined ? undefined : run.steps.get(from);
  if (!plan || !before || port === undefined || port === 'compensate') return undefined;
  const leaves = port.startsWith('item:') ? 'item' : port;
  const ways = [...(plan.nodes.get(before.node)?.outs ?? [])];
  return ways.some(([name, to]) => name === leaves && to.includes(node))
    ? undefined
    : `I3 ${node} follows ${before.node}.${port}, which version ${plan.version} does not draw`;
}

/** A join waits for every line that leads to it, as long as something before it may still travel it. */
function joinBroken(run: Run, { step: id, node }: Extract<RunEvent, { type: 'step.scheduled' }>, plan: Plan | undefined): string | undefined {
  const join = plan?.nodes.get(node);
  const before = plan?.before.get(node);
  if (!join?.isJoin || !before) return undefined;
  const path = id.slice(0, id.lastIndexOf('/') + 1);
  const here = [...run.steps.values()].filter((step) => step.path === path);
  const isMissing = join.ins.some((line) => !here.some((step) => step.node === line.node && step.endedAt !== undefined));
  const coming = here.find((step) => isOpen(step) && before.has(step.node));
  return isMissing && coming ? `I3 join ${id} goes on while ${coming.id} is ${coming.status}` : undefined;
}

/** I8: by the lengths the drawing states, not by what the engine made of them. */
function early(run: Run, step: Step, event: Extract<RunEvent, { type: 'step.completed' }>, plan: Plan | undefined): string | undefined {
  const node = plan?.nodes.get(step.node);
  const config = node?.spec.config ?? {};
  const length = (field: string): number | undefined => (typeof config[field] === 'string' ? roughLength(config[field]) : undefined);
  const type = node?.spec.type.split('@')[0];
  const due =
    type === 'wait' && !event.skipped
      ? (step.waitsSince ?? step.scheduledAt) + (length('for') ?? 0)
      : type === 'cancellation_window' && event.port === 'released' && step.signals.length === 0
        ? run.startedAt + (length('for') ?? 0)
        : event.port === 'timeout'
          ? (step.waitsSince ?? step.scheduledAt) + (length('deadline') ?? 0)
          : undefined;
  return due !== undefined && event.at < due ? `I8 ${step.id} left through ${event.port} ${due - event.at} ms before its time` : undefined;
}
