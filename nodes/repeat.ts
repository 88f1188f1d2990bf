import { addDuration } from '../flows/duration.ts';
import type { Json, JsonObject } from '../flows/flow.ts';
import { holds } from './holds.ts';
import { objectOf } from './json-fields.ts';
import { defineNode } from './node-type.ts';
import { gives, number } from './output.ts';
import { saidLength } from './said-length.ts';
import { duration, fields } from './schema.ts';

/** Plays its body until something holds: asks for a status again, fetches page after page. */
export default defineNode({
  type: 'repeat@1',
  title: 'Repeat',
  summary: 'Plays its body again and again until a condition holds.',
  group: 'flow',
  icon: 'refresh-cw',
  ports: ['done', 'item', 'limit'],
  config: fields(
    {
      until: {
        title: 'Until',
        description: 'Looked at after each round: item.last is what the round came to, item.round its number',
        'x-widget': 'expression',
      },
      limit: { type: 'integer', title: 'At most', description: 'Rounds; then it leaves through "limit"', minimum: 1, maximum: 200, 'x-expr': false },
      pause: duration('Pause', 'Between two rounds'),
    },
    ['until', 'limit'],
  ),
  missing: 'null',
  output: gives({ rounds: number(), last: { description: 'What the last round came to' } }),
  line: ({ limit, pause }) => `At most ${roundsOf(limit)} rounds${typeof pause === 'string' ? `, ${saidLength(pause)} apart` : ''}`,
  run({ config, item, now, zone }) {
    const { until, limit, pause } = config;
    const { round, last = null } = objectOf(item);
    const rounds = Number(round);
    const output: JsonObject = { rounds, last };
    if (rounds > 0 && holds(until ?? null)) return { kind: 'emit', port: 'done', output };
    if (rounds >= roundsOf(limit)) return { kind: 'emit', port: 'limit', output };
    return { kind: 'round', ...(rounds > 0 && typeof pause === 'string' ? { at: addDuration(now, pause, zone) } : {}) };
  },
});

const roundsOf = (limit: Json | undefined): number => (typeof limit === 'number' ? limit : 1);
