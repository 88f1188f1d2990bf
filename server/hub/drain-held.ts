/** What waited for a connection goes on once it does: oldest first, one after the other. */
import type { Clock, Look, RunHead } from '../engine/ports.ts';
import { heldCodes, type Page, type Reads } from '../engine/reads.ts';

export interface DrainDeps {
  reads: Pick<Reads, 'runs'>;
  /** Has the run carried on in this process: what leaves in order leaves from one place, and is heard of at once. */
  look: Look;
  clock: Clock;
  tenant: string;
  /** What this run waits for is paused still. */
  isHeld(head: RunHead): boolean;
  report(message: string, details: { error?: unknown }): void;
}

export interface Drain {
  /** A connection went on, or a slot is bound to another one. */
  goOn(): void;
  /** What is heard of runs: the next has its turn once the one before has had its answer. */
  heard(head: RunHead): void;
  stop(): void;
}

/** A run may be held after we searched: by a process that has not heard of it yet, or is writing it down at the moment. */
const searches = [0, 2_000, 10_000];
/** And one that nobody knows of: held by a process that was cut off from the news for long. ms */
const seldom = 60_000;
/** The next leaves so long after the call before it left, ms, when that takes longer to come back. */
const apart = 20;
/** A run that nobody carries on, since another process holds it, is not waited for. A later search finds it again. */
const patience = 1_000;
const [, heldByConnection] = heldCodes;

interface Line {
  waiting: Map<string, RunHead>;
  /** Its turn has come, and it is not yet back. */
  called: string | undefined;
  cancel(): void;
}

export function drainHeld({ reads, look, clock, tenant, isHeld, report }: DrainDeps): Drain {
  /** By connection: a slow receiver holds up its own line only. */
  const lines = new Map<string, Line>();
  const coming = new Set<() => void>();
  let isStopped = false;

  function next(name: string, line: Line): void {
    line.cancel();
    line.called = undefined;
    for (const [id, head] of line.waiting) {
      line.waiting.delete(id);
      if (isHeld(head)) continue;
      line.called = id;
      look(tenant, id, { flow: head.flow });
      line.cancel = clock.wake(clock.now() + patience, () => next(name, line));
      return;
    }
    lines.delete(name);
  }

  function searchAt(at: number, after?: () => void): void {
    const cancel = clock.wake(at, () => {
      coming.delete(cancel);
      after?.();
      search().catch((error: unknown) => {
        if (!isStopped) report('runs held by a connection could not be looked for', { error });
      });
    });
    coming.add(cancel);
  }

  function searchNowAndThen(): void {
    searchAt(clock.now() + seldom, searchNowAndThen);
  }

  async function search(): Promise<void> {
    const found: RunHead[] = [];
    let cursor: string | null | undefined;
    do {
      const filter = { status: ['waiting'], code: heldByConnection, limit: 200, ...(cursor == null ? {} : { cursor }) };
      const page: Page<RunHead> = await reads.runs(tenant, filter);
      found.push(...page.items.filter((head) => !isHeld(head)));
      cursor = page.next;
    } while (cursor !== null && !isStopped);
    // Lists show the newest first.
    for (const head of found.reverse()) join(head.held ?? '', head);
  }

  function join(name: string, head: RunHead): void {
    if (isStopped) return;
    const known = lines.get(name);
    const line = known ?? { waiting: new Map<string, RunHead>(), called: undefined, cancel: () => undefined };
    if (line.called !== head.id) line.waiting.set(head.id, head);
    if (known) return;
    lines.set(name, line);
    // All that were found stand in the line before the first has its turn.
    line.cancel = clock.wake(clock.now(), () => next(name, line));
  }

  searchNowAndThen();
  return {
    goOn() {
      for (const after of searches) searchAt(clock.now() + after);
    },
    heard({ id, code, inFlight }) {
      for (const [name, line] of lines) {
        if (line.called !== id || code === heldByConnection) continue;
        line.cancel();
        if (inFlight) line.cancel = clock.wake(clock.now() + apart, () => next(name, line));
        else next(name, line);
      }
    },
    stop() {
      isStopped = true;
      for (const cancel of coming) cancel();
      for (const { cancel } of lines.values()) cancel();
      lines.clear();
    },
  };
}
