import type { Flow, StepInfo } from '../../server/http/api.ts';
import { run as words } from '../text/en/run.ts';

/** What a lost answer means for this step's effect, in plain words. */
export function effectWords(step: StepInfo, drawing: Flow): { what: string; why: string } {
  const of = step.effect?.class ?? 'A';
  const name = of === 'C' && drawing.nodes[step.node]?.policy === 'at-most-once' ? 'cOnce' : of;
  return { what: words.classWords[name], why: words.classWhy[name] };
}

/** An effect key as it fits in a row: its first and last signs. */
export const shortKey = (key: string): string => (key.length <= 12 ? key : `${key.slice(0, 6)}…${key.slice(-4)}`);
