/** When a schedule is due: its pattern, moved off closed days, between its first and its last day. */
import { type Book, bookOf, type Calendar, openDayFrom, openDayOfMonth, type WeekHours } from '../../flows/calendars/calendar.ts';
import { dateOf, dayOf } from '../../flows/calendars/day-number.ts';
import { instantAt, localOf } from '../../flows/calendars/open-time.ts';
import { addDuration, parseDuration, roughLength } from '../../flows/duration.ts';
import type { JsonObject } from '../../flows/flow.ts';
import { calendarOf } from '../business-time.ts';
import { ConnectorError } from '../node-type.ts';
import { timesOf } from './cron.ts';

export interface Instant {
  at: number;
  /** Where the pattern had it, before it was moved to an open day. */
  movedFrom?: number;
}

/** The next instant in the pattern after another; undefined when there is none. */
type Pattern = (after: number) => number | undefined;

const dayMs = 86_400_000;
const mostTries = 400;
/** A pattern that meets closed days only for so long never comes: a leap day may need eight years. */
const horizon = 12 * 366 * dayMs;

/** The next instant at which a schedule is due; calendar lengths count from `anchor`, or from its first day where it has one. */
export function nextInstant(config: JsonObject, after: number, flowZone: string, anchor?: number): number | undefined {
  return nextInstants(config, after, flowZone, 1, anchor)[0]?.at;
}

/** The next `count` instants, fewer when the schedule ends. */
export function nextInstants(config: JsonObject, after: number, flowZone: string, count: number, anchor?: number): Instant[] {
  const zone = zoneOf(config, flowZone);
  const calendar = calendarOf(config);
  const pattern = patternOf(config, zone, calendar, anchor ?? after);
  const next = calendar && config['openDay'] === undefined ? onOpenDays(pattern, bookOf(calendar), zone, config['closed']) : plain(pattern);
  const from = startOf(config['from'], zone, 0);
  const until = startOf(config['until'], zone, 1) ?? Number.POSITIVE_INFINITY;
  const found: Instant[] = [];
  let last = from === undefined ? after : Math.max(after, from - 1);
  while (found.length < count) {
    const instant = next(last);
    if (!instant || instant.at >= until) break;
    found.push(instant);
    last = instant.at;
  }
  return found;
}

/** A schedule's own zone, else that of its flow. */
export const zoneOf = (config: JsonObject, flowZone: string): string => (typeof config['zone'] === 'string' ? config['zone'] : flowZone);

const plain =
  (pattern: Pattern) =>
  (after: number): Instant | undefined => {
    const at = pattern(after);
    return at === undefined ? undefined : { at };
  };

function patternOf(config: JsonObject, zone: string, calendar: Calendar | WeekHours | undefined, anchor: number): Pattern {
  const { every, cron, openDay } = config;
  if (typeof every === 'string') return everyOf(every, zone, startOf(config['from'], zone, 0), anchor);
  if (typeof cron === 'string') return timesOf(cron, zone);
  if (typeof openDay === 'number' && calendar) return monthlyOf(openDay, clockOf(config['at']), bookOf(calendar), zone);
  throw new ConnectorError('config.invalid', 'a schedule needs "every", "cron", or "openDay" with a calendar');
}

/** Clock lengths stand on a grid from 1970, so that every process finds the same instants; calendar lengths count from the anchor, so that a month end stays one. */
function everyOf(every: string, zone: string, first: number | undefined, anchor: number): Pattern {
  const length = roughLength(every);
  if (every.startsWith('PT')) return (after) => (Math.floor(after / length) + 1) * length;
  const { years, months, weeks, days, exact } = parseDuration(every);
  const start = first ?? anchor;
  const nth = (n: number): number => addDuration(start, `P${years * n}Y${months * n}M${weeks * n}W${days * n}DT${(exact * n) / 1000}S`, zone);
  return (after) => {
    if (first !== undefined && after < first) return first;
    // The rough length is off by days at most, so a few steps back find the first one after.
    for (let n = Math.max(1, Math.floor((after - start) / length) - 2); ; n++) if (nth(n) > after) return nth(n);
  };
}

/** The nth open day of each month, from the end when negative. */
function monthlyOf(nth: number, clock: number, book: Book, zone: string): Pattern {
  return (after) => {
    const now = new Date(localOf(after, zone).day * dayMs);
    for (let ahead = 0; ahead < mostTries; ahead++) {
      const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1));
      const day = openDayOfMonth(book, month.getUTCFullYear(), month.getUTCMonth() + 1, nth);
      const at = day === undefined ? undefined : instantAt(day, clock, zone);
      if (at !== undefined && at > after) return at;
    }
    return undefined;
  };
}

/** What the pattern has on closed days is passed over, or falls on the open day after or before; two that meet are one. */
const onOpenDays = (pattern: Pattern, book: Book, zone: string, closed: unknown): ((after: number) => Instant | undefined) =>
  closed === 'next' || closed === 'previous' ? moving(pattern, book, zone, closed) : passingOver(pattern, book, zone);

function passingOver(pattern: Pattern, book: Book, zone: string): (after: number) => Instant | undefined {
  return (after) => {
    let from = after;
    for (let tries = 0; tries < mostTries; tries++) {
      const at = pattern(from);
      if (at === undefined || at > after + horizon) return undefined;
      const { day } = localOf(at, zone);
      if (book.isOpen(day)) return { at };
      from = instantAt(openDayFrom(book, day + 1, 1), 0, zone) - 1;
    }
    return undefined;
  };
}

function moving(pattern: Pattern, book: Book, zone: string, closed: 'next' | 'previous'): (after: number) => Instant | undefined {
  /** First and last day whose instants fall on an open day. */
  const gathered = (day: number): [number, number] =>
    closed === 'next' ? [openDayFrom(book, day - 1, -1) + 1, day] : [day, openDayFrom(book, day + 1, 1) - 1];

  /** What the pattern has on one day, first after an instant once it stands on another. */
  function firstOf(source: number, day: number, after: number, clock: number): Instant | undefined {
    for (let raw = pattern(instantAt(source, clock, zone) - 1); raw !== undefined; raw = pattern(raw)) {
      const local = localOf(raw, zone);
      if (local.day !== source) return undefined;
      const moved = source === day ? { at: raw } : { at: instantAt(day, local.clock, zone), movedFrom: raw };
      if (moved.at > after) return moved;
    }
    return undefined;
  }

  return (after) => {
    const now = localOf(after, zone);
    let day = openDayFrom(book, now.day, 1);
    for (let tries = 0; tries < mostTries; tries++) {
      const [first, last] = gathered(day);
      let best: Instant | undefined;
      for (let source = first; source <= last; source++) {
        const found = firstOf(source, day, after, day === now.day ? now.clock : 0);
        if (found && (!best || found.at < best.at || (found.at === best.at && source === day))) best = found;
      }
      if (best) return best;
      const raw = pattern(instantAt(last + 1, 0, zone) - 1);
      if (raw === undefined) return undefined;
      day = openDayFrom(book, localOf(raw, zone).day, closed === 'previous' ? -1 : 1);
    }
    return undefined;
  };
}

/** Midnight at which a date begins, or the day after it. */
function startOf(date: unknown, zone: string, later: number): number | undefined {
  if (typeof date !== 'string') return undefined;
  const day = dayOf(date);
  if (day === undefined) throw new ConnectorError('config.invalid', `"${date.slice(0, 40)}" is not a date — write one like ${dateOf(20_000)}`);
  return instantAt(day + later, 0, zone);
}

function clockOf(time: unknown): number {
  const [, hour, minute] = /^(\d{2}):(\d{2})$/.exec(String(time)) ?? [];
  return (Number(hour) * 60 + Number(minute)) * 60_000;
}
