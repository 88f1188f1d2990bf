/** A run is the fold of its log. `fold` applies one event to a run it owns; `foldAll` begins from nothing. */
import type { LanePlace, Run, RunEvent, Step } from './events.ts';

export function emptyRun(id: string): Run {
  return {
    id,
    version: undefined,
    status: 'running',
    trigger: '',
    input: { v: null },
    order: undefined,
    keys: [],
    parent: undefined,
    scope: undefined,
    outer: undefined,
    lane: undefined,
    keptBy: undefined,
    startedAt: 0,
    updatedAt: 0,
    endedAt: undefined,
    code: undefined,
    reason: undefined,
    output: undefined,
    steps: new Map(),
    open: new Set(),
    done: [],
    undoing: undefined,
    parkings: 0,
    released: false,
    taken: new Set(),
    deaths: 0,
    events: 0,
    last: new Map(),
  };
}

export function foldAll(id: string, commits: { events: RunEvent[] }[]): Run {
  const run = emptyRun(id);
  for (const commit of commits) for (const event of commit.events) fold(run, event);
  return run;
}

export const isOpen = (step: Step): boolean => step.status === 'scheduled' || step.status === 'running' || step.status === 'waiting';

export const isEnded = (run: Run): boolean => run.status === 'completed' || run.status === 'canceled';

/** It stands in its lane and its turn has not come: nothing of it may begin. */
export const isQueuing = (run: Run): boolean => run.lane !== undefined && !run.lane.isIn;

const newPlace = (name: string, isIn: boolean): LanePlace => ({ name, isIn, ahead: undefined, since: undefined, until: undefined });

/** More is in its log than that it started, was kept by a pause or queued in its lane. */
export const hasBegun = (events: RunEvent[]): boolean => events.some(({ type }) => type !== 'run.started' && type !== 'run.kept' && type !== 'lane.waiting');

/** Container path of a step id: `lines:3/pick` is in `lines:3/`. */
export const pathOf = (step: string): string => step.slice(0, step.lastIndexOf('/') + 1);

export function fold(run: Run, event: RunEvent): Run {
  run.events += 1;
  run.updatedAt = event.at;
  run.keptBy = event.type === 'run.kept' ? (event.by ?? 'flow') : undefined;
  const step = 'step' in event && event.step !== undefined ? run.steps.get(event.step) : undefined;
  switch (event.type) {
    case 'run.started':
      Object.assign(run, {
        trigger: event.trigger,
        input: event.input,
        order: event.order,
        keys: event.keys,
        parent: event.parent,
        scope: event.scope,
        outer: event.outer,
        lane: event.lane === undefined ? undefined : newPlace(event.lane, false),
        startedAt: event.at,
      });
      if (event.scope === undefined)
        run.steps.set(event.trigger, { ...newStep(event.trigger, event.trigger, event.at), status: 'completed', endedAt: event.at, output: event.input });
      run.last.set(event.trigger, event.trigger);
      break;
    case 'run.claimed':
      if (event.alone) run.deaths += 1;
      break;
    case 'run.keyed':
      run.keys = [...new Set([...run.keys, ...event.keys])];
      break;
    case 'lane.waiting':
      if (run.lane) run.lane = { ...run.lane, ahead: event.ahead, since: run.lane.since ?? event.at, until: event.until };
      break;
    case 'lane.entered':
      if (run.lane) run.lane = newPlace(run.lane.name, true);
      break;
    case 'lane.left':
      run.lane = undefined;
      break;
    case 'step.scheduled': {
      const fresh = newStep(event.step, event.node, event.at);
      run.steps.set(event.step, { ...fresh, from: event.from, fromPort: event.port, due: event.due, attempt: event.attempt, revision: event.revision });
      run.last.set(fresh.path + event.node, event.step);
      run.open.add(event.step);
      break;
    }
    case 'step.aside':
      if (step) Object.assign(step, { isAside: true, due: event.until, held: undefined });
      break;
    case 'step.held':
      if (step) hold(step, event);
      break;
    case 'effect.intended':
      if (!step) break;
      step.effect =
        step.effect?.key === event.key
          ? { ...step.effect, open: true }
          : { key: event.key, class: event.class, at: event.at, open: true, lost: step.isDoubted === true };
      if (event.resumed) step.effect.lost = true;
      if (step.isAside) Object.assign(step, { isAside: false, due: undefined });
      step.held = undefined;
      break;
    case 'step.completed':
      if (!step) break;
      Object.assign(step, {
        status: 'completed',
        port: event.port,
        output: event.output,
        endedAt: event.at,
        ms: event.ms,
        due: undefined,
        held: undefined,
        skipped: event.skipped ?? false,
        stuck: false,
        error: undefined,
      });
      settleEffect(run, step);
      run.open.delete(step.id);
      run.done.push(step.id);
      if (event.skipped) resume(run);
      if (event.port === 'released') run.released = true;
      if (event.setsOrder) run.order = event.output;
      if (event.keys) run.keys = [...new Set([...run.keys, ...event.keys])];
      break;
    case 'step.failed':
      if (!step) break;
      step.failures.push({ at: event.at, attempt: step.attempt, error: event.error });
      step.error = event.error;
      step.ms = event.ms;
      Object.assign(step, { isAside: false, held: undefined });
      settleEffect(run, step);
      if (event.retryAt !== undefined) Object.assign(step, { status: 'scheduled', due: event.retryAt, attempt: step.attempt + 1 });
      else {
        Object.assign(step, { status: 'failed', due: undefined, endedAt: event.at });
        run.open.delete(step.id);
      }
      if (event.lost && step.effect) step.effect.lost = true;
      if (event.lost && !step.effect) step.isDoubted = true;
      break;
    case 'step.waiting':
      if (step) Object.assign(step, { status: 'waiting', wait: event, due: event.until, waitsSince: step.waitsSince ?? event.at, isTouched: false });
      break;
    case 'signal.taken':
      run.taken.add(takenKey(event));
      if (!step) break;
      step.signals.push({ id: event.id, name: event.name, key: event.key, data: event.data, at: event.stored });
      step.isTouched = true;
      break;
    case 'step.retried':
      if (!step) break;
      Object.assign(step, {
        status: 'scheduled',
        isAside: false,
        held: undefined,
        due: event.at,
        attempt: 1,
        revision: event.revision,
        endedAt: undefined,
        error: undefined,
        stuck: false,
        port: undefined,
        waitsSince: undefined,
        // Children, items and rounds were begun once; any other wait begins anew.
        wait: step.wait?.children || step.wait?.items || step.wait?.rounds ? step.wait : undefined,
        // Who retries has looked at the receiver; one that can be looked up is asked again all the same.
        effect: step.effect && { ...step.effect, at: event.at, lost: step.effect.lost && step.effect.class === 'B' },
        ...(event.patch ? { patch: event.patch } : {}),
      });
      run.open.add(step.id);
      resume(run);
      break;
    case 'run.resumed':
      resume(run);
      break;
    case 'run.moved':
      run.version = event.to;
      break;
    case 'run.completed':
      Object.assign(run, { status: 'completed', endedAt: event.at, output: event.output, lane: undefined });
      break;
    case 'run.parked':
      if (step?.status === 'failed') step.stuck = true;
      Object.assign(run, { status: 'parked', code: event.code, reason: event.reason, parkings: run.parkings + 1 });
      break;
    case 'run.undoing':
      cancelOpen(run, event.at, event.pending);
      for (const one of run.steps.values()) one.stuck = false;
      // Only where it had stopped has somebody looked at what ended its holders.
      if (run.status === 'parked') resume(run);
      run.undoing = { reason: event.reason, ...(event.by === undefined ? {} : { by: event.by }) };
      break;
    case 'run.canceled':
      cancelOpen(run, event.at);
      Object.assign(run, { status: 'canceled', endedAt: event.at, code: 'run.canceled', reason: event.reason, lane: undefined });
      break;
  }
  return run;
}

function cancelOpen(run: Run, at: number, except: string[] = []): void {
  for (const id of run.open) {
    if (except.includes(id)) continue;
    Object.assign(run.steps.get(id)!, { status: 'canceled', endedAt: at, due: undefined });
    run.open.delete(id);
  }
}

function resume(run: Run): void {
  Object.assign(run, { status: 'running', code: undefined, reason: undefined, deaths: 0 });
}

/** Ids are unique per name and key only: two senders may count alike. */
export const takenKey = (signal: { id: string; name: string; key: string }): string => `${signal.name} ${signal.key} ${signal.id}`;

/** A call that was out when its holder died is over as far as we can tell, and its answer is lost. */
function hold(step: Step, { by, reason }: { by: string; reason: string }): void {
  const wasOut = step.effect?.open === true || step.held?.wasOut === true;
  Object.assign(step, { isAside: false, due: undefined, held: { by, reason, wasOut } });
  if (step.effect?.open) Object.assign(step.effect, { open: false, lost: true });
}

function settleEffect(run: Run, step: Step): void {
  if (!step.effect?.open) return;
  step.effect.open = false;
  run.deaths = 0;
}

function newStep(id: string, node: string, at: number): Step {
  return {
    id,
    node,
    from: undefined,
    fromPort: undefined,
    path: pathOf(id),
    status: 'scheduled',
    attempt: 1,
    revision: 0,
    due: undefined,
    isAside: false,
    held: undefined,
    scheduledAt: at,
    startedAt: at,
    endedAt: undefined,
    ms: undefined,
    port: undefined,
    output: undefined,
    error: undefined,
    effect: undefined,
    wait: undefined,
    waitsSince: undefined,
    signals: [],
    isTouched: false,
    patch: undefined,
    skipped: false,
    stuck: false,
    failures: [],
  };
}
