/** Folds every log beside the store as it grows, and holds each event to the rules. */
import type { Run, RunEvent } from '../../server/engine/events.ts';
import { emptyRun, fold, foldAll } from '../../server/engine/fold.ts';
import { pinOf } from '../../server/engine/pinned.ts';
import type { Plan } from '../../server/engine/plan.ts';
import type { Claim } from '../../server/engine/ports.ts';
import { hashOf } from './chance.ts';
import { holderBroken, type Lives, type Traces, traced } from './holder-rules.ts';
import type { Committed, Keep } from './keep.ts';
import type { Life } from './life.ts';
import { ruleBroken } from './log-rules.ts';

export interface Seen extends Traces {
  flow: string;
  plan: Plan | undefined;
  run: Run;
  seq: number;
  commits: Claim['commits'];
  /** True time of its last commit. */
  movedAt: number;
}

export interface Observer {
  runs: Map<string, Seen>;
  /** Every state of all runs together that was ever met, as a hash. */
  states: Set<number>;
  committed: Committed;
  /** A backup was brought back: what came after it never was. */
  restored(keep: Keep): void;
}

export interface ObserverDeps {
  now(): number;
  plan(flow: string, version?: string): Plan | undefined;
  wrong(text: string): void;
  note(text: string): void;
  /** An effect of this key reached its receiver and was answered. */
  isDone(key: string): boolean;
  /** The latest that a clock of whoever commits has ever shown. */
  wallOf(by: Life): number;
  lives: Lives;
  committed(runId: string, seen: Seen, events: RunEvent[], taken: string[]): void;
}

export function observerOf(deps: ObserverDeps): Observer {
  const runs = new Map<string, Seen>();
  const states = new Set<number>();

  const shown = (): string =>
    [...runs.values()]
      .map(
        ({ flow, run }) =>
          `${flow} ${run.status} ${[...run.open]
            .map((id) => `${id}=${run.steps.get(id)!.status}`)
            .sort()
            .join()}`,
      )
      .sort()
      .join('; ');

  /** What its log says by then must let it go; from here on it is held to the later drawing. */
  function moveOn(seen: Seen, { from, to }: Extract<RunEvent, { type: 'run.moved' }>, wrong: (text: string) => void): void {
    const next = deps.plan(seen.flow, to);
    if (seen.plan?.version !== from) wrong(`I3 moved from ${from}, and it goes by ${seen.plan?.version}`);
    const pin = seen.plan && next && pinOf(seen.run, seen.plan, next);
    if (pin) wrong(`I9 moved to ${to} although ${pin.code} ${pin.node ?? ''}`);
    seen.plan = next;
  }

  return {
    runs,
    states,
    committed(runId, commit, by, head, taken) {
      const seen: Seen = runs.get(runId) ?? {
        flow: head.flow,
        plan: deps.plan(head.flow),
        run: emptyRun(runId),
        seq: 0,
        commits: [],
        movedAt: 0,
        ...traced([]),
      };
      runs.set(runId, seen);
      const say = `${by.name} wrote ${seen.flow} ${runId.slice(0, 6)}/${commit.seq} by ${commit.author}`;
      deps.note(`${say}: ${commit.events.map(inShort).join(' ')}`);
      if (commit.seq !== seen.seq + 1) {
        deps.wrong(`I4 ${say}, but the log stands at ${seen.seq} by ${seen.commits.at(-1)?.author}`);
        return;
      }
      const stolen = holderBroken(seen, commit, by, deps.lives);
      if (stolen) deps.wrong(`${stolen} (${say})`);
      const wall = deps.wallOf(by);
      for (const event of commit.events) {
        const broken = ruleBroken(seen.run, event, seen.plan) ?? falseOf(seen.run, event, deps) ?? childBroken(event, runs);
        if (broken) deps.wrong(`${broken} (${say})`);
        if (event.type === 'run.moved') moveOn(seen, event, (text) => deps.wrong(`${text} (${say})`));
        // What follows from the start carries the date of the start, by the clock of whoever took the message in.
        if (event.at > Math.max(wall, seen.run.updatedAt) && commit.author !== 'start')
          deps.wrong(`I8 ${event.type} of ${say} is dated ${event.at - wall} ms ahead of its writer's clock`);
        fold(seen.run, event);
      }
      seen.seq = commit.seq;
      seen.commits.push(commit);
      for (const id of taken) seen.answered.set(id, (seen.answered.get(id) ?? 0) + 1);
      seen.movedAt = deps.now();
      states.add(hashOf(shown()));
      deps.committed(runId, seen, commit.events, taken);
    },
    restored(keep) {
      runs.clear();
      for (const { head, commits } of keep.runs())
        runs.set(head.id, {
          flow: head.flow,
          plan: deps.plan(head.flow, foldAll(head.id, commits).version),
          run: foldAll(head.id, commits),
          seq: head.seq,
          commits: [...commits],
          movedAt: 0,
          ...traced(commits),
        });
      for (const seen of runs.values()) seen.seq = seen.commits.at(-1)?.seq ?? 0;
    },
  };
}

/** Who is told that a child has ended must find it so. */
function childBroken(event: RunEvent, runs: Observer['runs']): string | undefined {
  if (event.type !== 'signal.taken' || event.name !== 'run.ended') return undefined;
  const status = runs.get(event.id)?.run.status;
  return status === 'completed' || status === 'canceled' ? undefined : `I3 child ${event.id.slice(0, 6)} is told to have ended and is ${status ?? 'not there'}`;
}

/** A finding that says "done" must be true: the receiver knows the key. */
function falseOf(run: Run, event: RunEvent, { isDone }: ObserverDeps): string | undefined {
  if (event.type !== 'step.completed' || event.skipped || event.port === 'timeout') return undefined;
  const effect = run.steps.get(event.step)?.effect;
  return effect && !isDone(effect.key) ? `I7 step ${event.step} is completed, but its receiver never answered` : undefined;
}

function inShort(event: RunEvent): string {
  const step = 'step' in event && event.step !== undefined ? ` ${event.step}` : '';
  const more =
    event.type === 'step.completed'
      ? `:${event.port}`
      : event.type === 'step.failed'
        ? `:${event.error.code}`
        : event.type === 'run.parked'
          ? ` ${event.code}`
          : event.type === 'signal.taken'
            ? ` ${event.name}`
            : '';
  return `[${event.type}${step}${more}]`;
}
