/** What the API answers about calendars: `api/calendars.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { anyObject, flag, instant, list, object, page, text, whole } from '../shapes.ts';

const calendar: Record<string, JsonObject> = {
  id: text,
  title: text,
  zone: text,
  version: whole,
  shipped: flag,
  'base?': text,
  'changedAt?': instant,
  'changedBy?': text,
  usedBy: list(object({ flow: text, title: text, nodes: list(text), 'version?': whole })),
};

export const calendarsAnswers: Record<string, JsonObject> = {
  CalendarInfo: object(calendar),
  CalendarPage: page('CalendarInfo'),
  CalendarDetail: object({
    ...calendar,
    week: anyObject,
    special: list(anyObject),
    'rev?': whole,
    'source?': list(text),
    versions: list(object({ version: whole, at: instant, by: text })),
  }),
  CalendarDay: object({ date: text, title: text, open: list(text) }),
  CalendarDayPage: page('CalendarDay'),
  SchedulePreview: object({ zone: text, items: list(object({ at: instant, 'movedFrom?': instant })) }),
};
