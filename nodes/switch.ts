import type { Json, JsonObject } from '../flows/flow.ts';
import { holds } from './holds.ts';
import { listOf, objectOf } from './json-fields.ts';
import { defineNode } from './node-type.ts';
import { gives, text } from './output.ts';
import { fields, portName } from './schema.ts';

/** Sends the run on through the first case that holds. */
export default defineNode({
  type: 'switch@1',
  title: 'Switch',
  summary: 'Leaves through the first case that holds.',
  group: 'flow',
  icon: 'split',
  ports: (config) => [...new Set([...casesOf(config).map(({ port }) => port), otherwiseOf(config)])],
  config: fields(
    {
      cases: {
        type: 'array',
        title: 'Cases',
        description: 'Read from top to bottom; the first that holds wins',
        minItems: 1,
        maxItems: 50,
        items: fields({ port: portName, when: { title: 'When', 'x-widget': 'expression' } }, ['port', 'when']),
      },
      otherwise: { ...portName, title: 'Otherwise', default: 'otherwise' },
    },
    ['cases'],
  ),
  output: gives({ port: text('The case that held') }),
  line: (config) => [...casesOf(config).map(({ port }) => port), otherwiseOf(config)].join(' · '),
  missing: 'null',
  run(turn) {
    const found = casesOf(turn.config).find(({ when }) => holds(when));
    const port = found?.port ?? otherwiseOf(turn.config);
    return { kind: 'emit', port, output: { port } };
  },
});

function casesOf(config: JsonObject): { port: string; when: Json }[] {
  return listOf(config['cases']).map((each) => {
    const { port, when } = objectOf(each);
    return { port: typeof port === 'string' ? port : 'otherwise', when: when ?? null };
  });
}

const otherwiseOf = (config: JsonObject): string => (typeof config['otherwise'] === 'string' ? config['otherwise'] : 'otherwise');
