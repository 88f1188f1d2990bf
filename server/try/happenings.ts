/** What was told a past run and what people answered in it: a try may meet it again, at the same distance from its start. */
import type { Json } from '../../flows/flow.ts';
import type { Run } from '../engine/events.ts';
import type { SignalSeen } from '../engine/ports.ts';

export type Happening = { after: number } & ({ do: 'signal'; name: string; key: string; data: Json } | { do: 'answer'; node: string; data: Json });

/** Of the run's signals, oldest first; what came before its order comes with it. */
export function happeningsOf(run: Run, signals: readonly SignalSeen[]): Happening[] {
  return signals
    .map((signal): Happening | undefined => {
      const after = Math.max(0, signal.at - run.startedAt);
      if (signal.name === 'run.ended') return undefined;
      if (signal.name !== 'task.completed') return { do: 'signal', after, name: signal.name, key: signal.key, data: signal.data };
      const step = [...run.steps.values()].find(({ wait, signals: taken }) => wait?.task === signal.id || taken.some(({ id }) => id === signal.id));
      const data = (signal.data as { answer?: Json } | null)?.answer ?? null;
      return step && { do: 'answer', after, node: step.node, data };
    })
    .filter((one) => one !== undefined)
    .sort((a, b) => a.after - b.after);
}
