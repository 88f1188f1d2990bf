/** What a receiver would have answered the shadow: as it answered the live run at the same node, or an order before. */
import { followedBy } from '../access/viewer.ts';
import type { KnownAnswer } from '../adapters/system/shadow-effects.ts';
import type { Run, Step } from '../engine/events.ts';
import { foldAll, isEnded } from '../engine/fold.ts';
import { effectKeyOf } from '../engine/ids.ts';
import type { Clock, RunStore } from '../engine/ports.ts';
import type { Reads } from '../engine/reads.ts';
import { lastOutcome, outcomeOf } from './recorded.ts';
import { liveIdOf } from './twin.ts';

export interface AnswersDeps {
  store: Pick<RunStore, 'log' | 'payload'>;
  reads: Pick<Reads, 'runs'>;
  clock: Clock;
}

export interface AnswerAsk {
  /** Of the shadow. */
  tenant: string;
  runId: string;
  flow: string;
  node: string;
  effectKey: string;
}

export type Answers = (ask: AnswerAsk) => Promise<KnownAnswer>;

/** The live run may be a moment behind: so long it is waited for, ms, and looked at so often. */
const patience = 10_000;
const every = 100;

export function answersOf({ store, reads, clock }: AnswersDeps): Answers {
  const pause = (ms: number) => new Promise<void>((resolve) => clock.wake(clock.now() + ms, resolve));

  async function fromLive(tenant: string, id: string, ask: AnswerAsk): Promise<KnownAnswer | undefined> {
    for (const until = clock.now() + patience; ; ) {
      const commits = await store.log(tenant, id);
      const run = foldAll(id, commits);
      const step = twinOf(run, ask);
      if (step?.status === 'completed') return { source: 'live', outcome: await outcomeOf({ store }, tenant, run, step, commits) };
      if (step?.status === 'failed' && step.error) return { source: 'live', error: step.error };
      const mayCome = commits.length > 0 && !isEnded(run) && run.status === 'running';
      if (!mayCome || clock.now() >= until) return undefined;
      await pause(every);
    }
  }

  async function fromBefore(tenant: string, ask: AnswerAsk): Promise<KnownAnswer | undefined> {
    const outcome = await lastOutcome({ store, reads }, tenant, ask);
    return outcome && { source: 'recorded', outcome };
  }

  return async (ask) => {
    const tenant = followedBy(ask.tenant);
    const live = liveIdOf(ask.runId);
    const found = (live === undefined ? undefined : await fromLive(tenant, live, ask)) ?? (await fromBefore(tenant, ask));
    return found ?? { source: 'none', outcome: { kind: 'emit', output: {} } };
  };
}

/** The same visit where both came the same way, else the last one of that node. */
function twinOf({ steps, last }: Run, { runId, node, effectKey }: AnswerAsk): Step | undefined {
  for (const step of steps.values()) if (step.node === node && effectKeyOf(runId, step.id, step.revision) === effectKey) return step;
  const id = last.get(node);
  return id === undefined ? undefined : steps.get(id);
}
