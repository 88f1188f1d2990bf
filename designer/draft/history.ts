/** What was done to a draft, step by step, each with its name and the way back. */
import { inverted, type Patch } from './patch.ts';

export interface Step {
  name: string;
  patches: Patch[];
  /** Instant of its last keystroke, ms. */
  at: number;
  /** Typing in one field goes on in one step. */
  field?: string | undefined;
}

export interface History {
  done: readonly Step[];
  /** Taken back, the next to redo last. */
  undone: readonly Step[];
}

export const emptyHistory: History = { done: [], undone: [] };

/** Typing in one field that pauses for less is one step. */
const together = 600;
/** Older steps are forgotten: nobody goes back further, and they live in the browser's small store. */
const most = 500;

/** The history after one more change. */
export function remember({ done }: History, step: Step): History {
  const last = done.at(-1);
  const goesOn = step.field !== undefined && last?.field === step.field && step.at - last.at < together;
  const steps = goesOn && last ? [...done.slice(0, -1), { ...step, patches: joined(last.patches, step.patches) }] : [...done, step];
  return { done: steps.slice(-most), undone: [] };
}

/** Two changes as one: a unit keeps its first `was` and its last `is`. */
function joined(first: readonly Patch[], second: readonly Patch[]): Patch[] {
  const byPath = new Map(first.map((patch) => [patch.path.join('\n'), patch]));
  for (const patch of second) {
    const key = patch.path.join('\n');
    byPath.set(key, { ...patch, was: byPath.has(key) ? byPath.get(key)!.was : patch.was });
  }
  return [...byPath.values()];
}

export interface Walked {
  history: History;
  /** What to do to the document. */
  patches: Patch[];
  name: string;
}

/** One step back; nothing where there is none. */
export function stepBack({ done, undone }: History): Walked | undefined {
  const last = done.at(-1);
  // A step that is redone does not go on with typing.
  return last && { history: { done: done.slice(0, -1), undone: [...undone, { ...last, field: undefined }] }, patches: inverted(last.patches), name: last.name };
}

/** One step forth again. */
export function stepForth({ done, undone }: History): Walked | undefined {
  const next = undone.at(-1);
  return next && { history: { done: [...done, next], undone: undone.slice(0, -1) }, patches: next.patches, name: next.name };
}
