import { addDuration } from '../flows/duration.ts';
import { instantOf, isoOf } from './instant.ts';
import { defineNode } from './node-type.ts';
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
    ...fields({ for: duration('For'), until: { type: 'string', title: 'Until', description: 'ISO 8601 date and time', 'x-widget': 'datetime' } }),
    oneOf: [{ required: ['for'] }, { required: ['until'] }],
  },
  line: (config) => (config['for'] === undefined ? 'Until an instant' : saidLength(config['for'])),
  run(turn) {
    const until =
      typeof turn.config['for'] === 'string'
        ? addDuration(turn.since, turn.config['for'], turn.zone)
        : instantOf(turn.config['until'], turn.zone, 'wait "until"');
    if (turn.now < until) return { kind: 'wait', until };
    return { kind: 'emit', output: { since: isoOf(turn.since), until: isoOf(until) } };
  },
});
