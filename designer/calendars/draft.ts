/** What a person types of a calendar, and what the hub is asked to keep. */
import { weekdays } from '../../flows/calendars/day-number.ts';
import type { SpecialDay } from '../../flows/calendars/special-day.ts';
import type { CalendarAsk, CalendarDetail } from '../../server/http/api.ts';

export type How = 'closed' | 'until' | 'hours';

export interface DraftDay {
  key: number;
  on: string;
  title: string;
  how: How;
  at: string;
  /** What the form does not show, kept as it was. */
  rest: Pick<SpecialDay, 'since' | 'through' | 'ifSunday'>;
}

export interface Draft {
  title: string;
  id: string;
  zone: string;
  base: string | null;
  /** As typed, from Monday on. */
  hours: string[];
  days: DraftDay[];
}

let keys = 0;
export const newDay = (): DraftDay => ({ key: (keys += 1), on: '', title: '', how: 'closed', at: '', rest: {} });

export const emptyDraft = (zone: string): Draft => ({
  title: '',
  id: '',
  zone,
  base: 'se',
  hours: weekdays.map((_, at) => (at < 5 ? '08:00-17:00' : '')),
  days: [],
});

export const draftOf = ({ title, id, zone, base, week, special }: CalendarDetail): Draft => ({
  title,
  id,
  zone,
  base: base ?? null,
  hours: weekdays.map((name) => (week[name] ?? []).join(', ')),
  days: special.map(({ on, title: why, until, hours, ...rest }) => ({
    ...newDay(),
    on,
    title: why,
    how: hours ? 'hours' : until === undefined ? 'closed' : 'until',
    at: hours?.join(', ') ?? until ?? '',
    rest,
  })),
});

export function askOf({ title, zone, base, hours, days }: Draft): CalendarAsk {
  return {
    title: title.trim(),
    zone,
    ...(base === null ? {} : { base }),
    week: Object.fromEntries(weekdays.map((name, at) => [name, spansOf(hours[at] ?? '')]).filter(([, spans]) => (spans as string[]).length > 0)),
    special: days.map(({ on, title: why, how, at, rest }) => ({
      on: on.trim(),
      title: why.trim(),
      ...(how === 'until' ? { until: at.trim() } : how === 'hours' ? { hours: spansOf(at) } : {}),
      ...rest,
    })),
  };
}

/** "8:00 - 12:00, 13-17" as people write it. */
const spansOf = (text: string): string[] =>
  text
    .split(/[,;]/)
    .map((span) => span.trim())
    .filter(Boolean)
    .map((span) =>
      span
        .split(/\s*[-–]\s*/)
        .map(timeOf)
        .join('-'),
    );

function timeOf(text: string): string {
  const [, hour, minute = '00'] = /^(\d{1,2})(?:[:.](\d{2}))?$/.exec(text) ?? [];
  return hour === undefined ? text : `${hour.padStart(2, '0')}:${minute}`;
}
