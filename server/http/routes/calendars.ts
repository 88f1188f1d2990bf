import { special as specialShape, week as weekShape } from '../../../flows/calendars/schema.ts';
import { shippedCalendar, shippedCalendars } from '../../../flows/calendars/shipped.ts';
import { ProblemError } from '../../../flows/flow.ts';
import { type CalendarAsk, calendarsOf, type OwnCalendar, unknownCalendar } from '../../calendars/calendars.ts';
import type { CalendarDetail } from '../api.ts';
import { ownInfo, shippedInfo, specialDays, usesOf } from '../calendar-info.ts';
import type { AppDeps } from '../deps.ts';
import { ifMatchOf } from '../if-match.ts';
import { instantOf, Reply, type Route, textOf } from '../route.ts';
import { iso } from '../run-info.ts';
import { instant, label, name, object, reason } from '../shapes.ts';

/** Business calendars: those every hub has, and the tenant's own. */
export function calendarRoutes({ documents, clock, audit, catalogue }: AppDeps): Route[] {
  const calendars = calendarsOf({ documents, clock, audit });
  const entries = (tenant: string) => catalogue.list(tenant);

  /** The calendar as it stood at an instant, or as it stands. */
  async function ownAt(tenant: string, id: string, at: number | undefined): Promise<Omit<OwnCalendar, 'rev'> & { rev?: number }> {
    const found = at === undefined ? await calendars.get(tenant, id) : (await calendars.versions(tenant, id)).find((one) => one.at <= at);
    if (!found) throw unknownCalendar(id);
    return found;
  }

  async function detail(tenant: string, id: string, at?: number): Promise<CalendarDetail> {
    const uses = usesOf(await entries(tenant), id);
    const shipped = shippedCalendar(id);
    if (shipped) return { ...shippedInfo(shipped, uses), week: shipped.week, special: shipped.special ?? [], source: shipped.source, versions: [] };
    const own = await ownAt(tenant, id, at);
    const versions = (await calendars.versions(tenant, id)).map((one) => ({ version: one.version, at: iso(one.at), by: one.by }));
    return { ...ownInfo(own, uses), week: own.week, special: own.special ?? [], versions, ...(own.rev === undefined ? {} : { rev: own.rev }) };
  }

  const tagged = (status: number, body: CalendarDetail): Reply => new Reply(status, body, body.rev === undefined ? {} : { etag: `"${body.rev}"` });

  return [
    {
      method: 'GET',
      path: '/api/calendars',
      summary: 'List business calendars and the flows that use them',
      group: 'Calendars',
      role: 'operator',
      answer: 'CalendarPage',
      async handler({ viewer }) {
        const [flows, own] = await Promise.all([entries(viewer.tenant), calendars.list(viewer.tenant)]);
        const items = [...own.map((one) => ownInfo(one, usesOf(flows, one.id))), ...shippedCalendars.map((one) => shippedInfo(one, usesOf(flows, one.id)))];
        return { items, next: null };
      },
    },
    {
      method: 'GET',
      path: '/api/calendars/{id}',
      summary: 'Read a calendar, as it stands or as it stood at an instant',
      group: 'Calendars',
      role: 'operator',
      query: { at: instant },
      answer: 'CalendarDetail',
      async handler(ask) {
        return tagged(200, await detail(ask.viewer.tenant, ask.params['id'] ?? '', instantOf(ask, 'at')));
      },
    },
    {
      method: 'GET',
      path: '/api/calendars/{id}/days',
      summary: 'List the days of a year that differ from their weekday',
      group: 'Calendars',
      role: 'operator',
      query: { year: { type: 'integer', minimum: 1900, maximum: 2200 } },
      answer: 'CalendarDayPage',
      async handler({ params, query, viewer }) {
        const calendar = await calendars.resolve(viewer.tenant, params['id'] ?? '');
        if (!calendar) throw unknownCalendar(params['id'] ?? '');
        const year = typeof query['year'] === 'number' ? query['year'] : new Date(clock.now()).getUTCFullYear();
        return { items: specialDays(calendar, year), next: null };
      },
    },
    {
      method: 'PUT',
      path: '/api/calendars/{id}',
      summary: 'Keep a new version of an own calendar; If-Match carries the ETag it was made from, If-None-Match: * makes a new one',
      group: 'Calendars',
      role: 'admin',
      headers: ['if-match', 'if-none-match'],
      body: object({ title: label(80), zone: label(64), 'base?': name, week: weekShape, 'special?': specialShape }),
      answer: 'CalendarDetail',
      async handler({ params, body, viewer, req }) {
        const id = params['id'] ?? '';
        await calendars.save(viewer, id, body as unknown as CalendarAsk, ifMatchOf(req)); // its schema holds
        return tagged(200, await detail(viewer.tenant, id));
      },
    },
    {
      method: 'DELETE',
      path: '/api/calendars/{id}',
      summary: 'Remove an own calendar that no flow names; If-Match carries the ETag it was read with',
      group: 'Calendars',
      role: 'admin',
      query: { reason },
      headers: ['if-match'],
      answer: 'none',
      status: 204,
      async handler(ask) {
        const { viewer, req } = ask;
        const id = ask.params['id'] ?? '';
        const uses = usesOf(await entries(viewer.tenant), id);
        if (uses.length > 0) {
          const flows = uses.map(({ title }) => title).join(', ');
          throw new ProblemError(409, { code: 'calendar.used', path: '', message: `Calendar ${id} is named by ${flows}. Name another one there first.` });
        }
        await calendars.remove(viewer, id, ifMatchOf(req), textOf(ask, 'reason'));
      },
    },
  ];
}
