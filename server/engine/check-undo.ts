/** Rules of what undoes: behind a port `compensate` stands a small graph of its own that nothing else leads into. */
import type { Flow, Problem } from '../../flows/flow.ts';
import { type PlanNode, reachedFrom } from './plan.ts';

export function checkUndo(nodes: Map<string, PlanNode>, triggers: string[], flow: Flow): Problem[] {
  const signaled = Object.values(flow.signals ?? {}).flatMap(({ to }) => (to === undefined ? [] : [to]));
  const forward = reachedFrom(nodes, [...triggers, ...signaled]);
  return [...nodes.values()].flatMap((node) => {
    const problem = problemOf(node, forward.has(node.id));
    return problem === undefined ? [] : [{ code: `flow.undo_${problem[0]}`, path: `/nodes/${node.id}`, node: node.id, message: problem[1] }];
  });
}

function problemOf({ title, type, undoes, undo, isJoin, spec }: PlanNode, isForward: boolean): [code: string, message: string] | undefined {
  if (undo.length > 0 && type.trigger) return ['nothing', `${title} is a trigger: it did nothing that could be undone. Lead on from the step that did.`];
  if (!undoes) return undefined;
  if (isForward) return ['shared', `${title} undoes a step and is also on the way of every order. Give undoing a step of its own.`];
  if (undo.length > 0) return ['of_undo', `${title} undoes a step; what undoes is not undone in its turn. Remove its line "compensate".`];
  if (isJoin || spec.type.startsWith('cancellation_window@'))
    return ['node', `${title} has no place behind "compensate": steps are undone one after the other, and nothing cancels them.`];
  return undefined;
}

/** A parking is told to another flow than the one that parks. */
export const checkOnParked = ({ id, onParked }: Flow): Problem[] =>
  onParked?.subflow === id
    ? [{ code: 'flow.parked_itself', path: '/onParked/subflow', message: 'A flow cannot handle its own parkings: name another flow.' }]
    : [];
