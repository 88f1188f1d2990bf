/** The track of a try: what happened at which virtual instant, in words. */
import type { Run, RunEvent, Step } from '../engine/events.ts';
import type { Plan } from '../engine/plan.ts';
import type { TryMoment } from '../http/api.ts';

type Said = Omit<TryMoment, 'at'>;

/** Moments of a run from its log; what only decides at once stands between them and is left out. */
export function momentsOf(plan: Plan, run: Run, log: readonly RunEvent[]): TryMoment[] {
  const title = (step: string): string => titleOf(plan, run, step);
  /** Waits that have asked somebody to chase what is missing. */
  const chased = new Set<string>();
  const saidOf = (event: RunEvent): Said | undefined => {
    switch (event.type) {
      case 'run.started':
        return { kind: 'start', node: event.trigger, words: plan.nodes.get(event.trigger)?.title ?? event.trigger };
      case 'signal.taken':
        return event.name.startsWith('task.') || event.name === 'run.ended'
          ? undefined
          : { kind: 'signal', ...nodeOf(run, event.step), words: spoken(event.name) };
      case 'step.completed': {
        const step = run.steps.get(event.step);
        if (!step || (!step.wait && !step.effect)) return undefined;
        const kind = event.port === 'timeout' ? 'deadline' : isTask(plan, step) ? 'answer' : step.wait ? 'hold' : 'left';
        const isPlain = event.port === 'done' || (kind === 'left' && event.port === plan.nodes.get(step.node)?.defaultPort);
        const isShort = kind === 'hold' || kind === 'answer';
        return {
          kind,
          node: step.node,
          words: isPlain ? title(event.step) : isShort ? capital(spoken(event.port)) : `${title(event.step)}: ${spoken(event.port)}`,
        };
      }
      case 'step.failed':
        return {
          kind: event.retryAt === undefined ? 'parked' : 'retry',
          ...nodeOf(run, event.step),
          words: event.retryAt === undefined ? `${title(event.step)} failed` : `${title(event.step)} is tried again`,
        };
      case 'step.waiting': {
        const step = run.steps.get(event.step);
        const isNew = step !== undefined && event.task !== undefined && (isTask(plan, step) ? (event.moves?.no ?? 0) > 0 : !chased.has(event.step));
        if (event.task !== undefined) chased.add(event.step);
        return isNew ? { kind: 'reminder', ...nodeOf(run, event.step), words: `${title(event.step)}: reminder` } : undefined;
      }
      case 'run.parked':
        return { kind: 'parked', words: 'Parked' };
      case 'run.completed':
        return { kind: 'ended', words: 'Completed' };
      case 'run.canceled':
        return { kind: 'ended', words: 'Canceled' };
      default:
        return undefined;
    }
  };
  return log.flatMap((event) => {
    const said = saidOf(event);
    return said ? [{ at: new Date(event.at).toISOString(), ...said }] : [];
  });
}

/** What the next instant of an open step is. */
export function dueWords(plan: Plan, run: Run, step: Step): Said {
  const title = titleOf(plan, run, step.id);
  const node = { node: step.node };
  if (step.status === 'scheduled') return { kind: 'retry', ...node, words: `${title}, attempt ${step.attempt}` };
  if (step.wait?.deadline) return { kind: 'deadline', ...node, words: `${title}: deadline` };
  if (/^(task|wait_for)@/.test(plan.nodes.get(step.node)?.spec.type ?? '')) return { kind: 'reminder', ...node, words: `${title}: reminder` };
  return { kind: 'hold', ...node, words: `${title} ends` };
}

const nodeOf = (run: Run, step: string | undefined): { node?: string } => {
  const node = step === undefined ? undefined : run.steps.get(step)?.node;
  return node === undefined ? {} : { node };
};

const titleOf = (plan: Plan, run: Run, step: string): string => {
  const node = run.steps.get(step)?.node ?? step;
  return plan.nodes.get(node)?.title ?? node;
};

/** `quote.accepted` → "quote accepted". */
const spoken = (name: string): string => name.replace(/[._]/g, ' ');

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Other waits may ask somebody to chase what they wait for. */
const isTask = (plan: Plan, { node }: Step): boolean => plan.nodes.get(node)?.spec.type.startsWith('task@') === true;
