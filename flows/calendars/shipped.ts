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
