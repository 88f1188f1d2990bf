/**
 * What was done is undone: when a run is ended before its time, the drawn compensations of its completed
 * steps follow each other, last done first. Each is a visit of its own, so it is durable, tried again like any
 * other and has an effect key of its own; when none is left the run is canceled.
 */
import type { Run, RunEvent, Step } from './events.ts';
import { isOpen } from './fold.ts';
import { arrivalMark } from './ids.ts';
import type { Plan } from './plan.ts';

/** The implicit port that leads from a step to what undoes it. */
export const undoPort = 'compensate';

/** Ends a run: at once, or by way of undoing what it did. Asked again while it undoes, it leaves the rest as it is. */
export function stop(plan: Plan, run: Run, at: number, why: { reason: string; by?: string }): RunEvent {
  const pending = run.undoing ? [] : [...run.open].filter((id) => mayBeDone(plan, run.steps.get(id)!));
  if (run.undoing || (pending.length === 0 && leftToUndo(plan, run).length === 0)) return { type: 'run.canceled', at, ...why };
  return { type: 'run.undoing', at, ...why, ...(pending.length === 0 ? {} : { pending }) };
}

/** The next one's visits, or the end of the run when nothing is left. Nothing while a visit is open or stuck. */
export function undoNext(plan: Plan, run: Run, at: number): RunEvent[] {
  if (run.open.size > 0) return [];
  const [next] = leftToUndo(plan, run);
  if (!next) return [{ type: 'run.canceled', at, ...run.undoing! }]; // asked of a run that undoes
  return plan.nodes.get(next.node)!.undo.map((node) => {
    const step = `${next.path}${node}~${arrivalMark(next.id, undoPort)}`;
    return { type: 'step.scheduled', at, step, node, from: next.id, port: undoPort, attempt: 1, revision: 0 };
  });
}

/** Completed steps with a drawn compensation that has not begun, last done first. */
export function leftToUndo(plan: Plan, run: Run): Step[] {
  const done = run.done.map((id) => run.steps.get(id)!).filter((step) => isUndoable(plan, step) && wasDone(step));
  if (done.length === 0) return done;
  const begun = new Set([...run.steps.values()].flatMap(({ from, fromPort }) => (fromPort === undoPort && from !== undefined ? [from] : [])));
  return done.filter(({ id }) => !begun.has(id)).reverse();
}

const isUndoable = (plan: Plan, { node }: Step): boolean => {
  const { undo = [], spec } = plan.nodes.get(node) ?? {};
  return undo.length > 0 && spec?.off !== true;
};

/** Skipped counts only where a person had to look whether it had happened. */
const wasDone = ({ status, port, skipped, effect }: Step): boolean =>
  status === 'completed' && port !== 'timeout' && port !== 'error' && (!skipped || effect?.lost === true);

/** Its call is out, or was lost: how it ended must be known before it can be undone. */
const mayBeDone = (plan: Plan, step: Step): boolean => isOpen(step) && isUndoable(plan, step) && (step.effect?.open === true || step.effect?.lost === true);

/** Of a visit that undoes, or follows one that does: the step undone by it. */
export function undoneBy(run: Run, step: Step): Step | undefined {
  for (let at: Step | undefined = step; at; at = at.from === undefined ? undefined : run.steps.get(at.from)) {
    if (at.fromPort === undoPort) return at.from === undefined ? undefined : run.steps.get(at.from);
  }
  return undefined;
}
