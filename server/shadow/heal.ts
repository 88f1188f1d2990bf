/**
 * Makes up for second strokes that were lost: a process may end after the live stroke and before the shadow's. At a slow pace,
 * in one process at a time, and from its start on. Strokes have derived ids, so what was not lost is not done again.
 */
import { shadowOf } from '../access/viewer.ts';
import type { Documents } from '../engine/documents.ts';
import type { Clock } from '../engine/ports.ts';
import type { Reads } from '../engine/reads.ts';
import { healDeliveries } from './heal-deliveries.ts';
import { healRun } from './heal-run.ts';
import { type StrokeDeps, strokesOf } from './strokes.ts';

export interface HealDeps extends StrokeDeps {
  reads: Pick<Reads, 'runs' | 'signalsOf' | 'deliveries' | 'deliveryBody'>;
  documents: Pick<Documents, 'get' | 'put'>;
  clock: Clock;
  tenants(): string[];
  report(message: string, details: { runId?: string; error?: unknown }): void;
  /** Ms between the end of a round and the next one. */
  every?: number;
}

/** What is younger may still be on its way from a process that lives, ms. */
const onItsWay = 2_000;
/** What a process was asked before it ended is done after the next one has begun: so soon after its first look it looks again, ms. */
const soon = 5_000;
/** Ms between two pages of one round. */
const breath = 250;
const perPage = 50;
const open = ['running', 'waiting', 'parked'];

/** Answers with its end. */
export function healShadows({ every = 30_000, ...deps }: HealDeps): () => void {
  const { clock, reads, shadows, report } = deps;
  const strokes = strokesOf(deps);
  let isStopped = false;
  let isFirst = true;
  let cancel = later(onItsWay);

  function later(ms: number): () => void {
    return clock.wake(clock.now() + ms, () => void round());
  }

  const goesOn = async (): Promise<boolean> => {
    if (!isStopped) await new Promise<void>((resolve) => (cancel = clock.wake(clock.now() + breath, resolve)));
    return !isStopped;
  };

  const tell = (message: string, details: { runId?: string; error: unknown }): void => {
    if (!isStopped) report(message, details);
  };

  /** One that cannot be read is no reason to leave those behind it. */
  async function openRuns(tenant: string, until: number): Promise<void> {
    const own = shadowOf(tenant);
    const failed: { runId: string; error: unknown }[] = [];
    let cursor: string | undefined;
    do {
      if (cursor !== undefined && !(await goesOn())) return;
      const page = await reads.runs(own, { status: open, limit: perPage, ...(cursor === undefined ? {} : { cursor }) });
      for (const { id } of page.items) {
        if (isStopped) return;
        await healRun({ ...deps, strokes }, own, id, until).catch((error: unknown) => failed.push({ runId: id, error }));
      }
      cursor = page.next ?? undefined;
    } while (cursor !== undefined);
    if (failed[0]) tell(`shadows could not be told what they missed: ${failed.length}, the first of them here`, failed[0]);
  }

  async function round(): Promise<void> {
    const until = clock.now() - onItsWay;
    for (const tenant of deps.tenants()) {
      if (shadows(tenant).length === 0 || isStopped) continue;
      await healDeliveries({ ...deps, strokes, goesOn }, tenant, until).catch((error: unknown) =>
        tell('deliveries without a shadow could not be looked for', { error }),
      );
      await openRuns(tenant, until).catch((error: unknown) => tell('shadows that missed something could not be looked for', { error }));
    }
    if (!isStopped) cancel = later(isFirst ? soon : every);
    isFirst = false;
  }

  return () => {
    isStopped = true;
    cancel();
  };
}
