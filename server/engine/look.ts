/** Look for stored signals that a run waits for, and take each once. */
import type { Json } from '../../flows/flow.ts';
import type { SignalSeen } from '../../nodes/node-type.ts';
import type { Step } from './events.ts';
import { isEnded, isQueuing, takenKey } from './fold.ts';
import type { RunStore } from './ports.ts';
import type { Session } from './session.ts';

/** Signals of the hub itself: a child run ended, a person completed a task. Their key is the run's id. */
export const childEnded = 'run.ended';
export const taskCompleted = 'task.completed';
/** To a run whose flow listens, about its own task. */
export const taskReminded = 'task.reminded';
export const taskEscalated = 'task.escalated';

/** Every name a wait or the flow listens to, the flow's own spelling resolved. */
export function listensTo(session: Session): { names: Set<string>; keys: Set<string> } {
  const { run, plan } = session;
  const rules = plan.flow.signals ?? {};
  const names = new Set<string>();
  const keys = new Set<string>([...run.keys, run.id]);
  for (const [own, rule] of Object.entries(rules)) if (isForFlow(session, own)) names.add(own).add(rule.on ?? own);
  for (const id of run.open) {
    const step = run.steps.get(id)!;
    if (step.status !== 'waiting' || !step.wait) continue;
    for (const name of step.wait.signals ?? []) names.add(name).add(rules[name]?.on ?? name);
    if (step.wait.key !== undefined) keys.add(step.wait.key);
    if (step.wait.task !== undefined) names.add(taskCompleted);
    if (step.wait.children) names.add(childEnded);
  }
  return { names, keys };
}

/**
 * Takes what is there and adds the steps that now have a turn to `touched`. A wait is given the signals of one instant,
 * then has its turn: what it did not need is there for the next one. True when some were left for that.
 */
export async function lookForSignals(store: RunStore, session: Session, now: number, touched: Set<string>): Promise<boolean> {
  const { names, keys } = listensTo(session);
  if (names.size === 0) return false;
  const stored = await store.signals(session.head.tenant, [...names], [...keys]);
  const instants = new Map<string, number>();
  let isMore = false;
  for (const signal of stored) {
    if (session.run.taken.has(takenKey(signal)) || isEnded(session.run)) continue;
    const step = takerOf(session, signal);
    if (!step && !isFlowSignal(session, signal)) continue;
    if (step?.wait?.signals && touched.has(step.id) && instants.get(step.id) !== signal.at) {
      isMore = true;
      continue;
    }
    const { id, name, key } = signal;
    session.apply({
      type: 'signal.taken',
      at: now,
      id,
      name,
      key,
      data: session.values.keep(signal.data as Json),
      stored: signal.at,
      ...(step ? { step: step.id } : {}),
    });
    if (!step) continue;
    touched.add(step.id);
    instants.set(step.id, signal.at);
  }
  return isMore;
}

function takerOf(session: Session, signal: SignalSeen): Step | undefined {
  const { run, plan } = session;
  const rules = plan.flow.signals ?? {};
  for (const id of run.open) {
    const step = run.steps.get(id)!;
    const wait = step.status === 'waiting' ? step.wait : undefined;
    if (!wait) continue;
    if (signal.name === taskCompleted && wait.task !== undefined) {
      if (signal.id === wait.task) return step;
      continue;
    }
    if (signal.name === childEnded && wait.children?.includes(signal.id)) return step;
    if (wait.since !== undefined && signal.at < wait.since) continue;
    if (wait.key !== undefined && signal.key !== wait.key && signal.key !== run.id) continue;
    if (wait.signals?.some((name) => name === signal.name || rules[name]?.on === signal.name)) return step;
  }
  return undefined;
}

function isFlowSignal(session: Session, signal: SignalSeen): boolean {
  return Object.entries(session.plan.flow.signals ?? {}).some(([own, rule]) => (own === signal.name || rule.on === signal.name) && isForFlow(session, own));
}

/** An intercept answers a cancel only once the window let the order go; until then the window itself takes it. */
function isForFlow({ plan, run }: Session, name: string): boolean {
  const rule = plan.flow.signals?.[name];
  // The slices of a container belong to their parent: it answers, and cancels them when it is canceled.
  if (run.scope !== undefined || run.undoing) return false;
  if (isQueuing(run) && rule?.to !== undefined) return false;
  if (rule?.to === undefined) return name === 'cancel';
  return name !== 'cancel' || run.released || ![...plan.nodes.values()].some((node) => node.spec.type.startsWith('cancellation_window@'));
}
