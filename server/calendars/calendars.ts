/** Business calendars of a tenant: those every hub has, and its own, each change a version that stays readable. */
import type { Calendar } from '../../flows/calendars/calendar.ts';
import { frozenShipped, shippedCalendar, shippedCalendars } from '../../flows/calendars/shipped.ts';
import type { SpecialDay } from '../../flows/calendars/special-day.ts';
import { ProblemError } from '../../flows/flow.ts';
import type { Audit } from '../access/audit.ts';
import { type IfMatch, preconditionOf } from '../access/precondition.ts';
import type { Viewer } from '../access/viewer.ts';
import { type Documents, everyDocument } from '../engine/documents.ts';
import type { Clock } from '../engine/ports.ts';
import { checkOwn } from './check-own.ts';

/** What a person says of an own calendar. */
export interface CalendarAsk {
  title: string;
  zone: string;
  /** A shipped calendar whose holidays it keeps. */
  base?: string;
  week: Calendar['week'];
  /** Closures and openings of its own; they win over those of the base. */
  special?: SpecialDay[];
}

export interface CalendarVersion extends CalendarAsk {
  id: string;
  version: number;
  at: number;
  by: string;
}

export interface OwnCalendar extends CalendarVersion {
  /** Revision of the document, for If-Match. */
  rev: number;
}

export interface Calendars {
  list(tenant: string): Promise<OwnCalendar[]>;
  get(tenant: string, id: string): Promise<OwnCalendar | undefined>;
  /** Newest first. */
  versions(tenant: string, id: string): Promise<CalendarVersion[]>;
  /** Keeps a new version; 404, 409, 412, 422 and 428 as ProblemErrors. */
  save(by: Viewer, id: string, ask: CalendarAsk, ifMatch: IfMatch | undefined): Promise<OwnCalendar>;
  /** Forgets the name; its versions stay, and a new one of that name counts on from them. */
  remove(by: Viewer, id: string, ifMatch: IfMatch | undefined, reason?: string): Promise<void>;
  /** The calendar a name means now, its base included: what a deploy freezes. */
  resolve(tenant: string, id: string): Promise<Calendar | undefined>;
  names(tenant: string): Promise<string[]>;
}

type Kept = Omit<CalendarVersion, 'id'>;

export function calendarsOf(deps: { documents: Documents; clock: Pick<Clock, 'now'>; audit: Audit }): Calendars {
  const { documents, clock, audit } = deps;

  const calendars: Calendars = {
    async list(tenant) {
      return (await everyDocument<Kept>(documents, tenant, 'calendar')).map(({ id, rev, body }) => ({ id, rev, ...body }));
    },
    async get(tenant, id) {
      const doc = await documents.get<Kept>(tenant, 'calendar', id);
      return doc && { id, rev: doc.rev, ...doc.body };
    },
    async versions(tenant, id) {
      return (await everyDocument<Kept>(documents, tenant, 'calendar-version', `${id}/`)).map(({ body }) => ({ id, ...body })).reverse();
    },
    async save(by, id, ask, ifMatch) {
      checkOwn(id, ask);
      const { tenant } = by;
      const before = await calendars.get(tenant, id);
      precondition.hold(id, before?.rev, ifMatch);
      const last = before?.version ?? (await calendars.versions(tenant, id))[0]?.version ?? 0;
      const version = last + 1;
      const { title, zone, base, week, special = [] } = ask;
      const kept: Kept = { title, zone, ...(base === undefined ? {} : { base }), week, special, version, at: clock.now(), by: by.name };
      const body = JSON.parse(JSON.stringify(kept));
      const entry = { by, what: before ? 'calendar.changed' : 'calendar.created', on: `calendar/${id}`, before: before?.version ?? null, after: version };
      const answer = await audit.commit(tenant, entry, [
        { kind: 'calendar', id, rev: before?.rev ?? 0, body },
        { kind: 'calendar-version', id: `${id}/${String(version).padStart(6, '0')}`, rev: 0, body },
      ]);
      if (answer === 'conflict') throw precondition.outdated(id);
      return { id, rev: (before?.rev ?? 0) + 1, ...kept };
    },
    async remove(by, id, ifMatch, reason) {
      const before = await calendars.get(by.tenant, id);
      if (!before) throw unknownCalendar(id);
      precondition.hold(id, before.rev, ifMatch);
      const entry = { by, what: 'calendar.removed', on: `calendar/${id}`, before: before.version, after: null, ...(reason ? { reason } : {}) };
      if ((await audit.commit(by.tenant, entry, [{ kind: 'calendar', id, rev: before.rev, body: null }])) === 'conflict') throw precondition.outdated(id);
    },
    async resolve(tenant, id) {
      const shipped = frozenShipped(id);
      if (shipped) return shipped;
      const own = await calendars.get(tenant, id);
      return own && resolved(own);
    },
    async names(tenant) {
      return [...shippedCalendars.map(({ id }) => id), ...(await calendars.list(tenant)).map(({ id }) => id)];
    },
  };
  return calendars;
}

/** An own calendar with the holidays of its base before its own days. */
export function resolved({ id, title, version, zone, base, week, special = [] }: CalendarVersion): Calendar {
  return { id, title, version, zone, week, special: [...(base === undefined ? [] : (shippedCalendar(base)?.special ?? [])), ...special] };
}

export const unknownCalendar = (id: string): ProblemError =>
  new ProblemError(404, { code: 'calendar.not_found', path: '', message: `There is no calendar ${id}.` });

const precondition = preconditionOf({
  code: 'calendar',
  subject: (id) => `Calendar ${id}`,
  taken: (id) => `A calendar ${id} exists already. Choose another id, or change that one.`,
  tagged: (id) => `calendar ${id}`,
  unknown: unknownCalendar,
});
