/** The business calendars a drawing names: whether they exist, and as what they are frozen. */
import type { Calendar } from '../../flows/calendars/calendar.ts';
import { namedCalendars } from '../../flows/calendars/named.ts';
import { frozenShipped, shippedCalendars } from '../../flows/calendars/shipped.ts';
import type { Flow, Problem } from '../../flows/flow.ts';
import { didYouMean } from '../../flows/suggest.ts';

export interface CalendarSource {
  resolve(tenant: string, id: string): Promise<Calendar | undefined>;
  names(tenant: string): Promise<string[]>;
}

/** Where nobody keeps own ones. */
export const shippedOnly: CalendarSource = {
  resolve: async (_, id) => frozenShipped(id),
  names: async () => shippedCalendars.map(({ id }) => id),
};

export async function checkCalendars(source: CalendarSource, tenant: string, flow: Flow): Promise<Problem[]> {
  const named = namedCalendars(flow);
  if (named.length === 0) return [];
  const known = await source.names(tenant);
  return named
    .filter(({ calendar }) => !known.includes(calendar))
    .map(({ node, calendar }) => ({
      code: 'config.unknown_calendar',
      path: `/nodes/${node}/config/calendar`,
      node,
      message: `There is no calendar "${calendar.slice(0, 60)}" — choose ${known.join(', ')}, or make it under Calendars.${didYouMean(calendar, known)}`,
    }));
}

/** Each calendar a drawing names, as it stands now. */
export async function frozenCalendars(source: CalendarSource, tenant: string, flow: Flow): Promise<Record<string, Calendar>> {
  const names = [...new Set(namedCalendars(flow).map(({ calendar }) => calendar))].sort();
  const found = await Promise.all(names.map(async (name) => [name, await source.resolve(tenant, name)] as const));
  return Object.fromEntries(found.filter((entry): entry is readonly [string, Calendar] => entry[1] !== undefined));
}
