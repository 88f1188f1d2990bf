import { compileExpression } from '../../../flows/expression.ts';
import { type Flow, isExpr, type Json, type JsonObject } from '../../../flows/flow.ts';
import { ConnectorError } from '../../../nodes/node-type.ts';
import type { Viewer } from '../../access/viewer.ts';
import type { EvaluateAsk, Evaluated, ExampleAsk, ExpressionData, OverRunsAsk } from '../api.ts';
import type { AppDeps } from '../deps.ts';
import { exampleOf } from '../example.ts';
import { overRuns } from '../over-runs.ts';
import type { Route } from '../route.ts';
import { iso } from '../run-info.ts';
import { anyObject, anything, list, object, record, text } from '../shapes.ts';
import { shortened } from '../shortened.ts';

const id = { type: 'string', minLength: 1, maxLength: 200 };
const document = object({ trigger: anything, 'order?': anything, 'steps?': anyObject, 'item?': anything, 'run?': anyObject });
/** A drawing under way: no more is asked of it than that its lines and types can be read. */
const drawing = {
  type: 'object',
  required: ['nodes', 'edges'],
  properties: {
    nodes: { ...record({ type: 'object', required: ['type'], properties: { type: text, config: anyObject } }), maxProperties: 2_000 },
    edges: list({ type: 'object', required: ['from', 'to'], properties: { from: text, to: text } }, { maxItems: 10_000 }),
    signals: record({ type: 'object', properties: { to: text } }),
  },
};
/** One call is over by then: what is left of it says so. */
const patience = 2_000;

/** Expressions before they run: what they give, and on which data. */
export function expressionRoutes(deps: AppDeps): Route[] {
  const { expressions, clock, catalogue } = deps;

  /** As a step would: the same evaluator, limits, tables and values. */
  async function evaluated(viewer: Viewer, { id: name, source }: EvaluateAsk['expressions'][number], data: Record<string, Json>): Promise<Evaluated> {
    try {
      const value = await expressions.evaluate(source, data, { now: clock.now(), seed: `preview of ${source}`, tenant: viewer.tenant });
      if (value === undefined) return { id: name };
      const { value: seen, isCut } = shortened(value);
      return { id: name, value: seen, ...(isCut ? { isCut } : {}) };
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const [unread] = compileExpression(source).problems;
      return { id: name, problem: unread ?? { code: error.code, path: placeOf(error.message), message: error.message } };
    }
  }

  async function dataFor(viewer: Viewer, { flow, drawing, sample }: EvaluateAsk): Promise<Record<string, Json>> {
    const { trigger, order = trigger, steps = {}, item, run } = sample;
    const data = { trigger, order, steps, ...(item === undefined ? {} : { item }) };
    const drawn = run === undefined && flow !== undefined && !drawing ? (await catalogue.detail(viewer.tenant, flow)).draft : drawing;
    return { ...data, run: run ?? { id: 'preview', flow: flow ?? '', version: 'draft', keys: await keysOf(viewer, drawn, data), startedAt: iso(clock.now()) } };
  }

  async function keysOf(viewer: Viewer, drawing: Flow | undefined, data: ExpressionData): Promise<string[]> {
    const key = drawing?.key;
    if (!isExpr(key)) return typeof key === 'string' ? [key] : [];
    const { value } = await evaluated(viewer, { id: 'key', source: key.$expr }, data as unknown as JsonObject);
    return typeof value === 'string' || typeof value === 'number' ? [String(value)] : [];
  }

  return [
    {
      method: 'POST',
      path: '/api/expressions/evaluate',
      summary: 'Say what expressions give on a sample, with the limits of a run; nothing runs',
      group: 'Flows',
      role: 'operator',
      body: object({
        'flow?': id,
        'drawing?': drawing,
        expressions: list(object({ id, source: { type: 'string', maxLength: 10_000 } }), { maxItems: 200 }),
        sample: document,
      }),
      answer: 'EvaluateAnswer',
      async handler({ body, viewer, res }) {
        const ask = body as unknown as EvaluateAsk; // checked against the schema above
        const data = await dataFor(viewer, ask);
        const until = performance.now() + patience;
        const items: Evaluated[] = [];
        for (const expression of ask.expressions) {
          if (res.destroyed) break;
          items.push(performance.now() < until ? await evaluated(viewer, expression, data) : { id: expression.id, problem: tooMany });
        }
        return { items };
      },
    },
    {
      method: 'POST',
      path: '/api/flows/{id}/expressions/over-runs',
      summary: 'Try an expression of a node on the newest orders that came that far',
      group: 'Flows',
      role: 'operator',
      headers: ['x-drawing'],
      body: object({ node: id, source: { type: 'string', maxLength: 10_000 }, 'last?': { type: 'integer', minimum: 1, maximum: 50 }, 'drawing?': drawing }),
      answer: 'OverRuns',
      handler: ({ params, body, viewer }) => overRuns(deps, viewer, params['id'] ?? '', body as unknown as OverRunsAsk), // checked against the schema above
    },
    {
      method: 'GET',
      path: '/api/flows/{id}/example',
      summary: 'Read the data a node would look at: of a sample, a run or the newest one, else made up',
      group: 'Flows',
      role: 'operator',
      query: { node: id, run: id, sample: id },
      answer: 'ExampleAnswer',
      handler: ({ params, query, viewer }) => exampleOf(deps, viewer, params['id'] ?? '', query as ExampleAsk),
    },
    {
      method: 'POST',
      path: '/api/flows/{id}/example',
      summary: 'Read the data a node of a given drawing would look at, beginning with a given document',
      group: 'Flows',
      role: 'operator',
      headers: ['x-drawing'],
      body: object({ 'body?': anything, 'sample?': id, 'run?': id, 'node?': id, 'drawing?': drawing }),
      answer: 'ExampleAnswer',
      handler: ({ params, body, viewer }) => exampleOf(deps, viewer, params['id'] ?? '', body as unknown as ExampleAsk), // checked against the schema above
    },
  ];
}

const tooMany = { code: 'expr.not_tried', path: '', message: `The expressions before it took ${patience / 1_000} s. Ask for it again by itself.` };

/** "line:column" in the words of a failure. */
const placeOf = (message: string): string => /\(at (\d+:\d+)\)/.exec(message)?.[1] ?? '';
