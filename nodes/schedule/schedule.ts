import { calendarField } from '../../flows/calendars/schema.ts';
import { isDuration, roughLength, words } from '../../flows/duration.ts';
import type { FlowNode, JsonObject, Problem } from '../../flows/flow.ts';
import { checkZone } from '../../flows/zone.ts';
import { checkCalendar } from '../business-time.ts';
import { ConnectorError, defineNode } from '../node-type.ts';
import { answers, instant } from '../output.ts';
import { duration, fields } from '../schema.ts';
import { cronOf } from './cron.ts';

const date = (title: string, description: string): JsonObject => ({
  type: 'string',
  title,
  description,
  pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$',
  'x-widget': 'date',
  'x-more': true,
  'x-expr': false,
});

/** Starts a run at set times. */
export default defineNode({
  type: 'schedule@1',
  title: 'Schedule',
  summary: 'Starts at set times.',
  group: 'triggers',
  icon: 'calendar-clock',
  ports: ['due'],
  trigger: { kind: 'schedule' },
  config: {
    ...fields({
      every: { ...duration('Every', 'At least one minute'), 'x-expr': false },
      cron: { type: 'string', title: 'Cron', description: 'Minute, hour, day, month, weekday', minLength: 9, maxLength: 120, 'x-expr': false },
      openDay: {
        type: 'integer',
        title: 'Open day of the month',
        description: '1 is the first working day, -1 the last',
        minimum: -23,
        maximum: 23,
        not: { const: 0 },
        'x-expr': false,
      },
      at: {
        type: 'string',
        title: 'At',
        description: 'Time of that day, such as 07:00',
        'x-when': { openDay: true },
        pattern: '^([01]\\d|2[0-3]):[0-5]\\d$',
        'x-expr': false,
      },
      zone: { type: 'string', title: 'Time zone', description: 'That of the flow when empty', maxLength: 64, 'x-widget': 'zone', 'x-expr': false },
      calendar: { ...calendarField, description: 'Starts on its open days only: se, de, nl or one of your own' },
      closed: {
        type: 'string',
        title: 'On closed days',
        description: 'Pass over, or move to the open day after or before',
        enum: ['skip', 'next', 'previous'],
        default: 'skip',
        'x-words': { skip: 'Pass over', next: 'Day after', previous: 'Day before' },
        'x-when': { calendar: true },
        'x-expr': false,
      },
      from: date('First day', 'Nothing starts before it'),
      until: date('Last day', 'Nothing starts after it'),
    }),
    oneOf: [{ required: ['every'] }, { required: ['cron'] }, { required: ['openDay', 'at', 'calendar'] }],
  },
  output: answers({ 'dueAt?': instant('When it was due; absent where somebody started it by hand') }),
  line: ({ every, cron, openDay, at, calendar }) => {
    if (typeof openDay === 'number') return `${nthWords(openDay)} at ${String(at ?? '…')}`;
    const pattern = typeof every === 'string' ? `Every ${isDuration(every) ? words(every) : every}` : `At ${String(cron ?? '…')}`;
    return calendar === undefined ? pattern : `${pattern}, open days`;
  },
  check: (node, id) => [...checkTimes(node, id), ...checkCalendar(node, id)],
  run: (turn) => ({ kind: 'emit', output: turn.trigger }),
});

function checkTimes({ config = {} }: FlowNode, id: string): Problem[] {
  const { every, cron, zone, from, until, closed, calendar } = config;
  const path = `/nodes/${id}/config`;
  const problems: Problem[] = typeof zone === 'string' ? checkZone(zone, `${path}/zone`) : [];
  const invalid = (field: string, message: string) => problems.push({ code: 'config.invalid', path: `${path}/${field}`, message });
  if (typeof every === 'string' && isDuration(every) && roughLength(every) < 60_000)
    invalid('every', `${id} would start more than once a minute — choose PT1M or longer.`);
  if (typeof cron === 'string') {
    try {
      // From a day in the past, so that the answer does not depend on today; leap days included.
      if (!cronOf(cron, 'UTC').nextRun(new Date(0))) invalid('cron', `"${cron}" names a time that never comes — check day and month.`);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      invalid('cron', `${error.message}.`);
    }
  }
  if (typeof from === 'string' && typeof until === 'string' && until < from) invalid('until', `The last day ${until} lies before the first day ${from}.`);
  if (closed !== undefined && calendar === undefined) invalid('closed', 'Which days are closed is said by a calendar — name one, or leave this out.');
  return problems;
}

function nthWords(nth: number): string {
  const count = Math.abs(nth);
  if (nth < 0) return count === 1 ? 'Last working day of the month' : `Working day ${count} from the end of the month`;
  return count === 1 ? 'First working day of the month' : `Working day ${count} of the month`;
}
