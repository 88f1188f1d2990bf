/** When a business is open, day by day; without zones, so that a screen reads it as a hub does. */
import { ProblemError } from '../flow.ts';
import { type Weekday, weekdayOf, weekdays, yearOf } from './day-number.ts';
import { dayInYear, onShape, type SpecialDay } from './special-day.ts';

export interface Calendar {
  id?: string;
  title?: string;
  /** Rises with each change. */
  version?: number;
  /** IANA zone its times are read in; that of the flow when absent. */
  zone?: string;
  /** Opening hours such as `08:00-17:00`, several a day; a weekday without any is closed. */
  week: Partial<Record<Weekday, string[]>>;
  /** Later ones win over earlier ones. */
  special?: SpecialDay[];
}

/** The short form a drawing may carry itself; `days` are 1 (Monday) to 7. */
export interface WeekHours {
  days: number[];
  from: string;
  to: string;
  holidays?: string[];
}

/** Open from one minute of the day to another. */
export type Span = readonly [from: number, to: number];

export interface Day {
  open: readonly Span[];
  /** Why it differs from its weekday. */
  title?: string;
}

export interface Book {
  zone: string | undefined;
  /** What is known of a day, by its number since 1970. */
  day(day: number): Day;
  isOpen(day: number): boolean;
}

const books = new WeakMap<object, Book>();
const farthest = 3660;

/** A calendar ready to be asked; throws a ProblemError `calendar.invalid` when it cannot be read. */
export function bookOf(calendar: Calendar | WeekHours): Book {
  const known = books.get(calendar);
  if (known) return known;
  const { zone, week, special = [] } = 'week' in calendar ? calendar : longForm(calendar);
  const hours = weekdays.map((name) => (week[name] ?? []).map(spanOf));
  for (const spans of hours) refuseDisorder(spans);
  const rules = special.map((rule) => ({ rule, ...timesOf(rule) }));
  const years = new Map<number, Map<number, Day>>();

  function specialIn(year: number): Map<number, Day> {
    const known = years.get(year);
    if (known) return known;
    const days = new Map<number, Day>();
    // A rule of the year before or after may reach over New Year.
    for (const { rule, until, open } of rules) {
      for (const near of [year - 1, year, year + 1]) {
        const day = dayInYear(rule, near);
        if (day === undefined || yearOf(day) !== year) continue;
        days.set(day, { title: rule.title, open: open ?? (until === undefined ? [] : cut(hours[weekdayOf(day)]!, until)) });
      }
    }
    years.set(year, days);
    return days;
  }

  const plain = hours.map((open): Day => ({ open }));
  const book: Book = {
    zone,
    day: (day) => specialIn(yearOf(day)).get(day) ?? plain[weekdayOf(day)]!,
    isOpen: (day) => book.day(day).open.length > 0,
  };
  books.set(calendar, book);
  return book;
}

/** The open day nearest to `day` in steps of 1 or -1, `day` itself when it is open. */
export function openDayFrom(book: Book, day: number, step: 1 | -1): number {
  for (let tries = 0; tries < farthest; tries++, day += step) if (book.isOpen(day)) return day;
  return refuse('has no open day within ten years');
}

/** The nth open day of a month, counted from its end when negative; undefined when the month has fewer. */
export function openDayOfMonth(book: Book, year: number, month: number, nth: number): number | undefined {
  const first = Date.UTC(year, month - 1, 1) / 86_400_000;
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const open = Array.from({ length }, (_, at) => first + at).filter((day) => book.isOpen(day));
  return open.at(nth > 0 ? nth - 1 : nth);
}

function longForm({ days, from, to, holidays = [] }: WeekHours): Calendar {
  const week = Object.fromEntries(days.map((day) => [weekdays[day - 1] ?? refuse(`names day ${day}`), [`${from}-${to}`]]));
  return { week, special: holidays.map((on) => ({ on, title: 'Holiday' })) };
}

function timesOf(rule: SpecialDay): { until?: number; open?: Span[] } {
  if (!onShape.test(rule.on)) refuse(`names the day ${JSON.stringify(rule.on)}, which is neither 12-25 nor easter+1 nor fri 06-19 nor 2026-12-28`);
  if (rule.hours) {
    const open = rule.hours.map(spanOf);
    refuseDisorder(open);
    return { open };
  }
  return rule.until === undefined ? {} : { until: minuteOf(rule.until) };
}

const cut = (spans: readonly Span[], until: number): Span[] => spans.filter(([from]) => from < until).map(([from, to]) => [from, Math.min(to, until)] as const);

function spanOf(text: string): Span {
  const [from = '', to = ''] = text.split('-');
  const span = [minuteOf(from), minuteOf(to)] as const;
  if (span[0] >= span[1]) refuse(`closes at ${to}, which is not after ${from}`);
  return span;
}

function refuseDisorder(spans: Span[]): void {
  for (const [at, [from]] of spans.entries()) if (at > 0 && from < spans[at - 1]![1]) refuse('has opening hours that overlap or are out of order');
}

function minuteOf(text: string): number {
  const [, hour, minute] = /^(\d{2}):([0-5]\d)$/.exec(text) ?? [];
  const minutes = Number(hour) * 60 + Number(minute);
  return minutes <= 24 * 60 ? minutes : refuse(`says ${JSON.stringify(text)}, which is not a time`);
}

export function refuse(what: string): never {
  throw new ProblemError(422, {
    code: 'calendar.invalid',
    path: '',
    message: `The calendar ${what} — write times like 08:00 and 17:00, and days from Monday on.`,
  });
}
