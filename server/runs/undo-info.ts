/** What a cancel would undo, and of a run that is canceled what became of it: in the order in which it goes. */
import type { Run, Step } from '../engine/events.ts';
import { isEnded, isOpen } from '../engine/fold.ts';
import type { Plan } from '../engine/plan.ts';
import { leftToUndo, undoPort } from '../engine/undo.ts';
import type { UndoInfo } from '../http/api.ts';

export function undoInfo(plan: Plan, run: Run): UndoInfo[] {
  const titleOf = (node: string): string => plan.nodes.get(node)?.title ?? node;
  const info = (step: Step, by: string, status: UndoInfo['status']): UndoInfo => ({ step: step.id, title: titleOf(step.node), by: titleOf(by), status });
  const begun = [...run.steps.values()].flatMap((visit) => {
    const step = visit.fromPort === undoPort && visit.from !== undefined ? run.steps.get(visit.from) : undefined;
    return step ? [info(step, visit.node, statusOf(run, visit))] : [];
  });
  if (run.status === 'completed') return begun;
  const left = isEnded(run) ? 'left' : run.undoing ? 'next' : 'possible';
  return [...begun, ...leftToUndo(plan, run).flatMap((step) => plan.nodes.get(step.node)!.undo.map((by) => info(step, by, left)))];
}

function statusOf(run: Run, visit: Step): UndoInfo['status'] {
  if (visit.status === 'completed') return 'undone';
  if (isOpen(visit)) return 'under-way';
  return isEnded(run) ? 'left' : 'failed';
}
