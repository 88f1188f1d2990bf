/** JSON Schemas of calendars, for configs and calls. */
import type { JsonObject } from '../flow.ts';
import { weekdays } from './day-number.ts';

// What a time, a span or a rule means is read by the calendar itself, which says it better than a pattern.
const oneTime: JsonObject = { type: 'string', minLength: 1, maxLength: 5 };
const year: JsonObject = { type: 'integer', minimum: 1900, maximum: 2200 };
const plainText: JsonObject = { type: 'string', minLength: 1, maxLength: 80, pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]*$' };

/** Opening hours of one day. */
export const hours: JsonObject = {
  type: 'array',
  maxItems: 6,
  items: { type: 'string', minLength: 1, maxLength: 11 },
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
      on: { type: 'string', minLength: 1, maxLength: 12 },
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
