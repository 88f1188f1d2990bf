/** A year as a wall calendar shows it. */
import { type Book, bookOf, type Calendar, type Day } from '../../flows/calendars/calendar.ts';
import { dateOf, dayIn, weekdayOf } from '../../flows/calendars/day-number.ts';
import { shippedCalendar } from '../../flows/calendars/shipped.ts';
import type { CalendarAsk } from '../../server/http/api.ts';

export type Kind = 'open' | 'closed' | 'holiday' | 'short';

export interface Cell {
  /** Day of the month. */
  number: number;
  date: string;
  kind: Kind;
  title: string | undefined;
  open: string;
}

/** Weeks of a month from Monday on; undefined where the month has no day. */
export type Month = (Cell | undefined)[][];

/** The calendar with the holidays of its base, as a deploy takes it. */
export const wholeOf = ({ zone, base, week, special = [] }: Omit<CalendarAsk, 'title'>): Calendar => ({
  zone,
  week,
  special: [...(base === undefined ? [] : (shippedCalendar(base)?.special ?? [])), ...special],
});

export function monthsOf(calendar: Calendar, year: number): Month[] {
  const book = bookOf(calendar);
  return Array.from({ length: 12 }, (_, at) => monthOf(book, year, at + 1));
}

/** Days of the year that differ from their weekday. */
export const specialOf = (months: Month[]): Cell[] => months.flat(2).filter((cell) => cell?.title !== undefined) as Cell[]; // the filter has taken the gaps out

function monthOf(book: Book, year: number, month: number): Month {
  const first = dayIn(year, month, 1) ?? 0;
  const weeks: Month = [];
  for (let number = 1; dayIn(year, month, number) !== undefined; number++) {
    const day = first + number - 1;
    const place = weekdayOf(day);
    if (number === 1 || place === 0) weeks.push(Array.from({ length: 7 }, () => undefined));
    weeks.at(-1)![place] = cellOf(number, day, book.day(day));
  }
  return weeks;
}

const cellOf = (number: number, day: number, known: Day): Cell => ({
  number,
  date: dateOf(day),
  kind: kindOf(known),
  title: known.title,
  open: hoursOf(known),
});

function kindOf({ open, title }: Day): Kind {
  if (open.length === 0) return title === undefined ? 'closed' : 'holiday';
  return title === undefined ? 'open' : 'short';
}

const hoursOf = ({ open }: Day): string => open.map(([from, to]) => `${clock(from)}–${clock(to)}`).join(', ');

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
