/** Every call over a process's border: it leaves, is done somewhere at one instant, and its answer comes back, or not. */
import type { Call, Faults } from './faults.ts';
import type { Life } from './life.ts';
import type { Scheduler } from './scheduler.ts';

/** A store that cannot be asked, or whose answer was lost. */
export class StoreFault extends Error {
  readonly mayBeDone: boolean;
  constructor(message: string, mayBeDone: boolean) {
    super(message);
    this.mayBeDone = mayBeDone;
  }
}

export interface Wire {
  /** `apply` is done at one instant; with a number, only so many of its parts. `about` says more in a trace. */
  call<R>(life: Life, site: string, kind: Call['kind'], apply: (parts?: number) => R | Promise<R>, about?: () => string): Promise<R>;
  /** ms one way for a call of this name. */
  latency(name: string): number;
  /** Calls so far. */
  count(): number;
}

export interface WireDeps {
  scheduler: Scheduler;
  faults: Faults;
  kill(life: Life): void;
  freeze(life: Life, ms: number): void;
  note(text: string): void;
  withTrace: boolean;
  /** One call in so many is slow. */
  slow: number;
  /** What a dead process had sent may still arrive; where the disk is its own, it does not. */
  outlives: boolean;
  /** Calls of each kind and place, for the points of a quiet run. */
  seen?(call: Call): void;
}

const never = new Promise<never>(() => undefined);

export function wireOf(deps: WireDeps): Wire {
  const { scheduler, faults, note } = deps;
  const counters = new Map<string, number>();
  let ordinal = 0;

  const latency = (name: string): number =>
    !faults.isCalm() && faults.amount(`${name} slow`, 0, 1) < deps.slow ? faults.amount(`${name} ms`, 50, 900) : faults.amount(`${name} ms`, 0.2, 4);

  /** Often about as long as a lease lasts. */
  const frozenFor = (name: string): number =>
    faults.amount(`${name} length`, 0, 1) < 0.3 ? faults.amount(`${name} freeze`, 8_000, 18_000) : faults.amount(`${name} freeze`, 1_000, 120_000);

  return {
    latency,
    count: () => ordinal,
    call(life, site, kind, apply, about) {
      if (!life.alive) return never;
      const place = `${life.name} ${site}`;
      const n = (counters.get(place) ?? 0) + 1;
      counters.set(place, n);
      const call = { name: `${place} ${n}`, kind, ordinal: (ordinal += 1) };
      deps.seen?.(call);
      const trouble = faults.onCall(call);
      if (deps.withTrace) note(`${call.name}${trouble ? ` — ${trouble}` : ''}${about ? `  ${about()}` : ''}`);
      if (trouble === 'kill before') {
        deps.kill(life);
        return never;
      }
      if (trouble === 'freeze before' || trouble === 'freeze refuse') deps.freeze(life, frozenFor(call.name));
      return new Promise((resolve, reject) => {
        const answer = (deliver: () => void): void => scheduler.after(latency(`${call.name} back`), deliver, life);
        const fail = (mayBeDone: boolean): void => answer(() => reject(new StoreFault(`${site} did not answer`, mayBeDone)));
        const perform = (parts?: number): ReturnType<typeof apply> | undefined => {
          try {
            const result = apply(parts);
            if (deps.withTrace && kind !== 'ring') note(`${call.name} is done${typeof result === 'number' ? `: ${result}` : ''}`);
            return result;
          } catch (error) {
            answer(() => reject(error));
            return undefined;
          }
        };
        const settle = (): void => {
          if (trouble === 'refuse' || trouble === 'freeze refuse') {
            fail(false);
            return;
          }
          if (trouble === 'late') {
            fail(true);
            scheduler.after(faults.amount(`${call.name} late`, 5, 3_000), () => void perform());
            return;
          }
          const result = perform(trouble === 'half' ? 1 : undefined);
          if (trouble === 'kill after') deps.kill(life);
          else if (trouble === 'lose' || trouble === 'half') fail(true);
          else {
            if (trouble === 'freeze after') deps.freeze(life, frozenFor(call.name));
            // `apply` may be an adapter's promise, or a receiver that takes its time.
            Promise.resolve(result).then(
              (value) => answer(() => resolve(value as Awaited<typeof value> & {})),
              (error) => answer(() => reject(error)),
            );
          }
        };
        const arrive = (): void => {
          // What a process had sent is on its way whatever becomes of it; what it had not sent shares its fate.
          const wasSent = deps.outlives && faults.amount(`${call.name} sent`, 0, 1) < 0.5;
          if (!life.alive && !wasSent) return;
          if (life.isFrozen && !wasSent) scheduler.after(0, arrive, life);
          else settle();
        };
        scheduler.after(latency(`${call.name} there`), arrive);
      });
    },
  };
}
