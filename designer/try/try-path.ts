/** The way of the order on trial over its drawing, with words on each card: how long was skipped, who answered. */

import type { Flow, TryAnswer, TryStep } from '../../server/http/api.ts';
import type { RunPath } from '../canvas/run-path.ts';
import { pathOf } from '../run/path-of.ts';
import { spanOf } from '../show/moment.ts';
import { tryWords as words } from '../text/en/try.ts';

export function tryPath(flow: Flow, answer: TryAnswer): RunPath {
  const said = answer.steps.map((step) => [step.node, wordsOf(step, answer)] as const).filter((one): one is [string, string] => one[1] !== undefined);
  return { ...pathOf(flow, answer, answer.steps), words: Object.fromEntries(said) };
}

function wordsOf(step: TryStep, { waits, at }: TryAnswer): string | undefined {
  if (step.status === 'waiting') {
    const wait = waits.find((one) => one.step === step.id);
    const needed = wait?.needs === 'all' ? wait.signals.filter(({ ends }) => !ends) : [];
    return needed.length > 1 ? words.signalsSeen(needed.filter(({ seen }) => seen).length, needed.length) : undefined;
  }
  if (step.status !== 'completed' || step.endedAt === undefined) return undefined;
  const waited = Date.parse(step.endedAt) - Date.parse(step.startedAt);
  if (step.type.startsWith('task@')) return words.byYou(spanOf(Math.max(0, waited)));
  if (waited > 0) return words.skipped(spanOf(waited));
  if (step.source === 'mine' || step.source === 'pinned' || step.source === 'recorded') return words.answeredFrom[step.source];
  if (step.source === 'nobody') return words.source.nobody;
  return step.startedAt === at ? spanOf(0) : undefined;
}
