/** What a person is asked: the words, the form and what is shown with it. */
import { addDuration } from '../../flows/duration.ts';
import type { JsonObject } from '../../flows/flow.ts';
import { dueAfter } from '../business-time.ts';
import { instantOf } from '../instant.ts';
import { listOf, objectOf, textOf } from '../json-fields.ts';
import type { TaskAsk, Turn } from '../node-type.ts';
import { needsSecondPerson } from './four-eyes.ts';

/** How long a link is good where the drawing does not say. */
const linkFor = 'P30D';

export const outcomesOf = (config: JsonObject): string[] => listOf(config['outcomes']).filter((each) => typeof each === 'string');

export function askOf({ config, order, since, zone }: Turn): TaskAsk {
  const { due, assignee, link } = config;
  const outcomes = outcomesOf(config);
  const form = objectOf(config['form']);
  const until = (length: string): number => addDuration(since, length, zone);
  return {
    title: String(config['title'] ?? 'Task'),
    role: String(config['role'] ?? 'operator'),
    form: outcomes.length === 0 ? { type: 'object', ...form } : withOutcome(form, outcomes),
    ...(config['data'] === undefined ? { data: order, isOrder: true as const } : { data: config['data'] }),
    ...(typeof due === 'string' ? { due: due.startsWith('P') ? dueAfter(since, due, config, zone) : instantOf(due, zone, 'task "due"') } : {}),
    ...(typeof assignee === 'string' && assignee !== '' ? { assignee: assignee.trim().toLowerCase() } : {}),
    ...(needsSecondPerson(config['fourEyes'], order) ? { fourEyes: true as const } : {}),
    ...(link === undefined || link === false
      ? {}
      : { link: { for: textOf(objectOf(link)['for']) ?? 'somebody outside', until: until(textOf(objectOf(link)['expires']) ?? linkFor) } }),
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
