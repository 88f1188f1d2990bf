/**
 * The rules of a run: what follows from what happened. Pure: the same plan, run and event always give
 * the same consequences. `run` is already folded with `event`.
 */
import type { Json } from '../../flows/flow.ts';
import type { Run, RunEvent, Step } from './events.ts';
import { isEnded, isOpen, isQueuing, pathOf } from './fold.ts';
import { arrivalMark } from './ids.ts';
import type { Plan, PlanNode } from './plan.ts';
import { stop, undoNext, undoneBy } from './undo.ts';

export function advance(plan: Plan, run: Run, event: RunEvent): RunEvent[] {
  if (isEnded(run)) return [];
  switch (event.type) {
    case 'run.started':
      if (event.scope !== undefined) return [{ type: 'step.scheduled', at: event.at, step: event.scope, node: event.scope, attempt: 1, revision: 0 }];
      return event.lane === undefined ? begin(plan, run, event.at) : [];
    case 'lane.entered':
      return begin(plan, run, event.at);
    case 'step.completed': {
      // A slice of a container ends with its items: what follows them is its parent's.
      if (run.scope === event.step) return settle(plan, run, event.at);
      const step = run.steps.get(event.step)!;
      if (event.port === 'canceled' && !isWired(plan, step, 'canceled')) {
        return [stop(plan, run, event.at, { reason: `Canceled at ${plan.nodes.get(step.node)!.title}` })];
      }
      // What was under way when the run was stopped goes no further.
      if (run.undoing && !plan.nodes.get(step.node)!.undoes) return settle(plan, run, event.at);
      return leave(plan, run, step, event.port, event.at);
    }
    case 'step.failed': {
      if (event.retryAt !== undefined) return [];
      const step = run.steps.get(event.step)!;
      const node = plan.nodes.get(step.node)!;
      if (run.undoing && !node.undoes && !event.unknown) return settle(plan, run, event.at);
      const isLate = event.error.code === 'step.timeout' || event.error.code === 'connector.timeout';
      const port = isLate && isWired(plan, step, 'timeout') ? 'timeout' : 'error';
      if (!event.unknown && isWired(plan, step, port)) return leave(plan, run, step, port, event.at);
      const reason = run.undoing ? notUndone(plan, run, step, event.error.message) : event.error.message;
      if (plan.flow.onFailure === 'compensate' && !run.undoing && !event.unknown) return [stop(plan, run, event.at, { reason })];
      return [{ type: 'run.parked', at: event.at, step: event.step, code: event.error.code, reason }];
    }
    case 'run.undoing':
      return undoNext(plan, run, event.at);
    case 'run.parked':
      return run.lane !== undefined && plan.flow.lane?.stuck === 'pass' ? [{ type: 'lane.left', at: event.at }] : [];
    case 'step.waiting':
      return settle(plan, run, event.at);
    case 'run.resumed':
      if (isQueuing(run)) return [];
      // It was parked before its turn came and was passed by.
      return run.steps.size === 1 && run.scope === undefined && !run.undoing ? begin(plan, run, event.at) : settle(plan, run, event.at);
    case 'signal.taken':
      return event.step === undefined ? byFlowSignal(plan, run, event) : [];
    default:
      return [];
  }
}

/** The first steps: what the trigger's port leads to. */
const begin = (plan: Plan, run: Run, at: number): RunEvent[] => leave(plan, run, run.steps.get(run.trigger)!, defaultPort(plan, run.trigger), at);

/** Why a run stopped while it undid, in words that say what is left and what helps. */
function notUndone(plan: Plan, run: Run, step: Step, message: string): string {
  const undone = undoneBy(run, step);
  const said = message.replace(/\.$/, '');
  if (!undone) return `What is to be undone is not known yet: ${said}. Skip it when it happened and it is undone, or cancel to leave the rest as it is`;
  return `${plan.nodes.get(undone.node)!.title} is not undone: ${said}. Retry it, skip it when it was undone by hand, or cancel to leave the rest as it is`;
}

/** A signal nobody in the run waited for: its rule cancels the run or starts a visit. */
function byFlowSignal(plan: Plan, run: Run, event: Extract<RunEvent, { type: 'signal.taken' }>): RunEvent[] {
  const rule = ruleOf(plan, event.name);
  if (!rule) return [];
  if (rule.to !== undefined) return [schedule(plan, rule.to, '', `signal:${event.id}`, rule.name, event.at)];
  // Too late once the window let the order go: recorded, but only a drawn intercept can still act.
  if (rule.name !== 'cancel' || run.released) return [];
  const data = event.data as { v?: Json };
  const said = typeof data.v === 'object' && data.v !== null && !Array.isArray(data.v) ? data.v['reason'] : undefined;
  return [stop(plan, run, event.at, { reason: typeof said === 'string' ? said : `Canceled by signal ${event.name}` })];
}

export function ruleOf(plan: Plan, name: string): { name: string; to?: string } | undefined {
  for (const [own, rule] of Object.entries(plan.flow.signals ?? {})) {
    if ((rule.on ?? own) === name || own === name) return { name: own, ...(rule.to === undefined ? {} : { to: rule.to }) };
  }
  return undefined;
}

/** A step left through a port: its targets are next, then joins that became complete, then the end of the run. */
function leave(plan: Plan, run: Run, step: Step, port: string, at: number): RunEvent[] {
  const targets = plan.nodes.get(step.node)!.outs.get(port) ?? [];
  const next = targets.filter((target) => !plan.nodes.get(target)!.isJoin).map((target) => schedule(plan, target, step.path, step.id, port, at));
  return next.length > 0 ? [...next, ...joins(plan, run, at, { path: step.path, nodes: targets })] : settle(plan, run, at);
}

function schedule(plan: Plan, node: string, path: string, from: string, port: string, at: number): RunEvent {
  const mark = plan.nodes.get(node)!.single ? '' : `~${arrivalMark(from, port)}`;
  return { type: 'step.scheduled', at, step: path + node + mark, node, from, port, attempt: 1, revision: 0 };
}

/** What is about to be scheduled and therefore counts as open. */
interface Coming {
  path: string;
  nodes: string[];
}

/** A join is complete when each of its lines has been travelled, or can no longer be. */
function canJoin(plan: Plan, run: Run, join: PlanNode, path: string, coming: Coming | undefined): boolean {
  if (run.steps.has(path + join.id)) return false;
  const arrived = join.ins.filter((exit) => hasLeft(run, path, exit.node, exit.port));
  if (arrived.length === join.ins.length) return true;
  if (arrived.length === 0) return false;
  const before = plan.before.get(join.id)!;
  // What goes on inside a container keeps the container itself open.
  if (coming?.path === path && coming.nodes.some((node) => before.has(node))) return false;
  for (const step of run.steps.values()) if (isUnfinished(step) && step.path === path && before.has(step.node)) return false;
  return true;
}

/** It is open, or stopped for a person who may set it going again. */
const isUnfinished = (step: Step): boolean => isOpen(step) || step.stuck;

/** Joins that have all they can get. */
function joins(plan: Plan, run: Run, at: number, coming?: Coming): RunEvent[] {
  const next: RunEvent[] = [];
  if (run.undoing) return next;
  for (const id of plan.before.keys()) {
    const node = plan.nodes.get(id)!;
    for (const path of pathsOf(run, node)) {
      // One that is about to be visited leads here in its turn.
      const isBehind = next.some((event) => event.type === 'step.scheduled' && pathOf(event.step) === path && plan.before.get(id)!.has(event.node));
      if (isBehind || !canJoin(plan, run, node, path, coming)) continue;
      const last = [...run.steps.values()].findLast((step) => step.path === path && node.ins.some((exit) => exit.node === step.node))!;
      next.push(schedule(plan, id, path, last.id, last.port ?? 'done', at));
    }
  }
  return next;
}

function hasLeft(run: Run, path: string, node: string, port: string): boolean {
  for (const step of run.steps.values()) {
    if (step.node === node && step.path === path && step.status === 'completed' && (step.port ?? port) === port) return true;
    if (step.node === node && step.path === path && step.status === 'failed' && !step.stuck && (port === 'error' || port === 'timeout')) return true;
  }
  return false;
}

/** When nothing moved on: complete joins, then what is left to mend, and when nothing is open, the run itself. */
function settle(plan: Plan, run: Run, at: number): RunEvent[] {
  const joined = joins(plan, run, at);
  if (joined.length > 0) return joined;
  if ([...run.open].some((id) => run.steps.get(id)!.status !== 'waiting')) return [];
  // A second branch that stopped too is still to be mended: the run neither waits nor ends without it.
  const stuck = [...run.steps.values()].find((step) => step.stuck);
  if (stuck) {
    const { code, message } = stuck.error!;
    return run.status === 'parked' ? [] : [{ type: 'run.parked', at, step: stuck.id, code, reason: message }];
  }
  if (run.open.size > 0) return [];
  if (run.undoing) return undoNext(plan, run, at);
  // A trigger did nothing: what it says is the input of the run.
  const begun = run.scope === undefined ? run.trigger : undefined;
  const last = [...run.steps.values()]
    .filter((step) => step.path === '' && step.status === 'completed' && step.id !== begun)
    .sort((a, b) => a.endedAt! - b.endedAt!)
    .at(-1);
  return [{ type: 'run.completed', at, ...(last ? { output: last.output! } : {}) }];
}

function pathsOf(run: Run, join: PlanNode): string[] {
  if (join.container === undefined) return run.scope === undefined ? [''] : [];
  const paths = new Set<string>();
  for (const step of run.steps.values()) if (step.path !== '' && join.ins.some((exit) => exit.node === step.node)) paths.add(step.path);
  return [...paths];
}

export function isWired(plan: Plan, step: Step, port: string): boolean {
  return (plan.nodes.get(step.node)!.outs.get(port)?.length ?? 0) > 0;
}

export const defaultPort = (plan: Plan, node: string): string => plan.nodes.get(node)!.defaultPort;

// --- containers -----------------------------------------------------------------------------------

/** Path of one iteration of a container step: `lines:3/`, nested `lines:3/parts:0/`. */
export const iterationPath = (container: Step, index: number): string => `${container.id}:${index}/`;

/** State of a container's iterations: which are running, which are done, which is next. */
export function iterations(run: Run, container: Step, total: number): { open: number; started: number; done: boolean } {
  const openPaths = new Set<number>();
  let started = 0;
  for (const step of run.steps.values()) {
    if (!step.path.startsWith(`${container.id}:`)) continue;
    const index = Number.parseInt(step.path.slice(container.id.length + 1), 10);
    started = Math.max(started, index + 1);
    if (isUnfinished(step)) openPaths.add(index);
  }
  return { open: openPaths.size, started, done: openPaths.size === 0 && started >= total };
}

/** Schedules iterations up to the container's limit. */
export function startIterations(plan: Plan, run: Run, container: Step, total: number, limit: number, at: number): RunEvent[] {
  const state = iterations(run, container, total);
  const next: RunEvent[] = [];
  const entries = plan.nodes.get(container.node)!.outs.get('item')!; // without it no items are taken
  for (let index = state.started; index < total && state.open + (index - state.started) < limit; index += 1) {
    const path = iterationPath(container, index);
    for (const entry of entries) next.push({ ...schedule(plan, entry, path, container.id, `item:${index}`, at), item: String(index) } as RunEvent);
  }
  return next;
}
