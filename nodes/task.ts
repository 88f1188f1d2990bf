import { addDuration } from '../flows/duration.ts';
import type { JsonObject } from '../flows/flow.ts';
import { instantOf, isoOf } from './instant.ts';
import { listOf, objectOf } from './json-fields.ts';
import { ConnectorError, defineNode, type Turn, type Wait } from './node-type.ts';
import { saidLength } from './said-length.ts';
import { duration, fields, portName } from './schema.ts';

/** Asks a person and goes on with the answer. */
export default defineNode({
  type: 'task@1',
  title: 'Task',
  summary: 'Asks a person and goes on with the answer.',
  group: 'people',
  icon: 'user-check',
  ports: (config) => (outcomesOf(config).length > 0 ? outcomesOf(config) : ['done']),
  config: fields(
    {
      title: { type: 'string', title: 'Title', minLength: 1, maxLength: 200 },
      role: { type: 'string', title: 'Role', description: 'Who may take it', minLength: 1 },
      form: { type: 'object', title: 'Form', description: 'JSON Schema of the answer', 'x-widget': 'schema' },
      data: { title: 'Shown with it', 'x-widget': 'json' },
      due: { type: 'string', title: 'Due', description: 'Duration or date; late tasks are shown first, nothing moves by itself', 'x-widget': 'duration' },
      deadline: duration('Deadline', 'Then it leaves through "timeout" and the task is closed'),
      outcomes: {
        type: 'array',
        title: 'Outcomes',
        description: 'One port for each',
        items: portName,
        minItems: 1,
        maxItems: 8,
        uniqueItems: true,
        'x-expr': false,
      },
    },
    ['title', 'role'],
  ),
  line: ({ role, due }) => `${String(role ?? '…')}${typeof due === 'string' ? `, due in ${saidLength(due)}` : ''}`,
  run(turn) {
    const outcomes = outcomesOf(turn.config);
    if (turn.task) {
      const outcome = objectOf(turn.task.data)['outcome'];
      const output: JsonObject = { by: turn.task.by, at: isoOf(turn.now), data: turn.task.data };
      if (outcomes.length === 0) return { kind: 'emit', port: 'done', output };
      if (typeof outcome !== 'string' || !outcomes.includes(outcome)) {
        throw new ConnectorError('data.invalid', `the answer of ${turn.task.by} names no known outcome — choose ${outcomes.join(', ')}`);
      }
      return { kind: 'emit', port: outcome, output: { ...output, outcome } };
    }
    const deadline = turn.config['deadline'];
    const wait: Wait = { kind: 'wait', task: askOf(turn, outcomes) };
    return typeof deadline === 'string' ? { ...wait, until: addDuration(turn.since, deadline, turn.zone), deadline: true } : wait;
  },
});

const outcomesOf = (config: JsonObject): string[] => listOf(config['outcomes']).filter((each) => typeof each === 'string');

function askOf({ config, order, since, zone }: Turn, outcomes: string[]): NonNullable<Wait['task']> {
  const { due } = config;
  const form = objectOf(config['form']);
  return {
    title: String(config['title'] ?? 'Task'),
    role: String(config['role'] ?? 'operator'),
    form: outcomes.length === 0 ? { type: 'object', ...form } : withOutcome(form, outcomes),
    data: config['data'] ?? order,
    ...(typeof due === 'string' ? { due: due.startsWith('P') ? addDuration(since, due, zone) : instantOf(due, zone, 'task "due"') } : {}),
  };
}

/** The form also asks which way the run goes on. */
function withOutcome(form: JsonObject, outcomes: string[]): JsonObject {
  const required = listOf(form['required']).filter((name) => name !== 'outcome');
  return {
    type: 'object',
    ...form,
    properties: { ...objectOf(form['properties']), outcome: { type: 'string', title: 'Outcome', enum: outcomes } },
    required: [...required, 'outcome'],
  };
}
