import { openFrom } from '../flows/calendars/open-time.ts';
import { calendarField } from '../flows/calendars/schema.ts';
import { calendarOf, checkCalendar, dueAfter } from './business-time.ts';
import { instantOf, isoOf } from './instant.ts';
import { defineNode, type Turn } from './node-type.ts';
import { gives, instant } from './output.ts';
import { saidLength } from './said-length.ts';
import { duration, fields } from './schema.ts';

/** Waits for a length of time or until an instant. */
export default defineNode({
  type: 'wait@1',
  title: 'Wait',
  summary: 'Waits for a length of time or until an instant.',
  group: 'flow',
  icon: 'timer',
  ports: ['done'],
  config: {
    ...fields({
      for: duration('For'),
      until: { type: 'string', title: 'Until', description: 'ISO 8601 date and time', 'x-widget': 'datetime' },
      calendar: calendarField,
    }),
    oneOf: [{ required: ['for'] }, { required: ['until'] }],
  },
  output: gives({ since: instant(), until: instant() }),
  line: ({ for: length, calendar }) =>
    length === undefined ? 'Until an instant' : `${saidLength(length)}${calendar === undefined ? '' : ' of business time'}`,
  check: checkCalendar,
  run(turn) {
    const until = untilOf(turn);
    if (turn.now < until) return { kind: 'wait', until };
    return { kind: 'emit', output: { since: isoOf(turn.since), until: isoOf(until) } };
  },
});

/** A length counts open time where there is a calendar; an instant outside opening hours moves to the next opening. */
function untilOf({ config, since, zone }: Turn): number {
  if (typeof config['for'] === 'string') return dueAfter(since, config['for'], config, zone);
  const at = instantOf(config['until'], zone, 'wait "until"');
  const calendar = calendarOf(config);
  return calendar ? openFrom(at, calendar, zone) : at;
}
