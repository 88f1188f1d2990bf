import { calendarField } from '../flows/calendars/schema.ts';
import type { Json, JsonObject } from '../flows/flow.ts';
import { checkCalendar, dueAfter } from './business-time.ts';
import { isoOf } from './instant.ts';
import { listOf } from './json-fields.ts';
import { defineNode, type SignalSeen, type Wait } from './node-type.ts';
import { gives, instant, message, text } from './output.ts';
import { saidLength } from './said-length.ts';
import { duration, fields, signalNames } from './schema.ts';
import { inOrder } from './signal-order.ts';

const factsGiven: JsonObject = {
  type: 'object',
  description: 'By name, the signals that arrived',
  additionalProperties: gives({ at: instant(), data: message }),
};

/** Waits for facts from outside: a booking, a quote accepted, a payment. */
export default defineNode({
  type: 'wait_for@1',
  title: 'Wait for',
  summary: 'Waits until facts from outside have arrived.',
  group: 'flow',
  icon: 'bell-ring',
  ports: ['done', 'withdrawn'],
  config: {
    ...fields({
      all: signalNames('All of', 'Every one of these must arrive, in any order'),
      any: signalNames('Any of', 'One of these is enough'),
      unless: signalNames('Unless', 'One of these ends the wait through "withdrawn"'),
      deadline: duration('Deadline', 'Then it leaves through "timeout"'),
      remind: duration('Remind after', 'Opens a task to chase what is missing'),
      calendar: { ...calendarField, description: 'Deadline and reminder count open time only' },
      role: { type: 'string', title: 'Who is reminded', default: 'operator', examples: ['operator', 'admin'], 'x-when': { remind: true } },
      earlier: { type: 'boolean', title: 'Earlier facts count', description: 'Facts that arrived before this step began', default: true, 'x-more': true },
      key: { type: 'string', title: 'Key', description: 'What the facts are about; the keys of the run when empty', 'x-more': true },
    }),
    oneOf: [{ required: ['all'] }, { required: ['any'] }],
  },
  output: {
    ports: {
      done: gives({ facts: { ...factsGiven, 'x-names-of': ['all', 'any'] } }),
      withdrawn: gives({ facts: { ...factsGiven, 'x-names-of': ['all', 'any', 'unless'] }, withdrawn: text('Name of the signal that ended the wait') }),
    },
  },
  line: (config) =>
    `${[...names(config['all']), ...names(config['any'])].join(config['all'] ? ' + ' : ' or ')}, ${config['deadline'] === undefined ? 'without end' : `at most ${saidLength(config['deadline'])}`}`,
  check: checkCalendar,
  run(turn) {
    const { config } = turn;
    const all = names(config['all']);
    const any = names(config['any']);
    const unless = names(config['unless']);
    const facts = new Map<string, SignalSeen>();
    for (const signal of inOrder(turn.signals, unless)) {
      facts.set(signal.name, signal);
      if (unless.includes(signal.name)) return { kind: 'emit', port: 'withdrawn', output: { facts: told(facts), withdrawn: signal.name } };
      const isDone = all.length > 0 ? all.every((name) => facts.has(name)) : any.includes(signal.name);
      if (isDone) return { kind: 'emit', port: 'done', output: { facts: told(facts) } };
    }
    const wait: Wait = { kind: 'wait', signals: [...new Set([...all, ...any, ...unless])] };
    if (typeof config['key'] === 'string') wait.key = config['key'];
    if (config['earlier'] === false) wait.since = turn.since;
    const deadline = typeof config['deadline'] === 'string' ? dueAfter(turn.since, config['deadline'], config, turn.zone) : undefined;
    const remind = typeof config['remind'] === 'string' ? dueAfter(turn.since, config['remind'], config, turn.zone) : undefined;
    if (remind !== undefined && turn.now < remind && (deadline === undefined || remind < deadline)) return { ...wait, until: remind };
    if (deadline !== undefined) Object.assign(wait, { until: deadline, deadline: true });
    if (remind === undefined || turn.now < remind || turn.task || turn.memo === 'chased')
      return turn.task || turn.memo === 'chased' ? { ...wait, memo: 'chased' } : wait;
    const missing = (all.length > 0 ? all : any).filter((name) => !facts.has(name));
    return { ...wait, task: reminder(missing, typeof config['role'] === 'string' ? config['role'] : 'operator', turn.now, deadline) };
  },
});

const names = (value: Json | undefined): string[] => listOf(value).filter((name) => typeof name === 'string');

const told = (facts: Map<string, SignalSeen>): JsonObject => Object.fromEntries([...facts].map(([name, { at, data }]) => [name, { at: isoOf(at), data }]));

function reminder(missing: string[], role: string, now: number, deadline: number | undefined): NonNullable<Wait['task']> {
  return {
    title: `Still missing: ${missing.join(', ')}`,
    role,
    form: { type: 'object', properties: { note: { type: 'string', title: 'What was done' } } },
    data: { missing, since: isoOf(now) },
    ...(deadline === undefined ? {} : { due: deadline }),
  };
}
