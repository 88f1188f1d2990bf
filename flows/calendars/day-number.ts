/** Days as whole numbers since 1 January 1970, for arithmetic without zones. */

const dayMs = 86_400_000;
const shape = /^(\d{4})-(\d{2})-(\d{2})$/;

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

/** The number of a date; a day the month does not have is undefined. */
export function dayOf(date: string): number | undefined {
  const [, year, month, day] = shape.exec(date) ?? [];
  return year === undefined ? undefined : dayIn(Number(year), Number(month), Number(day));
}

/** The number of a day of a month, counted from 1; undefined when the month has no such day. */
export function dayIn(year: number, month: number, day: number): number | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  return at.getUTCMonth() === month - 1 && at.getUTCDate() === day ? at.getTime() / dayMs : undefined;
}

/** `2026-12-24` */
export const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);

export const yearOf = (day: number): number => new Date(day * dayMs).getUTCFullYear();

/** 0 is Monday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7;

/** Easter Sunday in the Gregorian calendar, by the rule of 1876 (Butcher). */
export function easterOf(year: number): number {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const inCentury = year % 100;
  const moon = (19 * golden + century - Math.floor(century / 4) - Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3) + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(inCentury / 4) - moon - (inCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * moon + 22 * toSunday) / 451);
  const days = moon + toSunday - 7 * late + 114;
  return Date.UTC(year, Math.floor(days / 31) - 1, (days % 31) + 1) / dayMs;
}
