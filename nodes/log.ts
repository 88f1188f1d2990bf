import type { Json } from '../flows/flow.ts';
import { defineNode } from './node-type.ts';
import { gives, text } from './output.ts';
import { fields } from './schema.ts';

const levels = ['info', 'warn', 'error'];
/** Longer messages are cut: a log is read line by line. */
const longest = 1_000;

/** Writes a line: into the run's story, and into the hub's log. It changes nothing else. */
export default defineNode({
  type: 'log@1',
  title: 'Log',
  summary: 'Writes a line into the story of the run and the log of the hub.',
  group: 'flow',
  icon: 'scroll-text',
  ports: ['done'],
  config: fields(
    {
      message: { type: ['string', 'number', 'boolean'], title: 'Message' },
      level: { type: 'string', title: 'Level', enum: levels, default: 'info', 'x-expr': false },
      data: { title: 'Data', 'x-widget': 'json' },
    },
    ['message'],
  ),
  missing: 'null',
  output: gives({ logged: text(), level: text(), 'data?': { 'x-shape-of': 'data' } }),
  line: ({ message, level }) => (typeof message === 'string' ? message.slice(0, 60) : `A line at level ${typeof level === 'string' ? level : 'info'}`),
  run({ config }) {
    const { message, level, data } = config;
    return {
      kind: 'emit',
      output: { logged: textOf(message).slice(0, longest), level: typeof level === 'string' ? level : 'info', ...(data === undefined ? {} : { data }) },
    };
  },
});

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? null));
