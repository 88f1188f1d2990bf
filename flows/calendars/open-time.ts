/** Time that passes only while a business is open. */
import type { Temporal } from 'temporal-polyfill';
import { addDuration, parseDuration } from '../duration.ts';
import { loadTemporal } from '../temporal.ts';
import { type Book, bookOf, type Calendar, openDayFrom, refuse, type WeekHours } from './calendar.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
const mostDays = 3660;

/** A day and the time on its clock, ms since midnight. */
export interface Local {
  day: number;
  clock: number;
}

/**
 * The instant `iso` of business time after `at`: hours and minutes are open time, days are open days, and weeks, months
 * and years those of the calendar on the wall. A start outside opening hours counts from the next opening.
 */
export function addOpenTime(at: number, iso: string, calendar: Calendar | WeekHours, flowZone = 'UTC'): number {
  const { years, months, weeks, days, exact } = parseDuration(iso);
  const book = bookOf(calendar);
  const zone = book.zone ?? flowZone;
  const wide = `P${years}Y${months}M${weeks}W`;
  let start = nextOpening(book, addDuration(at, wide, zone), zone);
  if (days > 0) start = addOpenDays(book, start, days, zone);
  return exact === 0 ? start : addOpenMs(book, start, exact, zone);
}

/** `at` itself when open, else the next opening. */
export function openFrom(at: number, calendar: Calendar | WeekHours, flowZone = 'UTC'): number {
  const book = bookOf(calendar);
  return nextOpening(book, at, book.zone ?? flowZone);
}

const nextOpening = (book: Book, at: number, zone: string): number => {
  for (const [open, close] of spansFrom(book, at, zone)) if (at < close) return Math.max(at, open);
  return refuse('is never open within ten years');
};

function addOpenMs(book: Book, at: number, length: number, zone: string): number {
  let left = length;
  for (const [opens, close] of spansFrom(book, at, zone)) {
    const open = Math.max(at, opens);
    if (open >= close) continue;
    if (open + left <= close) return open + left;
    left -= close - open;
  }
  return refuse(`has too little open time for ${length / minuteMs} minutes within ten years`);
}

/** The same time on the clock, held inside the hours of the day it falls on. */
function addOpenDays(book: Book, at: number, days: number, zone: string): number {
  let { day, clock } = localOf(at, zone);
  for (let left = days; left > 0; left--) day = openDayFrom(book, day + 1, 1);
  const { open } = book.day(day);
  const [opens, closes] = [open[0]![0] * minuteMs, open.at(-1)![1] * minuteMs];
  return instantAt(day, Math.min(Math.max(clock, opens), closes), zone);
}

function* spansFrom(book: Book, at: number, zone: string): Generator<readonly [number, number]> {
  const { day: first } = localOf(at, zone);
  for (let day = first; day < first + mostDays; day++) {
    for (const [from, to] of book.day(day).open) yield [instantAt(day, from * minuteMs, zone), instantAt(day, to * minuteMs, zone)];
  }
}

/** What the clock on the wall shows. */
export function localOf(at: number, zone: string): Local {
  if (zone === 'UTC') return { day: Math.floor(at / dayMs), clock: ((at % dayMs) + dayMs) % dayMs };
  const there = loadTemporal().Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const wall = Date.UTC(there.year, there.month - 1, there.day, there.hour, there.minute, there.second, there.millisecond);
  return { day: Math.floor(wall / dayMs), clock: ((wall % dayMs) + dayMs) % dayMs };
}

// Orders of one day ask for the same openings, and a zone takes 50 times as long to read as this.
const known = new Map<string, number>();
const mostKnown = 20_000;

/** The instant at which the clock on the wall reaches a time: in a skipped hour when it jumps, in a doubled one the first time. */
export function instantAt(day: number, clock: number, zone: string): number {
  const wall = day * dayMs + clock;
  if (zone === 'UTC') return wall;
  const key = `${zone} ${wall}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= mostKnown) known.clear();
  const at = readWall(wall, zone);
  known.set(key, at);
  return at;
}

function readWall(wall: number, zone: string): number {
  const plain = plainOf(wall);
  const there = plain.toZonedDateTime(zone);
  if (there.toPlainDateTime().equals(plain)) return there.epochMilliseconds;
  return (there.getTimeZoneTransition('previous') ?? there).epochMilliseconds;
}

function plainOf(wall: number): Temporal.PlainDateTime {
  const at = new Date(wall);
  const { PlainDateTime } = loadTemporal();
  return new PlainDateTime(
    at.getUTCFullYear(),
    at.getUTCMonth() + 1,
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
    at.getUTCMilliseconds(),
  );
}
