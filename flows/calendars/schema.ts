/** JSON Schemas of calendars, for configs and calls. */
import type { JsonObject } from '../flow.ts';
import { weekdays } from './day-number.ts';
import { onShape } from './special-day.ts';

const time = '([01]\\d|2[0-3]):[0-5]\\d';
const oneTime: JsonObject = { type: 'string', pattern: `^(${time}|24:00)$`, description: 'Times are written like 08:00' };
const year: JsonObject = { type: 'integer', minimum: 1900, maximum: 2200 };
const plainText: JsonObject = { type: 'string', minLength: 1, maxLength: 80, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]*$' };

/** Opening hours of one day. */
export const hours: JsonObject = {
  type: 'array',
  maxItems: 6,
  items: { type: 'string', pattern: `^${time}-(${time}|24:00)$`, description: 'Hours are written like 08:00-17:00' },
};

export const week: JsonObject = {
  type: 'object',
  title: 'Opening hours',
  additionalProperties: false,
  properties: Object.fromEntries(weekdays.map((name) => [name, hours])),
};

export const special: JsonObject = {
  type: 'array',
  title: 'Special days',
  maxItems: 500,
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['on', 'title'],
    properties: {
      on: { type: 'string', pattern: onShape.source, description: 'Write 12-25, easter+1, fri 06-19 or 2026-12-28' },
      title: plainText,
      until: oneTime,
      hours,
      since: year,
      through: year,
      ifSunday: { type: 'integer', minimum: -7, maximum: 7 },
    },
  },
};

const short: JsonObject = {
  type: 'object',
  title: 'Hours of a week',
  additionalProperties: false,
  required: ['days', 'from', 'to'],
  properties: {
    days: { type: 'array', title: 'Days', description: '1 is Monday', items: { type: 'integer', minimum: 1, maximum: 7 }, minItems: 1, uniqueItems: true },
    from: { type: 'string', pattern: '^\\d{2}:\\d{2}$', title: 'Opens' },
    to: { type: 'string', pattern: '^\\d{2}:\\d{2}$', title: 'Closes' },
    holidays: { type: 'array', title: 'Holidays', items: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' } },
  },
};

const long: JsonObject = {
  type: 'object',
  title: 'Calendar',
  additionalProperties: false,
  required: ['week'],
  properties: { id: { type: 'string' }, title: { type: 'string' }, version: { type: 'integer' }, zone: { type: 'string' }, week, special },
};

/** A field that takes a calendar: its name, or the hours themselves. */
export const calendarField: JsonObject = {
  title: 'Business calendar',
  description: 'Only open time counts: se, de, nl or one of your own',
  'x-widget': 'calendar',
  'x-expr': false,
  anyOf: [{ type: 'string', minLength: 1, maxLength: 48 }, short, long],
};
