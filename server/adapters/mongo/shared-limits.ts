/**
 * Limits that all processes on one store share. A process asks for all its waiting calls at once: for places, which it
 * holds by lease, and for the moments at which they leave. Without the store it keeps to its part of the limit.
 */
import type { Clock } from '../../engine/ports.ts';
import type { Limit, Limits } from '../system/limits.ts';
import { takeSlots } from '../system/pace.ts';
import { askGauge, type Gauge, giveBack, horizon, openGauge, type Wants } from './gauge.ts';
import type { Shelves } from './shelves.ts';

export interface SharedLimitsOptions {
  shelves: Pick<Shelves, 'leases' | 'now'>;
  /** Tells the store's time. */
  clock: Clock;
  /** Names this life of the process. */
  life: string;
  report(message: string, details: { error?: unknown }): void;
  leaseMs?: number;
}

export interface SharedLimits extends Limits {
  /** Gives everything back. */
  close(): Promise<void>;
}

/** Whoever waits for a place asks again after this time, ms; whoever holds some looks whether others wait. */
const askEvery = 100;
const lookEvery = 400;
const letPass = 30;
const afterTrouble = 500;
/** Idle places are kept for so long, ms. */
const linger = 1_000;
/** A store that does not answer keeps nobody from ending. */
const patience = 1_000;

/** Calls of this process to one connection. */
interface Line {
  limit: Limit;
  gauge: Gauge;
  inUse: number;
  usedAt: number;
  /** Calls without a place, and with one but without a moment; whether the store was asked for them. */
  waiting: (() => void)[];
  early: (() => void)[];
  hasAskedFor: { places: boolean; moments: boolean };
  /** The store is away, or back for so short that others may not have come back: how many processes there were, and until when. */
  away: { live: number; until: number } | undefined;
  /** Pace of this process alone, while the store is away. */
  ownNext: number;
  isAsking: boolean;
  cancel: () => void;
}

export function sharedLimits({ shelves, clock, life, report, leaseMs = 15_000 }: SharedLimitsOptions): SharedLimits {
  const lines = new Map<string, Line>();
  const means = { shelves, leaseMs };
  let isClosed = false;

  function lineOf(tenant: string, connection: string, limit: Limit): Line {
    const gauge = openGauge(tenant, connection, limit);
    const known = lines.get(gauge.id);
    if (known) return Object.assign(known, { limit });
    const line: Line = {
      ...{ limit, gauge, inUse: 0, usedAt: 0, waiting: [], early: [], hasAskedFor: { places: false, moments: false } },
      ...{ away: undefined, ownNext: 0, isAsking: false, cancel: () => undefined },
    };
    lines.set(gauge.id, line);
    return line;
  }

  const partOf = ({ limit, away }: Line): number => Math.max(1, Math.floor((limit.concurrent ?? 0) / (away?.live ?? 1)));

  function mayUse(line: Line): number {
    const { settled, sureUntil } = line.gauge;
    if (line.limit.concurrent === undefined) return Number.POSITIVE_INFINITY;
    if (shelves.now() < sureUntil) return Math.min(settled.held, settled.allowed);
    return line.away ? partOf(line) : 0;
  }

  function demandOf(line: Line): ReturnType<Wants> {
    const { inUse, waiting, early, usedAt, gauge, away } = line;
    const now = shelves.now();
    if (away && away.until <= now) line.away = undefined;
    const most = line.away ? Math.max(0, partOf(line) - inUse) : Number.POSITIVE_INFINITY;
    return { life, inUse, waiting: Math.min(waiting.length, most), spare: now - usedAt < linger ? gauge.settled.held : 0, calls: early.length };
  }

  /** Calls that wait go on as far as there are places; the store is asked for the others, once. */
  function pump(line: Line): void {
    while (line.waiting.length > 0 && line.inUse < mayUse(line)) {
      line.inUse += 1;
      line.usedAt = shelves.now();
      const go = line.waiting.shift()!;
      if (line.limit.perSecond === undefined) go();
      else line.early.push(go);
    }
    const { waiting, early, hasAskedFor } = line;
    if ((waiting.length > 0 && !hasAskedFor.places) || (early.length > 0 && !hasAskedFor.moments)) void ask(line);
  }

  async function ask(line: Line): Promise<void> {
    if (line.isAsking || isClosed) return;
    line.isAsking = true;
    line.cancel();
    const { gauge, limit } = line;
    let slots: number[] | 'busy';
    try {
      slots = await askGauge(means, gauge, limit, () => demandOf(line));
      if (line.away) line.away.until = Math.min(line.away.until, shelves.now() + 2 * afterTrouble);
    } catch (error) {
      if (!line.away) report('limits cannot be shared: each process keeps to its part', { error });
      line.away = { live: line.away?.live ?? gauge.settled.live, until: Number.POSITIVE_INFINITY };
      delete gauge.doc;
      slots = ownSlots(line, line.away.live);
    }
    line.isAsking = false;
    if (slots !== 'busy') for (const at of slots) clock.wake(Math.ceil(at), line.early.shift()!);
    line.hasAskedFor = { places: line.waiting.length > 0, moments: line.early.length > 0 };
    askLater(line, slots);
    pump(line);
  }

  function ownSlots(line: Line, live: number): number[] {
    const { perSecond } = line.limit;
    if (perSecond === undefined) return [];
    const { next, slots } = takeSlots(line.ownNext, shelves.now(), perSecond / live, line.early.length);
    line.ownNext = next;
    return slots;
  }

  function askLater(line: Line, slots: number[] | 'busy'): void {
    const { gauge, early, waiting, inUse, away } = line;
    const now = shelves.now();
    const at: number[] = [];
    if (away?.until === Number.POSITIVE_INFINITY) at.push(now + afterTrouble);
    else if (slots === 'busy') at.push(now + letPass);
    // Whoever got none asks before whoever used some up.
    else if (early.length > 0) at.push(slots.at(-1) ?? (gauge.doc?.next ?? now) - horizon);
    if (waiting.length > 0) at.push(now + askEvery);
    if (inUse > 0 || gauge.settled.held > 0) at.push(now + lookEvery);
    if (at.length === 0 || isClosed) return;
    line.cancel = clock.wake(Math.max(now + 1, Math.ceil(Math.min(...at))), () => {
      // Others may have changed it meanwhile.
      delete gauge.doc;
      void ask(line);
    });
  }

  return {
    enter(tenant, connection, limit) {
      const line = lineOf(tenant, connection, limit);
      let hasLeft = false;
      const leave = (): void => {
        if (hasLeft) return;
        hasLeft = true;
        line.inUse -= 1;
        line.usedAt = shelves.now();
        const { held, allowed } = line.gauge.settled;
        if (held > allowed) void ask(line);
        pump(line);
      };
      return new Promise((resolve) => {
        line.waiting.push(() => resolve(leave));
        pump(line);
      });
    },
    async close() {
      isClosed = true;
      for (const { cancel } of lines.values()) cancel();
      let stop = (): void => undefined;
      const enough = new Promise<void>((resolve) => (stop = clock.wake(shelves.now() + patience, resolve)));
      const given = [...lines.values()].map(({ gauge }) => giveBack(means, gauge, life).catch(() => undefined));
      await Promise.race([Promise.all(given), enough]);
      stop();
    },
  };
}
