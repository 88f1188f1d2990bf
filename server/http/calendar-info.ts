/** Calendars as the API shows them. */
import { bookOf, type Calendar, type Day } from '../../flows/calendars/calendar.ts';
import { dateOf, dayIn } from '../../flows/calendars/day-number.ts';
import { namedCalendars } from '../../flows/calendars/named.ts';
import type { ShippedCalendar } from '../../flows/calendars/shipped.ts';
import type { OwnCalendar } from '../calendars/calendars.ts';
import type { FlowEntry } from '../catalogue/catalogue.ts';
import type { CalendarDay, CalendarInfo, CalendarUse } from './api.ts';
import { iso } from './run-info.ts';

export const shippedInfo = ({ id, title, version, zone }: ShippedCalendar, uses: CalendarUse[]): CalendarInfo => ({
  id,
  title,
  version,
  zone,
  shipped: true,
  usedBy: uses,
});

export const ownInfo = ({ id, title, version, zone, base, at, by }: Omit<OwnCalendar, 'rev'>, uses: CalendarUse[]): CalendarInfo => ({
  id,
  title,
  version,
  zone,
  shipped: false,
  ...(base === undefined ? {} : { base }),
  changedAt: iso(at),
  changedBy: by,
  usedBy: uses,
});

/** Which flows name a calendar, in their draft or as deployed, and the version they run with. */
export function usesOf(entries: FlowEntry[], calendar: string): CalendarUse[] {
  return entries.flatMap(({ id, draft, deployed }): CalendarUse[] => {
    const nodesIn = (flow: typeof draft): string[] => namedCalendars(flow).flatMap((one) => (one.calendar === calendar ? one.node : []));
    const nodes = [...new Set([...nodesIn(draft), ...(deployed ? nodesIn(deployed.flow) : [])])];
    if (nodes.length === 0) return [];
    const version = deployed?.flow.lock?.calendars?.[calendar]?.version;
    return [{ flow: id, title: draft.title, nodes, ...(version === undefined ? {} : { version }) }];
  });
}

/** The days of a year that differ from their weekday. */
export function specialDays(calendar: Calendar, year: number): CalendarDay[] {
  const book = bookOf(calendar);
  const [first, last] = [dayIn(year, 1, 1) ?? 0, dayIn(year, 12, 31) ?? -1];
  return Array.from({ length: last - first + 1 }, (_, at) => first + at).flatMap((day) => {
    const found = book.day(day);
    return found.title === undefined ? [] : [{ date: dateOf(day), title: found.title, open: hoursOf(found) }];
  });
}

const hoursOf = ({ open }: Day): string[] => open.map(([from, to]) => `${clock(from)}-${clock(to)}`);

const clock = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
