/** Who may write: a commit held against what came before it and against the life that wrote it. Read from the events alone, without the engine's fold. */
import type { Claim } from '../../server/engine/ports.ts';
import type { Life } from './life.ts';

/** What the events of a log leave behind, besides the run itself. */
export interface Traces {
  /** Steps with a call out. */
  out: Set<string>;
  /** Lone trials in a row that ended with nothing found. */
  lone: number;
  /** It had stopped: whoever sets it going again has looked. */
  isParked: boolean;
  released: boolean;
  /** Requests answered, and how often. */
  answered: Map<string, number>;
}

export interface Lives {
  now(): number;
  /** It was killed while it held this run. */
  diedHolding(life: string, runId: string): boolean;
  /** Clocks jumped: lengths cannot be told. */
  areClocksWrong(): boolean;
}

/** A life this long was not ended by the first thing it did; the engine says 5 s. */
const settled = 4_900;

export function traced(commits: Claim['commits']): Traces {
  const traces: Traces = { out: new Set(), lone: 0, isParked: false, released: false, answered: new Map() };
  for (const commit of commits) follow(traces, commit);
  return traces;
}

/** Answers with what is wrong, and goes on from there. */
export function holderBroken(
  traces: Traces & { commits: Claim['commits']; run: { id: string } },
  commit: Claim['commits'][number],
  by: Life,
  lives: Lives,
): string | undefined {
  const before = traces.commits.at(-1)?.author ?? 'start';
  const former = before.slice(0, before.lastIndexOf('.'));
  const claims = commit.events.filter((event) => event.type === 'run.claimed');
  const isTold = claims.length > 0 || commit.events.some((event) => event.type === 'run.parked' && event.code === 'run.poison');
  const broken =
    former !== '' && former !== by.name && lives.diedHolding(former, traces.run.id) && traces.out.size > 0 && !isTold
      ? `R11 ${former} died with a call out and nobody says so`
      : claims.some(({ alone }) => alone) && traces.lone > 0 && lives.now() - by.bornAt < settled && !lives.areClocksWrong()
        ? `R11 a run that died alone is tried again ${Math.round(lives.now() - by.bornAt)} ms after its holder began`
        : undefined;
  follow(traces, commit);
  return broken;
}

function follow(traces: Traces, commit: Claim['commits'][number]): void {
  for (const event of commit.events) {
    switch (event.type) {
      case 'run.claimed':
        if (event.alone && traces.out.size > 0) traces.lone += 1;
        break;
      case 'effect.intended':
        traces.out.add(event.step);
        break;
      case 'step.completed':
        if (event.port === 'released') traces.released = true;
        if (traces.out.delete(event.step) || event.skipped) traces.lone = 0;
        break;
      case 'step.failed':
        if (traces.out.delete(event.step)) traces.lone = 0;
        break;
      case 'step.held':
        // What was out is over: a pause calls nobody, and its answer counts as lost.
        traces.out.delete(event.step);
        break;
      case 'run.parked':
        traces.isParked = true;
        break;
      case 'step.retried':
      case 'run.resumed':
        traces.lone = 0;
        traces.isParked = false;
        break;
      case 'run.undoing':
        for (const step of traces.out) if (!event.pending?.includes(step)) traces.out.delete(step);
        if (traces.isParked) traces.lone = 0;
        traces.isParked = false;
        break;
      case 'run.canceled':
        traces.out.clear();
    }
  }
}
