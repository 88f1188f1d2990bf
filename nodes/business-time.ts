/** How nodes read `calendar` in their config. */
import { bookOf, type Calendar, type WeekHours } from '../flows/calendars/calendar.ts';
import { addOpenTime } from '../flows/calendars/open-time.ts';
import { shippedCalendar } from '../flows/calendars/shipped.ts';
import { addDuration } from '../flows/duration.ts';
import { type FlowNode, type JsonObject, type Problem, ProblemError } from '../flows/flow.ts';
import { checkZone } from '../flows/zone.ts';
import { objectOf } from './json-fields.ts';
import { ConnectorError } from './node-type.ts';

/** The calendar a config holds or names; a name of a tenant's own is resolved when its flow is deployed. */
export function calendarOf({ calendar }: JsonObject): Calendar | WeekHours | undefined {
  if (calendar === undefined || calendar === null) return undefined;
  if (typeof calendar === 'string') {
    const shipped = shippedCalendar(calendar);
    if (!shipped) throw new ConnectorError('config.invalid', `there is no calendar "${calendar.slice(0, 60)}" in this version — deploy the flow again`);
    return shipped;
  }
  return objectOf(calendar) as unknown as Calendar | WeekHours; // its schema holds
}

/** The instant a length after `at`: business time where the config has a calendar, else time on the clock. */
export function dueAfter(at: number, iso: string, config: JsonObject, zone: string): number {
  const calendar = calendarOf(config);
  return calendar ? addOpenTime(at, iso, calendar, zone) : addDuration(at, iso, zone);
}

/** What keeps a calendar that stands in the drawing itself from being read. */
export function checkCalendar({ config = {} }: FlowNode, node: string): Problem[] {
  const { calendar } = config;
  if (typeof calendar !== 'object' || calendar === null || Array.isArray(calendar)) return [];
  const path = `/nodes/${node}/config/calendar`;
  if (!('days' in calendar || 'week' in calendar)) return [];
  const zone = typeof calendar['zone'] === 'string' ? checkZone(calendar['zone'], `${path}/zone`) : [];
  try {
    bookOf(calendar as unknown as Calendar | WeekHours);
    return zone;
  } catch (error) {
    if (error instanceof ProblemError) return [...zone, ...error.problems.map((problem) => ({ ...problem, path }))];
    // What does not fit the schema is told by the schema.
    return zone;
  }
}
