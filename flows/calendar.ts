import type { Temporal } from 'temporal-polyfill';
import { ProblemError } from './flow.ts';
import { loadTemporal } from './temporal.ts';

/** When a business is open; days are 1 (Monday) to 7, times and dates are local to the flow's zone. */
export interface BusinessCalendar {
  days: number[];
  from: string;
  to: string;
  holidays?: string[];
}

const mostDays = 3660;
const minuteMs = 60_000;

/** The instant at which `minutes` of open time have passed since `at`; a start outside opening hours counts from the next opening. */
export function addBusinessMinutes(at: number, minutes: number, calendar: BusinessCalendar, zone = 'UTC'): number {
  const { PlainTime, Instant } = loadTemporal();
  const opens = readTime(calendar.from, 'from');
  const closes = calendar.to === '24:00' ? undefined : readTime(calendar.to, 'to');
  if (closes && PlainTime.compare(opens, closes) >= 0) refuse(`closes at ${calendar.to}, which is not after ${calendar.from}`);
  const holidays = new Set(calendar.holidays);
  let left = minutes * minuteMs;
  let date = Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate();
  for (let days = 0; days < mostDays; days++, date = date.add({ days: 1 })) {
    if (!calendar.days.includes(date.dayOfWeek) || holidays.has(date.toString())) continue;
    const open = Math.max(at, instantOf(date, opens, zone));
    const close = closes ? instantOf(date, closes, zone) : instantOf(date.add({ days: 1 }), PlainTime.from('00:00'), zone);
    if (open >= close) continue;
    if (open + left <= close) return open + left;
    left -= close - open;
  }
  return refuse(`has too little open time for ${minutes} minutes within ten years`);
}

const instantOf = (date: Temporal.PlainDate, plainTime: Temporal.PlainTime, timeZone: string): number =>
  date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;

function readTime(text: string, field: string): Temporal.PlainTime {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(text)) refuse(`says ${field} ${JSON.stringify(text)}, which is not a time`);
  return loadTemporal().PlainTime.from(text);
}

function refuse(what: string): never {
  throw new ProblemError(422, {
    code: 'calendar.invalid',
    path: '',
    message: `The calendar ${what} — write days 1 (Monday) to 7 and times like 08:00 and 17:00.`,
  });
}
