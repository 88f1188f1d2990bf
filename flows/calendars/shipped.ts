/** The calendars every hub has. A changed rule raises the version; what is deployed keeps the one it took. */
import type { Calendar } from './calendar.ts';
import { de } from './de.ts';
import { nl } from './nl.ts';
import { se } from './se.ts';

export interface ShippedCalendar extends Calendar {
  id: string;
  title: string;
  version: number;
  zone: string;
  /** The acts its days follow. */
  source: string[];
}

export const shippedCalendars: readonly ShippedCalendar[] = [se, de, nl];

export const shippedCalendar = (id: string): ShippedCalendar | undefined => shippedCalendars.find((one) => one.id === id);

/** A shipped calendar as a version freezes it: what decides, without where it is from. */
export function frozenShipped(id: string): Calendar | undefined {
  const shipped = shippedCalendar(id);
  if (!shipped) return undefined;
  const { source: _, ...calendar } = shipped;
  return calendar;
}
