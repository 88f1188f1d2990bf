/** A canceled run leaves nothing done that its drawing undoes, and nothing is undone of a run that goes on. */
import { leftToUndo, undoPort } from '../../server/engine/undo.ts';
import { plannedOf } from './plans.ts';
import type { World } from './world.ts';

export function checkUndone({ observer, given, wrong }: World): void {
  for (const [runId, { run, flow }] of observer.runs) {
    const drawing = given.flows.find(({ id }) => id === flow);
    if (!drawing) continue;
    const name = `${flow} ${runId.slice(0, 6)}`;
    for (const { id } of run.status === 'canceled' ? leftToUndo(plannedOf(drawing), run) : []) wrong(`I6 ${name} is canceled and ${id} is not undone`);
    const undoing = [...run.steps.values()].filter(({ fromPort }) => fromPort === undoPort);
    if (undoing.length > 0 && !run.undoing) wrong(`I3 ${name} undoes ${undoing[0]!.from} although nobody canceled it`);
    for (const { from, id, status } of undoing) {
      if (run.steps.get(from!)?.status !== 'completed') wrong(`I3 ${name} undoes ${from}, which was not done`);
      if (run.status === 'canceled' && status !== 'completed') wrong(`I6 ${name} is canceled while ${id} is ${status}`);
    }
  }
}
