import type { JsonObject } from '../../flows/flow.ts';
import { checkCalendar, dueAfter } from '../business-time.ts';
import { isoOf } from '../instant.ts';
import { objectOf } from '../json-fields.ts';
import { ConnectorError, defineNode, type Outcome, type TaskAnswer, type Turn, type Wait } from '../node-type.ts';
import { gives, instant, text } from '../output.ts';
import { saidLength } from '../said-length.ts';
import { askOf, outcomesOf } from './ask.ts';
import { movesBy } from './moves.ts';
import { schema } from './schema.ts';

/** It was asked so: what the order is worth later changes nothing. */
const fourEyes = 'four eyes';

/** Asks a person and goes on with the answer. */
export default defineNode({
  type: 'task@1',
  title: 'Task',
  summary: 'Asks a person and goes on with the answer.',
  group: 'people',
  icon: 'user-check',
  ports: (config) => (outcomesOf(config).length > 0 ? outcomesOf(config) : ['done']),
  config: schema,
  output: gives({
    by: text('Who answered'),
    at: instant(),
    data: { 'x-schema-of': 'form', description: 'The answer' },
    'for?': text('Whom a deputy answered for'),
    'confirmedBy?': text('The second person'),
    'outcome?': text('The port it leaves through'),
  }),
  line: ({ role, due }) => `${String(role ?? '…')}${typeof due === 'string' ? `, due in ${saidLength(due)}` : ''}`,
  check: checkCalendar,
  run: (turn) => (turn.task ? answered(turn, turn.task) : asking(turn)),
});

function answered({ config, now, memo }: Turn, task: TaskAnswer): Outcome {
  if (memo === fourEyes && !task.isConfirmed) {
    throw new ConnectorError('data.invalid', `${task.by} answered alone — a second, different person must confirm; retry to ask again`);
  }
  const outcomes = outcomesOf(config);
  const outcome = objectOf(task.data)['outcome'];
  const output: JsonObject = {
    by: task.by,
    at: isoOf(now),
    data: task.data,
    ...(task.for === undefined ? {} : { for: task.for }),
    ...(task.confirmedBy === undefined ? {} : { confirmedBy: task.confirmedBy }),
  };
  if (outcomes.length === 0) return { kind: 'emit', port: 'done', output };
  if (typeof outcome !== 'string' || !outcomes.includes(outcome)) {
    throw new ConnectorError('data.invalid', `the answer of ${task.by} names no known outcome — choose ${outcomes.join(', ')}`);
  }
  return { kind: 'emit', port: outcome, output: { ...output, outcome } };
}

/** Waits for the answer, for the next reminder or escalation, or for the deadline: whichever comes first. */
function asking(turn: Turn): Wait {
  const { config, since, zone } = turn;
  const deadline = typeof config['deadline'] === 'string' ? dueAfter(since, config['deadline'], config, zone) : undefined;
  const { moves, next } = movesBy(config, deadline !== undefined && deadline <= turn.now ? { ...turn, now: deadline - 1 } : turn);
  const ask = askOf(turn);
  const memo = turn.memo ?? (ask.fourEyes ? fourEyes : undefined);
  const wait: Wait = { kind: 'wait', task: { ...ask, ...(moves ? { moves } : {}) }, ...(memo === undefined ? {} : { memo }) };
  if (next !== undefined && (deadline === undefined || next < deadline)) return { ...wait, until: next };
  return deadline === undefined ? wait : { ...wait, until: deadline, deadline: true };
}
