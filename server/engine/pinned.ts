/**
 * Whether a run may go on with another version of its flow. Only a run that does nothing but wait may, and only where
 * neither what it did nor what it waits for means anything else there: nothing is done twice, nothing is left out that was
 * promised, no step id and so no effect key changes. When in doubt it stays.
 */
import { canonicalJson } from '../../flows/canonical.ts';
import { expressionsIn, needsOf } from './config.ts';
import type { Run, Step } from './events.ts';
import { isEnded, isQueuing } from './fold.ts';
import { type Plan, type PlanNode, reachedFrom } from './plan.ts';

export type PinCode =
  /** It is at work, has not begun, has stopped, or undoes. */
  | 'run.not_waiting'
  /** Another run waits for it, or it waits for others. */
  | 'run.related'
  /** Key, lane, signals or zone of the flow differ. */
  | 'flow.settings_changed'
  /** A step it visited is gone, is of another type, or stands elsewhere in a container. */
  | 'node.gone'
  /** What it waits for is drawn otherwise. */
  | 'node.wait_changed'
  /** What undoes a step it did differs. */
  | 'node.undo_changed'
  /** A join it has reached in part collects other lines. */
  | 'node.join_changed'
  /** A step it did would follow once more. */
  | 'node.again'
  /** A step ahead reads what this run does not have, or has from a step that is drawn otherwise. */
  | 'node.data_changed';

export interface Pin {
  code: PinCode;
  /** Where it lies. */
  node?: string;
}

/** Why it stays with the version it has; undefined when it may be moved. Both plans are of one flow and tenant. */
export function pinOf(run: Run, from: Plan, to: Plan): Pin | undefined {
  const open = [...run.open].map((id) => run.steps.get(id)!);
  return (
    busy(run, open) ??
    otherFlow(from, to) ??
    otherPast(run, from, to) ??
    otherWait(open, from, to) ??
    otherJoin(run, from, to) ??
    otherFuture(run, open, from, to)
  );
}

function busy(run: Run, open: Step[]): Pin | undefined {
  const isElsewhere = run.status !== 'running' || isEnded(run) || isQueuing(run) || run.keptBy !== undefined || run.undoing !== undefined;
  if (isElsewhere || open.length === 0) return { code: 'run.not_waiting' };
  if (run.parent !== undefined || run.scope !== undefined) return { code: 'run.related' };
  for (const step of run.steps.values()) {
    if (step.stuck || step.effect?.open || step.held) return { code: 'run.not_waiting', node: step.node };
  }
  const working = open.find(({ status, wait }) => status !== 'waiting' || wait === undefined);
  if (working) return { code: 'run.not_waiting', node: working.node };
  const within = open.find(({ path, wait }) => path !== '' || wait!.children || wait!.items || wait!.rounds !== undefined);
  return within && { code: 'run.related', node: within.node };
}

function otherFlow(from: Plan, to: Plan): Pin | undefined {
  const meaning = ({ flow: { key, lane, signals }, zone }: Plan): string => canonicalJson({ key, lane, signals, zone });
  return meaning(from) === meaning(to) ? undefined : { code: 'flow.settings_changed' };
}

function otherPast(run: Run, from: Plan, to: Plan): Pin | undefined {
  for (const { node } of run.steps.values()) {
    const [was, is] = [from.nodes.get(node), to.nodes.get(node)];
    if (!was || !is || was.spec.type !== is.spec.type || was.container !== is.container) return { code: 'node.gone', node };
    if (canonicalJson([...was.undo].sort()) !== canonicalJson([...is.undo].sort())) return { code: 'node.undo_changed', node };
  }
  return undefined;
}

function otherWait(open: Step[], from: Plan, to: Plan): Pin | undefined {
  // Two visits stand there: where only one can come, those that follow would have one name between them.
  const isDouble = ({ id, node }: Step): boolean => to.nodes.get(node)!.single && open.some((other) => other.node === node && other.id !== id);
  const changed = open.find((step) => isDouble(step) || !isSame(from.nodes.get(step.node)!, to.nodes.get(step.node)!));
  return changed && { code: 'node.wait_changed', node: changed.node };
}

/** A join with an arrival that it has not left yet waits for the same lines in both. */
function otherJoin(run: Run, from: Plan, to: Plan): Pin | undefined {
  for (const id of new Set([...from.before.keys(), ...to.before.keys()])) {
    const [was, is] = [from.nodes.get(id), to.nodes.get(id)];
    const ins = [...(was?.isJoin ? was.ins : []), ...(is?.isJoin ? is.ins : [])];
    if (run.steps.has(id) || !ins.some(({ node, port }) => hasLeft(run, node, port))) continue;
    if (!was?.isJoin || !is?.isJoin || linesOf(was) !== linesOf(is)) return { code: 'node.join_changed', node: id };
  }
  return undefined;
}

function otherFuture(run: Run, open: Step[], from: Plan, to: Plan): Pin | undefined {
  const [before, ahead] = [aheadOf(open, from), aheadOf(open, to)];
  for (const id of ahead) if (run.last.has(id) && !isReachedAsBefore(id, before, ahead, from, to)) return { code: 'node.again', node: id };
  const known = new Set([...ahead, ...open.map(({ node }) => node)]);
  const asides = [...run.steps.values()].flatMap(({ node }) => to.nodes.get(node)!.undo);
  const signaled = Object.values(to.flow.signals ?? {}).flatMap(({ to: target }) => target ?? []);
  for (const id of new Set([...ahead, ...reachedFrom(to.nodes, [...asides, ...signaled])])) {
    if (readsOf(to, id).some((read) => !known.has(read) && isOtherData(run, read, from, to))) return { code: 'node.data_changed', node: id };
  }
  return undefined;
}

/** Every way ahead that leads to it is drawn the same, so it follows as often as it would have. */
function isReachedAsBefore(id: string, before: ReadonlySet<string>, ahead: ReadonlySet<string>, from: Plan, to: Plan): boolean {
  const seen = new Set<string>();
  const left = [id];
  for (let one = left.pop(); one !== undefined; one = left.pop()) {
    if (seen.has(one) || !ahead.has(one)) continue;
    seen.add(one);
    const [was, is] = [from.nodes.get(one), to.nodes.get(one)!];
    if (!was || !before.has(one) || !isSame(was, is) || was.single !== is.single || linesOf(was) !== linesOf(is)) return false;
    left.push(...is.ins.map(({ node }) => node));
  }
  return true;
}

/** What was on a line not taken was missing before as well. */
function isOtherData(run: Run, node: string, from: Plan, to: Plan): boolean {
  const [was, is] = [from.nodes.get(node), to.nodes.get(node)];
  return was === undefined || is === undefined || (run.last.has(node) && !isSame(was, is));
}

/** Nodes whose output a node reads, as far as the drawing has them. */
function readsOf(plan: Plan, id: string): string[] {
  return expressionsIn(plan.nodes.get(id)!).flatMap(({ source }) => {
    const { steps } = needsOf(source);
    return (steps === 'all' ? [...plan.nodes.keys()] : [...steps]).filter((one) => plan.nodes.has(one));
  });
}

const aheadOf = (open: Step[], plan: Plan): Set<string> =>
  reachedFrom(
    plan.nodes,
    open.flatMap(({ node }) => [...plan.nodes.get(node)!.outs.values()].flat()),
  );

const hasLeft = (run: Run, node: string, port: string): boolean =>
  [...run.steps.values()].some(
    (step) => step.node === node && step.path === '' && (step.status === 'failed' || (step.status === 'completed' && (step.port ?? port) === port)),
  );

const linesOf = ({ ins }: PlanNode): string => canonicalJson(ins.map(({ node, port }) => `${node}.${port}`).sort());

function isSame(one: PlanNode, other: PlanNode): boolean {
  const meaning = ({ spec: { title: _, description: __, ...spec } }: PlanNode): string => canonicalJson(spec);
  return meaning(one) === meaning(other);
}
