/** What people asked for and what came from outside must be heard: held against each commit, and against the end. */
import type { RunEvent } from '../../server/engine/events.ts';
import { takenKey } from '../../server/engine/fold.ts';
import type { Seen } from './observer.ts';
import type { Errand } from './senders.ts';
import type { World } from './world.ts';

const isCancel = (id: string): boolean => id.startsWith('cancel') || id.startsWith('parent:');
const hasEnded = (events: RunEvent[]): boolean => events.some(({ type }) => ['run.completed', 'run.canceled', 'run.undoing'].includes(type));

/** Watches every commit from now on. */
export function watchWishes(world: World): void {
  world.onCommit.push((runId, seen, events, taken) => {
    if (taken.some(isCancel) && !hasEnded(events) && seen.run.endedAt === undefined && !seen.run.undoing && !seen.released)
      world.wrong(`I6 a cancel of ${seen.flow} ${runId.slice(0, 6)} is answered by going on, though nothing had left the house`);
    for (const id of taken) {
      const asked = world.senders.errands.find(({ message }) => message.kind === 'act' && message.id === id && message.runId === runId);
      if (asked && (seen.answered.get(id) ?? 0) > asked.tries) world.wrong(`I3 request "${id}" of ${seen.flow} ${runId.slice(0, 6)} is answered twice`);
    }
    for (const event of events) if (event.type === 'step.completed' && event.port === 'released') checkReleased(world, seen, event.step);
  });
}

/** Whoever claims looks at everything stored by then: what was promised this long before, ms, has been heard. Unknown where processes freeze. */
const marginOf = ({ given, processes, isRestless }: World): number => (processes.freezes > 0 || isRestless() ? Number.POSITIVE_INFINITY : given.margin);

/** An order is not let go when its cancel was promised long before. */
function checkReleased(world: World, { run, flow }: Seen, stepId: string): void {
  const since = world.scheduler.now() - marginOf(world);
  const rules = world.given.flows.find(({ id }) => id === flow)?.signals ?? {};
  const names = ['cancel', ...(rules['cancel']?.on ? [rules['cancel'].on] : [])];
  for (const { message, promisedAt, name } of world.senders.errands) {
    if (message.kind !== 'signal' || promisedAt === undefined || promisedAt > since) continue;
    const { signal } = message;
    const step = run.steps.get(stepId);
    if (
      !names.includes(signal.name) ||
      !run.keys.includes(signal.key) ||
      run.taken.has(takenKey(signal)) ||
      step?.signals.some(({ name: one }) => one === 'release')
    )
      continue;
    world.wrong(`R10 ${name} was promised ${Math.round(world.scheduler.now() - promisedAt)} ms before, and ${flow} let the order go`);
  }
}

/** A wait does not go on waiting for what is there. */
export function checkSignals(world: World): void {
  const { keep, observer, given, paused, wrong } = world;
  const signals = keep.signals();
  for (const [runId, { run, flow }] of observer.runs) {
    if (run.status !== 'running' || paused.has(flow)) continue;
    const rules = given.flows.find(({ id }) => id === flow)?.signals ?? {};
    for (const id of run.open) {
      const step = run.steps.get(id)!;
      const { wait } = step;
      if (step.status !== 'waiting' || !wait?.signals) continue;
      const missed = signals.find(
        (signal) =>
          wait.signals!.some((name) => name === signal.name || rules[name]?.on === signal.name) &&
          (wait.key === undefined ? [...run.keys, runId].includes(signal.key) : signal.key === wait.key) &&
          signal.at >= (wait.since ?? 0) &&
          !run.taken.has(takenKey(signal)),
      );
      if (missed) wrong(`I6 ${flow} ${runId.slice(0, 6)} waits at ${id} although ${missed.name} is there`);
    }
  }
}

/** A promised cancel was answered, unless there was nothing left to cancel; a parent's end is its children's. */
export function checkHeard(world: World): void {
  const { observer, senders, wasRestored, wrong } = world;
  const margin = marginOf(world);
  if (wasRestored || margin === Number.POSITIVE_INFINITY) return;
  const isUnheard = ({ message, promisedAt }: Errand): boolean => {
    if (message.kind !== 'cancel' || promisedAt === undefined) return false;
    const seen = observer.runs.get(message.runId);
    return seen !== undefined && !seen.answered.has(message.id) && seen.movedAt > promisedAt + margin;
  };
  for (const errand of senders.errands) if (isUnheard(errand)) wrong(`I6 ${errand.name} was promised and the run went on without an answer`);
  for (const [runId, { run, flow, movedAt }] of observer.runs) {
    const parent = run.parent && observer.runs.get(run.parent.runId);
    if (parent?.run.status === 'canceled' && run.status === 'completed' && movedAt > parent.movedAt + margin)
      wrong(`I6 ${flow} ${runId.slice(0, 6)} went on after its parent was canceled`);
  }
}
