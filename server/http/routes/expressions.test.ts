import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../flows/flow.ts';
import { type ApiHarness, openApi } from '../../../test/support/api-harness.ts';
import { expressionPool } from '../../adapters/system/expressions/expression-pool.ts';
import type { Evaluated } from '../api.ts';

let api: ApiHarness;
let operator: { cookie: string };
const expressions = expressionPool();

const order = {
  number: 'A-1',
  total: 120,
  lines: [
    { sku: 'A', qty: 2 },
    { sku: 'B', qty: 1 },
  ],
};
const flow: JsonObject = {
  format: 1,
  id: 'gate',
  title: 'Gate',
  key: { $expr: 'trigger.number' },
  nodes: {
    start: { type: 'manual@1' },
    ask: { type: 'task@1', config: { title: 'Check', role: 'operator', form: { properties: { reason: { type: 'string' }, limit: { type: 'number' } } } } },
    each: { type: 'for_each@1', config: { items: { $expr: 'order.lines' } } },
    pick: { type: 'log@1', config: { message: { $expr: 'item.sku' } } },
    end: { type: 'log@1', config: { message: 'done' } },
  },
  edges: [
    { from: 'start', to: 'ask' },
    { from: 'ask', to: 'each' },
    { from: 'each.item', to: 'pick' },
    { from: 'each.done', to: 'end' },
  ],
};

beforeAll(async () => {
  api = await openApi({ expressions });
  await api.call('POST', '/api/flows?deploy=true', { body: flow });
  operator = await api.signIn('operator');
});
afterAll(async () => {
  await api.close();
  await expressions.close();
});

async function evaluate(sources: string[], sample: JsonObject = { trigger: order }): Promise<Evaluated[]> {
  const answer = await api.call('POST', '/api/expressions/evaluate', {
    as: operator,
    body: { flow: 'gate', expressions: sources.map((source, at) => ({ id: String(at), source })), sample },
  });
  expect(answer).toMatchObject({ status: 200 });
  return answer.body['items'] as Evaluated[];
}

describe('what expressions give on a sample', () => {
  it('is what a step would get: values, nothing, and problems with their place', async () => {
    const items = await evaluate([
      'order.lines.sku',
      'order.nothing',
      'order.total +',
      'odrer.total',
      'order.number * 2',
      '$sum(steps.a.n)',
      'item.x',
      'run.keys',
    ]);
    expect(items).toMatchObject([
      { value: ['A', 'B'] },
      { id: '1' },
      { problem: { code: 'expr.syntax', path: '1:14' } },
      { problem: { code: 'expr.unknown_variable', path: '1:1', message: expect.stringContaining('"odrer" is not known here') } },
      { problem: { code: 'expr.failed', path: '1:14', message: expect.stringContaining('must evaluate to a number') } },
      { id: '5' },
      { id: '6' },
      { value: ['A-1'] },
    ]);
    expect(items[1]).toEqual({ id: '1' });
    expect(await evaluate(['$sum(steps.a.n)', 'item.x'], { trigger: null, steps: { a: { n: [1, 2] } }, item: { x: 7 } })).toMatchObject([
      { value: 3 },
      { value: 7 },
    ]);
  });

  it('has the limits of a run', async () => {
    const [endless, long] = await evaluate(['( $f := function($n){ $f($n+1) }; $f(0) )', '[1..9000]']);
    expect(endless).toMatchObject({ problem: { code: 'expr.timeout' } });
    expect(long).toMatchObject({ isCut: true });
    expect(long!.value).toHaveLength(100);
  });

  it('one call is over after two seconds, and says what it did not try', async () => {
    const endless = (n: number) => `( $f := function($n){ $f($n+${n}) }; $f(0) )`;
    const started = performance.now();
    const items = await evaluate(Array.from({ length: 12 }, (_, at) => endless(at + 2)));
    expect(performance.now() - started).toBeLessThan(5_000);
    expect(items).toHaveLength(12);
    expect(items.at(-1)).toMatchObject({ problem: { code: 'expr.not_tried' } });
  });

  it('what is no question is refused', async () => {
    expect(await api.call('POST', '/api/expressions/evaluate', { body: { expressions: [] } })).toMatchObject({ status: 422 });
    expect(await api.call('POST', '/api/expressions/evaluate', { as: null, body: {} })).toMatchObject({ status: 401 });
  });
});

describe('an expression over the newest orders', () => {
  const own = { ...flow, id: 'often' };
  const over = (body: JsonObject, as?: { cookie: string }) =>
    api.call('POST', '/api/flows/often/expressions/over-runs', { body: { node: 'ask', ...body }, ...(as ? { as } : {}) });

  beforeAll(async () => {
    await api.call('POST', '/api/flows?deploy=true', { body: own });
    for (const [number, more] of [
      ['O-1', { gift: 'yes' }],
      ['O-2', {}],
      ['O-3', { gift: 'yes' }],
    ] as const)
      await api.call('POST', '/api/flows/often/runs', { body: { input: { ...order, ...more, number } } });
  });

  it('counts those in which it finds nothing or fails, by name', async () => {
    expect((await over({ source: 'order.gift' }, operator)).body).toMatchObject({ runs: 3, counts: { nothing: 1, failed: 0 }, nothing: [{ key: 'O-2' }] });
    const { body } = await over({ source: 'order.gift * 2' });
    expect(body).toMatchObject({ runs: 3, counts: { failed: 2 } });
    expect((body['failed'] as { key: string }[]).map(({ key }) => key).sort()).toEqual(['O-1', 'O-3']);
  });

  it('looks only at orders that came that far, and not where nothing is fine or there are items', async () => {
    expect((await over({ source: 'order.gift', node: 'each' })).body).toMatchObject({ runs: 0 });
    expect((await over({ source: 'item.nothing', node: 'pick' })).body).toMatchObject({ runs: 0, counts: { nothing: 0 } });
    const drawing: JsonObject = { ...own, nodes: { ...(flow['nodes'] as JsonObject), ask: { type: 'switch@1', config: { cases: [] } } } };
    expect((await over({ source: 'order.gift', drawing })).body).toMatchObject({ runs: 3, counts: { nothing: 0 } });
    expect(await over({ source: '1', node: 'none' })).toMatchObject({ status: 404, body: { code: 'node.not_found' } });
  });
});

describe('the data a node would look at', () => {
  const example = (query: string, as: { cookie: string } | undefined = undefined) => api.call('GET', `/api/flows/gate/example${query}`, as ? { as } : {});

  it('before any order it is made up, in the shape the steps give', async () => {
    const { body } = await example('?node=end');
    expect(body).toMatchObject({
      origin: 'made',
      order: { number: 'EXAMPLE-1' },
      steps: { ask: { by: 'by 1', data: { reason: 'reason 1', limit: 1 } } },
      stepOrigins: { ask: 'made' },
    });
    expect(Object.keys(body['steps'] as object).sort()).toEqual(['ask', 'each', 'start']);
    expect((await example('?node=ask')).body['steps']).toEqual({ start: body['order'] });
  });

  it('in a container it has an item', async () => {
    expect((await example('?node=pick')).body).toMatchObject({ item: { sku: 'DRILL-18V' } });
    expect((await example('?node=end')).body).not.toHaveProperty('item');
  });

  it('of a stored sample, and of a pasted document', async () => {
    await api.call('POST', '/api/flows/gate/samples', { body: { name: 'Small one', body: order } });
    expect((await example('?node=pick&sample=small-one')).body).toMatchObject({ origin: 'sample', name: 'Small one', trigger: order, item: { sku: 'A' } });
    expect(await example('?sample=none')).toMatchObject({ status: 404, body: { code: 'sample.not_found' } });
    const pasted = await api.call('POST', '/api/flows/gate/example', { body: { body: { number: 'P' }, node: 'ask' } });
    expect(pasted.body).toMatchObject({ origin: 'given', trigger: { number: 'P' }, order: { number: 'P' } });
  });

  it('of a drawing that is not stored yet, unless it is none', async () => {
    const more = {
      ...flow,
      nodes: { ...(flow['nodes'] as JsonObject), wait: { type: 'wait@1', config: { for: 'PT1M' } } },
      edges: [
        { from: 'start', to: 'wait' },
        { from: 'wait', to: 'end' },
      ],
    };
    const answer = await api.call('POST', '/api/flows/gate/example', { body: { drawing: more, node: 'end' } });
    expect(answer.body['steps']).toMatchObject({ wait: { since: '2026-01-15T09:30:00Z' } });
    expect(await api.call('POST', '/api/flows/gate/example', { body: { drawing: { nodes: { a: null }, edges: [] } } })).toMatchObject({ status: 422 });
  });

  it('of a run, as far as the viewer may see it', async () => {
    const iban = 'SE4550000000058398257466';
    const started = await api.call('POST', '/api/flows/gate/runs', { body: { input: { ...order, number: 'R-7', iban } } });
    const run = String(started.body['runId']);
    expect((await example(`?run=${run}&node=ask`)).body).toMatchObject({ origin: 'run', name: 'R-7', runId: run, trigger: { iban }, run: { keys: ['R-7'] } });
    const seen = await example('?node=ask', operator);
    expect(seen.body).toMatchObject({ origin: 'run', name: 'R-7', trigger: { iban: '•••• 7466' } });
    expect(seen.text).not.toContain(iban);
    expect(await example('?run=nothing')).toMatchObject({ status: 404 });
  });
});
