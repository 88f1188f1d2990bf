/** When business time passes. */
import type { Calendar } from '../../../flows/calendars/calendar.ts';
import type { SpecialDay } from '../../../flows/calendars/special-day.ts';

/** GET /api/calendars */
export interface CalendarInfo {
  id: string;
  title: string;
  zone: string;
  version: number;
  /** Every hub has it; nobody can change it. */
  shipped: boolean;
  /** A shipped calendar whose holidays it keeps. */
  base?: string;
  changedAt?: string;
  changedBy?: string;
  usedBy: CalendarUse[];
}

/** A flow that names a calendar, with the version it is deployed with. */
export interface CalendarUse {
  flow: string;
  title: string;
  nodes: string[];
  version?: number;
}

/** GET /api/calendars/{id}?at=; `ETag` carries the revision for If-Match. */
export interface CalendarDetail extends CalendarInfo {
  week: Calendar['week'];
  special: SpecialDay[];
  rev?: number;
  /** The acts a shipped calendar follows. */
  source?: string[];
  /** Newest first. */
  versions: { version: number; at: string; by: string }[];
}

/** GET /api/calendars/{id}/days?year= */
export interface CalendarDay {
  date: string;
  title: string;
  open: string[];
}

/** PUT /api/calendars/{id} */
export interface CalendarAsk {
  title: string;
  zone: string;
  base?: string;
  week: Calendar['week'];
  special?: SpecialDay[];
}

/** GET /api/schedules/preview?flow=&node=&count=, and POST with `{config, zone?, count?}` */
export interface SchedulePreview {
  zone: string;
  /** `movedFrom` is where the pattern had it, before it moved off a closed day. */
  items: { at: string; movedFrom?: string }[];
}
