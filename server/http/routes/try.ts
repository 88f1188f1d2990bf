import type { Flow, MakeTestAsk, RunTestsAsk, TryAsk } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import type { Route } from '../route.ts';
import { anyObject, anything, instant, label, list, name, object, oneOf, record, text } from '../shapes.ts';

const kind = oneOf('sandbox', 'recorded', 'mine');
const given = object({ kind, 'output?': anything, 'port?': text, 'error?': object({ code: text, message: text }) });
const after = { 'after?': { type: 'integer', minimum: 0, maximum: 160_000_000_000 } };
const move = {
  anyOf: [
    object({ do: oneOf('next'), ...after }),
    object({ do: oneOf('end') }),
    object({ do: oneOf('signal'), name: label(120), 'key?': label(), 'data?': anything, ...after }),
    object({ do: oneOf('answer'), node: name, data: anything, ...after }),
    object({ do: oneOf('lose'), node: name }),
    object({ do: oneOf('cancel'), ...after }),
  ],
};
const moves = list(move, { maxItems: 200 });
// The drawing itself is checked by the catalogue, which knows its words better than a schema here would.
const tried = {
  'flow?': anyObject,
  'trigger?': name,
  'document?': anything,
  'sample?': text,
  'run?': text,
  'at?': instant,
  'from?': name,
  'to?': name,
  'by?': kind,
  'answers?': record(given),
  'moves?': moves,
};

/** Trying a drawing on a virtual clock, and its tests; nothing is kept and nothing leaves. */
export function tryRoutes({ catalogue, tries }: AppDeps): Route[] {
  if (!tries) return [];
  return [
    {
      method: 'POST',
      path: '/api/flows/{id}/try',
      summary: 'Play an order through a drawing on a virtual clock; nothing is kept and nothing leaves the hub',
      group: 'Flows',
      role: 'operator',
      headers: ['x-drawing'],
      body: object(tried),
      answer: 'TryAnswer',
      handler: ({ params, body, viewer }) => tries.play(viewer, params['id'] ?? '', body as unknown as TryAsk), // checked against the schema above
    },
    {
      method: 'POST',
      path: '/api/flows/{id}/tests',
      summary: 'Make a test of a try: the way taken and the outputs, less what changes each time; the drawing keeps it once it is saved with it',
      group: 'Flows',
      role: 'admin',
      headers: ['x-drawing'],
      body: object({ ...tried, title: label() }),
      answer: 'MakeTestAnswer',
      handler: ({ params, body, viewer }) => tries.make(viewer, params['id'] ?? '', body as unknown as MakeTestAsk), // the same
    },
    {
      method: 'POST',
      path: '/api/flows/{id}/tests/run',
      summary: 'Run the tests of a drawing, or one of them, and say the first difference of each',
      group: 'Flows',
      role: 'admin',
      headers: ['x-drawing'],
      body: object({ 'flow?': anyObject, 'test?': name }),
      bodyOptional: true,
      answer: 'RunTestsAnswer',
      async handler({ params, body, viewer }) {
        const { flow, test } = (body ?? {}) as unknown as RunTestsAsk;
        const drawing: Flow = flow ?? (await catalogue.detail(viewer.tenant, params['id'] ?? '')).draft;
        return tries.test(viewer, drawing, test);
      },
    },
  ];
}
