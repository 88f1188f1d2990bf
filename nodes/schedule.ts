import { addDuration, isDuration, roughLength, words } from '../flows/duration.ts';
import type { JsonObject } from '../flows/flow.ts';
import { ConnectorError, defineNode } from './node-type.ts';
import { duration, fields } from './schema.ts';

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
      zone: { type: 'string', title: 'Time zone', 'x-expr': false },
    }),
    oneOf: [{ required: ['every'] }, { required: ['cron'] }],
  },
  line: ({ every, cron }) => (typeof every === 'string' ? `Every ${isDuration(every) ? words(every) : every}` : `At ${String(cron ?? '…')}`),
  check: ({ config = {} }, id) =>
    typeof config['every'] === 'string' && isDuration(config['every']) && roughLength(config['every']) < 60_000
      ? [{ code: 'config.invalid', path: `/nodes/${id}/config/every`, node: id, message: `${id} would start more than once a minute — choose PT1M or longer.` }]
      : [],
  run: (turn) => ({ kind: 'emit', output: turn.trigger }),
});

/** The next instant at which a schedule is due after another; undefined when there is none. */
export async function nextInstant(config: JsonObject, after: number, zone: string): Promise<number | undefined> {
  const { every, cron } = config;
  const own = typeof config['zone'] === 'string' ? config['zone'] : zone;
  if (typeof every === 'string') return nextOf(every, after, own);
  if (typeof cron !== 'string') throw new ConnectorError('config.invalid', 'a schedule needs "every" or "cron"');
  const { Cron } = await import('croner');
  try {
    return new Cron(cron, { timezone: own, paused: true }).nextRun(new Date(after))?.getTime();
  } catch (cause) {
    throw new ConnectorError('config.invalid', `"${cron}" is no cron pattern — write five fields such as "0 7 * * 1-5"`, { cause });
  }
}

/** Clock lengths stand on a grid from 1970, so that every process finds the same instants; calendar lengths count on from `after`. */
function nextOf(every: string, after: number, zone: string): number {
  if (!every.startsWith('PT')) return addDuration(after, every, zone);
  const length = roughLength(every);
  return (Math.floor(after / length) + 1) * length;
}
