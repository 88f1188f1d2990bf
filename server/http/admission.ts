/** Decides how much may come in: a hub that takes more than it can carry helps nobody. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../engine/ports.ts';
import type { Reads, Room } from '../engine/reads.ts';

export type Level = 'green' | 'amber' | 'red';

/** Why a message has to come again later; `retryAfter` in seconds. */
export interface Busy {
  status: 429 | 503 | 507;
  code: string;
  message: string;
  retryAfter: number;
}

export interface Admission {
  /** Lets one message in (then `leave` it once answered) or says when to come again. */
  enter(endpoint: string): Busy | undefined;
  leave(): void;
  level(): Level;
  inFlight(): number;
  stop(): void;
}

interface Limits {
  /** Accepts between reading and reply; one more is refused at once. */
  inFlight: number;
  oldestReadyMs: [amber: number, red: number];
  commitP99Ms: [amber: number, red: number];
  loopLagMs: [amber: number, red: number];
}

const usualLimits: Limits = { inFlight: 2_000, oldestReadyMs: [30_000, 120_000], commitP99Ms: [500, 2_000], loopLagMs: [200, 500] };

const sampleEveryMs = 1_000;
/** In amber each endpoint may bring this part of an equal share of what came in the second before. */
const amberShare = 0.8;
const smallestShare = 10;

export interface AdmissionDeps {
  clock: Clock;
  health: Reads['health'];
  /** Room where orders are kept; asked at every message, since a full disk is no matter of averages. */
  room?: () => Room;
  limits?: Partial<Limits>;
  /** p99 event-loop lag in ms since the last call. */
  lag?: () => number;
  random?: () => number;
}

/** Watches age of the oldest ready run, commit time and loop lag once a second, and bounds what is in flight. */
export function admission({ clock, health, room = () => 'ample', limits: given, lag = loopLag(), random = Math.random }: AdmissionDeps): Admission {
  const limits = { ...usualLimits, ...given };
  let level: Level = 'green';
  let before: Level = 'green';
  let drainMs = 0;
  let inFlight = 0;
  let came = new Map<string, number>();
  let share = Number.POSITIVE_INFINITY;
  let stopped = false;

  // One bad second is noise, two are a state: the milder of the last two samples counts.
  const sample = async (): Promise<void> => {
    const seen = await health().catch(() => undefined);
    if (stopped) return;
    const lagMs = lag();
    const worst = seen
      ? worstOf(judge(seen.oldestReadyMs, limits.oldestReadyMs), judge(seen.commitP99Ms, limits.commitP99Ms), judge(lagMs, limits.loopLagMs))
      : 'red';
    level = milder(worst, before);
    before = worst;
    drainMs = Math.max(sampleEveryMs, seen?.oldestReadyMs ?? 0, (seen?.commitP99Ms ?? 0) * 2, lagMs * 2);
    share = level === 'amber' ? shareOf(came) : Number.POSITIVE_INFINITY;
    came = new Map();
    cancel = clock.wake(clock.now() + sampleEveryMs, sample);
  };
  let cancel = clock.wake(clock.now() + sampleEveryMs, sample);

  const retryAfter = (): number => Math.min(1_800, Math.max(1, Math.round((drainMs / 1_000) * (0.7 + 0.6 * random()))));

  return {
    enter(endpoint) {
      if (room() !== 'ample') return noRoom;
      if (level === 'red')
        return { status: 503, code: 'busy.overloaded', message: 'the hub has more work than it can carry; send it again later', retryAfter: retryAfter() };
      if (inFlight >= limits.inFlight) {
        return {
          status: 503,
          code: 'busy.in_flight',
          message: 'too many messages are being taken at this moment; send it again shortly',
          retryAfter: retryAfter(),
        };
      }
      const count = (came.get(endpoint) ?? 0) + 1;
      if (count > share) {
        return {
          status: 429,
          code: 'busy.share',
          message: 'this endpoint brings more than its share while the hub is busy; send it again later',
          retryAfter: retryAfter(),
        };
      }
      came.set(endpoint, count);
      inFlight += 1;
      return undefined;
    },
    leave() {
      inFlight -= 1;
    },
    level: () => level,
    inFlight: () => inFlight,
    stop() {
      stopped = true;
      cancel();
    },
  };
}

/** Room comes back by what a person does, so the time until then is no estimate. */
const noRoom: Busy = {
  status: 507,
  code: 'store.full',
  message: 'the disk of the hub is nearly full: it takes nothing more until there is room; send it again later',
  retryAfter: 10,
};

const ranks: Level[] = ['green', 'amber', 'red'];
const judge = (value: number, [amber, red]: [number, number]): Level => (value >= red ? 'red' : value >= amber ? 'amber' : 'green');
const worstOf = (...levels: Level[]): Level => ranks[Math.max(...levels.map((each) => ranks.indexOf(each)))] ?? 'red';
const milder = (a: Level, b: Level): Level => (ranks.indexOf(a) < ranks.indexOf(b) ? a : b);

function shareOf(came: Map<string, number>): number {
  let total = 0;
  for (const count of came.values()) total += count;
  return Math.max(smallestShare, Math.floor((amberShare * total) / Math.max(1, came.size)));
}

function loopLag(): () => number {
  const resolution = 20;
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  return () => {
    const p99 = histogram.percentile(99) / 1e6 - resolution;
    histogram.reset();
    return Math.max(0, p99);
  };
}
