import { type Problem, ProblemError } from './flow.ts';
import { loadTemporal } from './temporal.ts';

/** A duration in its ISO 8601 parts; `exact` is the part below a day, in milliseconds. */
export interface Duration {
  years: number;
  months: number;
  weeks: number;
  days: number;
  exact: number;
}

const shape = /^P(?:(\d{1,3})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})(?:[.,](\d{1,3}))?S)?)?$/;
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Reads an ISO 8601 duration such as P14D or PT30M; throws a ProblemError for anything else. */
export function parseDuration(iso: string): Duration {
  const parts = shape.exec(iso);
  if (!parts || iso.endsWith('P') || iso.endsWith('T'))
    throw new ProblemError(422, {
      code: 'duration.invalid',
      path: '',
      message: `${JSON.stringify(iso.slice(0, 40))} is not a duration — write it like PT30M (30 minutes) or P14D (14 days).`,
    });
  const [, years, months, weeks, days, hours, minutes, seconds, fraction] = parts;
  const number = (part: string | undefined) => Number(part ?? 0);
  return {
    years: number(years),
    months: number(months),
    weeks: number(weeks),
    days: number(days),
    exact: number(hours) * hour + number(minutes) * minute + number(seconds) * second + number(fraction?.padEnd(3, '0')),
  };
}

/** The instant `iso` after `at`, true to the calendar and clock of the zone: a day over a clock change is 23 or 25 hours, 30 minutes always are 30. */
export function addDuration(at: number, iso: string, zone = 'UTC'): number {
  const { years, months, weeks, days, exact } = parseDuration(iso);
  if (years === 0 && months === 0 && (zone === 'UTC' || (weeks === 0 && days === 0))) return at + (weeks * 7 + days) * day + exact;
  const start = loadTemporal().Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return start.add({ years, months, weeks, days }).epochMilliseconds + exact;
}

/** Length in ms with days of 24 h, months of 30.4375 and years of 365.25 days: for limits and sorting, never for due times. */
export function roughLength(iso: string): number {
  const { years, months, weeks, days, exact } = parseDuration(iso);
  return (years * 365.25 + months * 30.4375 + weeks * 7 + days) * day + exact;
}

/** The problem of a duration outside its range, or undefined; names the allowed range. */
export function checkDuration(iso: unknown, min: string, max: string): Omit<Problem, 'path'> | undefined {
  const range = `write a duration from ${min} (${words(min)}) to ${max} (${words(max)})`;
  const shown = JSON.stringify(typeof iso === 'string' ? iso.slice(0, 40) : iso);
  if (typeof iso !== 'string' || !isDuration(iso)) return { code: 'config.out_of_range', message: `${shown} is not a duration — ${range}.` };
  const length = roughLength(iso);
  if (length < roughLength(min) || length > roughLength(max))
    return { code: 'config.out_of_range', message: `${shown} is outside what is allowed — ${range}.` };
  return undefined;
}

/** True when the text can be read as a duration. */
export const isDuration = (iso: string): boolean => shape.test(iso) && !iso.endsWith('P') && !iso.endsWith('T');

/** A duration as a person says it: PT30M → "30 min", P14D → "14 days". */
export function words(iso: string): string {
  const { years, months, weeks, days, exact } = parseDuration(iso);
  const said = (count: number, one: string, many = `${one}s`) => (count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]);
  const parts = [
    ...said(years, 'year'),
    ...said(months, 'month'),
    ...said(weeks, 'week'),
    ...said(days, 'day'),
    ...said(Math.floor(exact / hour), 'h', 'h'),
    ...said(Math.floor((exact % hour) / minute), 'min', 'min'),
    ...said((exact % minute) / second, 's', 's'),
  ];
  return parts.length === 0 ? '0 s' : parts.join(' ');
}
