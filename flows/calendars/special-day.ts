/** Days that differ from their weekday, as rules: which day of a year, and when it is open. */
import { dayIn, dayOf, easterOf, type Weekday, weekdayOf, weekdays, yearOf } from './day-number.ts';

export interface SpecialDay {
  /** `12-25`, `easter-2`, `easter+39`, `fri 06-19` (the first Friday from 19 June on), or a single date `2026-12-28`. */
  on: string;
  title: string;
  /** Open as on its weekday, but only until this time. */
  until?: string;
  /** Open at these times instead of those of its weekday; without `until` and `hours` the day is closed. */
  hours?: string[];
  /** First and last year of the rule. */
  since?: number;
  through?: number;
  /** Days to move by when it falls on a Sunday. */
  ifSunday?: number;
}

export const onShape = /^(?:easter([+-]\d{1,3})?|(?:(mon|tue|wed|thu|fri|sat|sun) )?(\d{2})-(\d{2})|\d{4}-\d{2}-\d{2})$/;

/** The day a rule names in a year; undefined when it names none there, such as 29 February. */
export function dayInYear(rule: SpecialDay, year: number): number | undefined {
  if (year < (rule.since ?? year) || year > (rule.through ?? year)) return undefined;
  const day = namedBy(rule.on, year);
  return day !== undefined && weekdayOf(day) === 6 ? day + (rule.ifSunday ?? 0) : day;
}

function namedBy(on: string, year: number): number | undefined {
  const parts = onShape.exec(on);
  if (!parts) return undefined;
  const [, offset, weekday, month, date] = parts;
  if (on.startsWith('easter')) return easterOf(year) + Number(offset ?? 0);
  if (month === undefined) {
    const day = dayOf(on);
    return day !== undefined && yearOf(day) === year ? day : undefined;
  }
  const day = dayIn(year, Number(month), Number(date));
  if (day === undefined || weekday === undefined) return day;
  return day + ((weekdays.indexOf(weekday as Weekday) - weekdayOf(day) + 7) % 7);
}
