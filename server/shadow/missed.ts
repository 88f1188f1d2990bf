/** What a run of a shadow has not been told of what its live run was told. Pure: read from the two logs and the stored signals. */
import type { SignalSeen } from '../../nodes/node-type.ts';
import type { Run, RunEvent, Step } from '../engine/events.ts';
import { isEnded, isOpen, takenKey } from '../engine/fold.ts';
import { taskCompleted } from '../engine/look.ts';

type Canceled = Extract<RunEvent, { type: 'run.canceled' | 'run.undoing' }>;

/** Somebody's wish that ended the live run; one that has no name came from the drawing, and the shadow has its own. */
export function cancelMissed(live: { events: RunEvent[] }[], shadow: Run): (Canceled & { by: string }) | undefined {
  if (isEnded(shadow) || shadow.undoing) return undefined;
  for (const event of live.flatMap(({ events }) => events))
    if ((event.type === 'run.undoing' || event.type === 'run.canceled') && event.by !== undefined) return { ...event, by: event.by };
  return undefined;
}

/** Tasks of the shadow that a person has answered for the live run: what the shadow's task is to be told. */
export function answersMissed(live: Run, shadow: Run, answers: SignalSeen[]): SignalSeen[] {
  const byTask = new Map(answers.map((answer) => [answer.id, answer]));
  return waitsForPerson(shadow).flatMap(({ task, step }) => {
    const asked = twinOf(step, live, shadow)?.wait?.task;
    const answer = asked === undefined ? undefined : byTask.get(asked);
    return answer ? { ...answer, name: taskCompleted, key: shadow.id, id: task } : [];
  });
}

export const waitsForPerson = ({ steps }: Run): { task: string; step: Step }[] =>
  [...steps.values()].flatMap((step) => (step.status === 'waiting' && step.wait?.task !== undefined ? { task: step.wait.task, step } : []));

/** The same visit where both came the same way, else the last one there that is nobody else's. */
function twinOf({ id, node, path }: Step, live: Run, shadow: Run): Step | undefined {
  const same = live.steps.get(id);
  if (same?.node === node) return same;
  return [...live.steps.values()].findLast((step) => step.node === node && step.path === path && shadow.steps.get(step.id)?.node !== node);
}

/** Under these keys somebody may tell it something. */
export const keysOf = ({ keys, steps }: Run): string[] => [
  ...new Set([...keys, ...[...steps.values()].flatMap((step) => (isOpen(step) && step.wait?.key !== undefined ? step.wait.key : []))]),
];

/** Clocks of processes differ by less, ms. */
const skew = 60_000;
/** So long one that was stored and not taken may have been lost before it woke anybody, ms. */
const unsure = 600_000;

/** What came before it began it finds by itself. `told` are those stored for the shadow. */
export function signalsMissed({ startedAt, taken }: Run, told: SignalSeen[], live: SignalSeen[], now: number): SignalSeen[] {
  const known = new Set(told.map(takenKey));
  const isKnown = (signal: SignalSeen): boolean => known.has(takenKey(signal)) && (taken.has(takenKey(signal)) || signal.at < now - unsure);
  return live.filter((signal) => signal.at >= startedAt - skew && !isKnown(signal));
}
