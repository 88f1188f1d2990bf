/** Which steps have a turn, and the turn of a node that only decides. */
import type { Json } from '../../flows/flow.ts';
import { ConnectorError, type TaskAnswer } from '../../nodes/node-type.ts';
import { iterations, startIterations } from './advance.ts';
import type { DrainDeps } from './drain-deps.ts';
import { failureEvent, taskAnswer } from './effect-call.ts';
import type { Step } from './events.ts';
import { applyOutcome, startRound } from './outcome.ts';
import type { PlanNode } from './plan.ts';
import type { Session } from './session.ts';
import { inputOf, resultsOf, turnOf } from './turn.ts';

export function readySteps(session: Session, touched: Set<string>, inFlight: Map<string, AbortController>, now: number): Step[] {
  const ready: Step[] = [];
  for (const id of session.run.open) {
    if (inFlight.has(id)) continue;
    const step = session.run.steps.get(id)!;
    if (
      step.status === 'scheduled'
        ? step.isAside || step.held !== undefined || (step.due ?? 0) <= now
        : touched.has(id) || (step.due !== undefined && step.due <= now) || containerMoved(session, step)
    )
      ready.push(step);
  }
  // What a signal began has its turn before what was about to go on without knowing of it.
  return ready.sort((a, b) => Number(isBySignal(b)) - Number(isBySignal(a)));
}

const isBySignal = ({ from }: Step): boolean => from?.startsWith('signal:') === true;

function containerMoved(session: Session, step: Step): boolean {
  if (step.wait?.rounds !== undefined) return step.due === undefined && iterations(session.run, step, step.wait.rounds).done;
  if (!step.wait?.items) return false;
  const items = session.values.get(step.wait.items);
  if (items instanceof Promise || !Array.isArray(items)) return true;
  const state = iterations(session.run, step, items.length);
  return state.done || (state.started < items.length && state.open < step.wait.limit!);
}

/** A turn of a node that only decides. */
export async function takeTurn(deps: DrainDeps, session: Session, step: Step, node: PlanNode): Promise<void> {
  const now = deps.clock.now();
  try {
    if (node.spec.off) {
      await applyOutcome(session, step, { kind: 'emit', output: await inputOf(session, step) }, now, 0, deps.subflow);
      return;
    }
    const given = await givenTo(session, step, now);
    if (given === 'not yet') return;
    if (step.wait?.deadline && step.due !== undefined && step.due <= now && given.task === undefined) {
      const turn = await turnOf(session, step, now, deps.expressions, given);
      const outcome = await node.type.run(turn);
      if (outcome.kind === 'wait') return expire(session, step, node, now);
      return await applyOutcome(session, step, outcome, now, undefined, deps.subflow);
    }
    const turn = await turnOf(session, step, now, deps.expressions, given);
    const isScoped = session.run.scope === step.node && step.path === '' && !step.wait;
    const running = isScoped ? scopedItems(await session.values.get(session.run.input)) : node.type.run(turn);
    const outcome = running instanceof Promise ? await running : running;
    if (outcome.kind === 'wait' && step.wait && outcome.until !== undefined && outcome.until <= now) {
      // The hub slept past an earlier instant and the deadline behind it.
      if (outcome.deadline) return expire(session, step, node, now);
      throw new ConnectorError('node.failed', `${node.title} asked to wait until an instant that has passed`);
    }
    await applyOutcome(session, step, outcome, now, undefined, deps.subflow);
  } catch (error) {
    session.apply(failureEvent(node, step, error, now, undefined));
  }
}

/** A child run of a container plays the slice it was given. */
function scopedItems(input: Json): { kind: 'items'; items: Json[]; limit: number } {
  const given = input as { items: Json[]; limit: number };
  return { kind: 'items', items: given.items, limit: given.limit };
}

/** The deadline of a wait passed: out through `timeout`, or parked with words that say what was missing. */
function expire(session: Session, step: Step, node: PlanNode, now: number): void {
  if ((node.outs.get('timeout')?.length ?? 0) > 0) {
    session.apply({
      type: 'step.completed',
      at: now,
      step: step.id,
      port: 'timeout',
      output: session.values.keep({ timeout: true, seen: step.signals.map((signal) => signal.name) }),
    });
    return;
  }
  const missing = (step.wait?.signals ?? []).filter((name) => !step.signals.some((signal) => signal.name === name));
  const message = `${node.title} waited until its deadline${missing.length > 0 ? ` for ${missing.join(', ')}` : ''}. Connect its port timeout to say who acts`;
  session.apply({ type: 'step.failed', at: now, step: step.id, error: { code: 'step.timeout', message, retryable: false } });
}

/** What a waiting step is handed besides its signals: a task's answer, its children's or iterations' results. */
async function givenTo(session: Session, step: Step, now: number): Promise<{ results?: Json[]; task?: TaskAnswer } | 'not yet'> {
  const { wait } = step;
  if (wait?.items) {
    const items = (await session.values.get(wait.items)) as Json[];
    if (iterations(session.run, step, items.length).done) return { results: await resultsOf(session, step, items.length) };
    for (const event of startIterations(session.plan, session.run, step, items.length, wait.limit!, now)) session.apply(event);
    return 'not yet';
  }
  if (wait?.rounds !== undefined) {
    if (!iterations(session.run, step, wait.rounds).done) return 'not yet';
    if (wait.until === undefined) return {};
    startRound(session, step, now);
    return 'not yet';
  }
  if (wait?.children) {
    const ended = new Map<string, Json>();
    for (const signal of step.signals) ended.set(signal.id, await session.values.get(signal.data));
    if (wait.children.some((child) => !ended.has(child))) return 'not yet';
    const canceled = wait.children.find((child) => (ended.get(child) as { status?: string }).status === 'canceled');
    if (canceled !== undefined) throw new ConnectorError('node.failed', `Child run ${canceled} was canceled`);
    const outputs = wait.children.map((child) => (ended.get(child) as { output?: Json }).output ?? null);
    return { results: session.plan.nodes.get(step.node)!.isContainer ? outputs.flatMap(resultsIn) : outputs };
  }
  if (wait?.task !== undefined) {
    const done = step.signals.find((signal) => signal.id === wait.task);
    const task = done ? taskAnswer(await session.values.get(done.data)) : undefined;
    return task ? { task } : {};
  }
  return {};
}

/** Of a slice of a container; a slice that a person moved on without has none. */
const resultsIn = (output: Json): Json[] => (output as { results: Json[] } | null)?.results ?? [];
