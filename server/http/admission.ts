/** Decides how much may come in: a hub that takes more than it can carry helps nobody. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../engine/ports.ts';
import type { Reads, Room } from '../engine/reads.ts';
import type { Backlog } from './backlog.ts';
import { fairShare } from './fair-share.ts';
import { paceOf } from './pace.ts';

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
  /** `runs`: what the message started. */
  leave(runs?: Iterable<string>): void;
  /** Taking messages cost so much of the process's time, ms. */
  took(ms: number): void;
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
  /** Amber while much is taken in, once so many runs are before the hub and it needs so long for them. */
  backlog: [runs: number, ms: number];
}

const usualLimits: Limits = { inFlight: 2_000, oldestReadyMs: [30_000, 120_000], commitP99Ms: [500, 2_000], loopLagMs: [200, 500], backlog: [2_000, 15_000] };

const sampleEveryMs = 1_000;
/** In amber this part of what is carried is taken, or of what was taken before where nobody knows what is carried. */
const amberPart = 0.9;
const smallestShare = 10;
/** Taking messages is dear when it takes so many ms of a second, and next to nothing up to so many. */
const dear = 100;
const cheap = 10;

export interface AdmissionDeps {
  clock: Clock;
  health: Reads['health'];
  /** Room where orders are kept; asked at every message, since a full disk is no matter of averages. */
  room?: () => Room;
  /** Runs that are still to be carried, where this process carries all of them. */
  backlog?: Backlog;
  limits?: Partial<Limits>;
  /** p99 event-loop lag in ms since the last call. */
  lag?: () => number;
  random?: () => number;
}

/** Watches backlog, age of the oldest ready run, commit time and loop lag once a second, and bounds what is in flight. */
export function admission(deps: AdmissionDeps): Admission {
  const { clock, health, room = () => 'ample', backlog, lag = loopLag(), random = Math.random } = deps;
  const limits = { ...usualLimits, ...deps.limits };
  const pace = paceOf(clock.now);
  let level: Level = 'green';
  let before: Level = 'green';
  let drainMs = 0;
  let inFlight = 0;
  /** By endpoint, in this second: all that asked, and those let in. */
  let asked = new Map<string, number>();
  let came = new Map<string, number>();
  let share = Number.POSITIVE_INFINITY;
  let stopped = false;

  /** Time spent on taking messages in this second, ms, and what one of them costs. */
  let spent = 0;
  let cost = 0.2;
  let isCut = false;

  /** How long the open runs take at the pace of the last seconds, ms. */
  const workMs = (): number => (backlog ? (backlog.open() * 1_000) / Math.max(1, pace.perSecond(backlog.done())) : 0);
  /** Much before it and still busy taking more; it stays amber until half of it is done or nobody has to be turned away. */
  const judgeWork = (ms: number): Level => {
    const [runs, longest] = limits.backlog;
    if ((backlog?.open() ?? 0) < runs) return 'green';
    if (level === 'amber') return isCut && ms >= longest / 2 ? 'amber' : 'green';
    return spent >= dear && ms >= longest ? 'amber' : 'green';
  };
  /** Messages of the next second in amber: less than came in this one; with much work before the hub what it carries, or so many as cost next to nothing. */
  const amberTotal = (work: Level): number => {
    const carried = amberPart * pace.last();
    return work === 'amber' ? Math.max(carried, cheap / cost) : Math.max(carried, amberPart * sum(came));
  };

  // One bad second is noise, two are a state: the milder of the last two samples counts.
  const sample = async (): Promise<void> => {
    const seen = await health().catch(() => undefined);
    if (stopped) return;
    const lagMs = lag();
    const ms = workMs();
    const taken = sum(came);
    if (taken > 0 && spent > 0) cost = spent / taken;
    const work = judgeWork(ms);
    const worst = seen
      ? worstOf(work, judge(seen.oldestReadyMs, limits.oldestReadyMs), judge(seen.commitP99Ms, limits.commitP99Ms), judge(lagMs, limits.loopLagMs))
      : 'red';
    level = milder(worst, before);
    before = worst;
    drainMs = Math.max(sampleEveryMs, ms, seen?.oldestReadyMs ?? 0, (seen?.commitP99Ms ?? 0) * 2, lagMs * 2);
    share = level === 'amber' ? Math.max(smallestShare, fairShare(asked.values(), amberTotal(work))) : Number.POSITIVE_INFINITY;
    asked = new Map();
    came = new Map();
    spent = 0;
    isCut = false;
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
      asked.set(endpoint, (asked.get(endpoint) ?? 0) + 1);
      const count = (came.get(endpoint) ?? 0) + 1;
      if (count > share) {
        isCut = true;
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
    leave(runs = []) {
      inFlight -= 1;
      backlog?.came(runs);
    },
    took(ms) {
      spent += ms;
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

const sum = (counts: Map<string, number>): number => [...counts.values()].reduce((total, count) => total + count, 0);

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
