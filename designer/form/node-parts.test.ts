import { describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { retryAt } from '../../server/engine/retry.ts';
import type { ConnectionTest, ExampleAnswer, NodeTypeInfo } from '../../server/http/api.ts';
import { rootsOf } from './data-roots.ts';
import { effectKindOf } from './effect.ts';
import { exprOf, fixedOf } from './expr-switch.ts';
import { shared, sharedConfig, sharedType } from './many.ts';
import { answerOf } from './node/test-answer.ts';
import { nameOfChange } from './place.ts';
import { waysOf } from './port-ways.ts';
import { retrySum, roughSpan } from './retry-sum.ts';
import { choicesOf, standing } from './variants.ts';

const info = (type: string, more: Partial<NodeTypeInfo> = {}): NodeTypeInfo => ({
  type,
  title: type,
  summary: '',
  group: 'flow',
  icon: 'x',
  ports: ['done'],
  config: {},
  ...more,
});

describe('what retries come to', () => {
  it('the sum of the picture: 8 attempts from 5 s are over after about 11 minutes', () =>
    expect(roughSpan(retrySum({ attempts: 8, delay: 'PT5S' }))).toBe('11 min'));

  it.each([
    undefined,
    { attempts: 5, backoff: 'fixed' as const, delay: 'PT10S' },
    { attempts: 12, delay: 'PT1M', max: 'PT10M' },
    { attempts: 1 },
    { attempts: 20, delay: 'PT5S' },
  ])('no run of the engine takes longer, nor less than half: %j', (retry) => {
    for (const key of ['a', 'b', 'c', 'd']) {
      let at = 0;
      for (let attempt = 1; ; attempt += 1) {
        const next = retryAt(retry, attempt, key, at, 0);
        if (next === undefined) break;
        at = next;
      }
      expect(at).toBeLessThanOrEqual(retrySum(retry));
      expect(at).toBeGreaterThanOrEqual(retrySum(retry) / 2 - 1);
    }
  });
});

describe('what a lost answer means', () => {
  const http = info('http_request@1', { effect: { class: 'C', money: true } });
  it.each([
    ['read', { type: 'http_request@1' }],
    ['C', { type: 'http_request@1', config: { method: 'POST' } }],
    ['A', { type: 'http_request@1', config: { method: 'POST', class: 'A' } }],
    ['at-least-once', { type: 'http_request@1', config: { method: 'POST', class: 'C' }, policy: 'at-least-once' as const }],
  ])('%s', (kind, node) => expect(effectKindOf(node, http)).toBe(kind));
  it('nothing, where nothing is called', () => expect(effectKindOf({ type: 'wait@1' }, info('wait@1'))).toBeUndefined());
});

describe('the four answers of a test', () => {
  const test = (more: Partial<ConnectionTest>): ConnectionTest => ({ ok: false, words: 'Ask for the right.', ms: 212, reach: 'nobody', tried: [], ...more });
  const call = (ok: boolean) => ({ call: 'GET /', answer: ok ? '200' : '403', ok, ms: 1 });
  it.each([
    ['works', test({ ok: true, reach: 'signed-in' })],
    ['half', test({ reach: 'no-right', tried: [call(true), call(false)] })],
    ['refused', test({ reach: 'no-right', tried: [call(false)] })],
    ['silent', test({ reach: 'nobody' })],
  ])('%s', (kind, result) => expect(answerOf({ at: 0, result }, 12_000).kind).toBe(kind));
  it('it says how long it took and how old it is', () =>
    expect(answerOf({ at: 0, result: test({ ok: true, reach: 'signed-in' }) }, 12_345).says).toMatch(/^Answered in 212.ms, 12.s ago$/));
  it('after ten minutes it is only a time', () => {
    const kept = { at: 0, result: test({ ok: true, reach: 'signed-in' }) };
    expect(answerOf(kept, 599_999).kind).toBe('works');
    expect(answerOf(kept, 600_000)).toMatchObject({ kind: 'old', says: expect.stringMatching(/^Not tested since 10.m ago$/) });
  });
});

describe('the ways out of a node', () => {
  const flow: Flow = {
    format: 1,
    id: 'f',
    title: 'F',
    nodes: { a: { type: 'gate@1' }, b: { type: 'wait@1', title: 'Wait for installer', config: { deadline: 'P1D' } } },
    edges: [
      { from: 'a', to: 'b' },
      { from: 'a.error', to: 'b' },
    ],
  };
  const types = [info('gate@1', { ports: ['approved', 'declined'], effect: { class: 'A', money: true } }), info('wait@1')];
  it('say where each leads, a line without a port being the first', () => {
    const ways = waysOf(flow, 'a', types);
    expect(ways.map(({ name }) => name)).toEqual(['approved', 'declined', 'error', 'compensate']);
    expect(ways.map(({ lines }) => lines.map(({ title }) => title))).toEqual([['Wait for installer'], [], ['Wait for installer'], []]);
    expect(ways.map(({ from }) => from)).toEqual(['a', 'a.declined', 'a.error', 'a.compensate']);
  });
  it('say what happens where nobody connected one', () => {
    const ends = Object.fromEntries(waysOf(flow, 'b', types).map(({ name, end }) => [name, end]));
    expect(ends).toMatchObject({
      done: expect.stringContaining('ends here'),
      timeout: expect.stringContaining('parked'),
      error: expect.stringContaining('parked'),
    });
  });
});

describe('a fixed value becomes an expression and comes back', () => {
  it.each([['text'], [3], [true], [null], [{ a: [1, 'b'] }]])('%j', (value) => {
    const expr = exprOf(value);
    expect(fixedOf(expr, {}, undefined)).toEqual(value);
  });
  it('an expression inside keeps its place', () => expect(exprOf({ a: { $expr: 'order.x' } })).toEqual({ $expr: '{"a": (order.x)}' }));
  it('what is computed comes back as what stood there before', () => {
    expect(fixedOf({ $expr: 'order.total' }, { type: 'string' }, 'before')).toBe('before');
    expect(fixedOf({ $expr: '5' }, { type: 'string' }, 'before')).toBe('before');
  });
});

describe('a value of several forms', () => {
  const schema = { anyOf: [{ type: 'boolean' }, { type: 'object', title: 'Above', required: ['above'], properties: { above: { type: 'number' } } }] };
  it('yes and no are choices of their own', () => expect(choicesOf(schema, false).map(({ label }) => label)).toEqual(['Not set', 'Yes', 'No', 'Above']));
  it.each([
    [undefined, 'Not set'],
    [true, 'Yes'],
    [false, 'No'],
    [{ above: 3 }, 'Above'],
    [{ above: { $expr: 'x' } }, 'Above'],
    [{}, 'Above'],
  ])('%j is %s', (value, label) => expect(standing(choicesOf(schema, false), value)?.label).toBe(label));
});

describe('several nodes at once', () => {
  it('share what is the same and say what is mixed', () => {
    const made = sharedConfig(
      [
        { for: 'PT1H', clock: 'placed' },
        { for: 'PT2H', clock: 'placed' },
      ],
      { type: 'object', required: ['for'], properties: { for: { default: 'PT1H' }, clock: {} } },
    );
    expect(made.config).toEqual({ clock: 'placed' });
    expect(made.schema).toMatchObject({ required: [], properties: { for: { 'x-mixed': true } } });
    expect(JSON.stringify(made.schema)).not.toContain('default');
  });
  it('are of one type or of none', () => {
    expect(sharedType([{ type: 'a@1' }, { type: 'a@1' }])).toBe('a@1');
    expect(sharedType([{ type: 'a@1' }, { type: 'b@1' }])).toBeUndefined();
    expect(shared([undefined, undefined])).toEqual({ value: undefined });
  });
});

it('a change is named as undo says it', () => {
  expect(nameOfChange('Hold for', 'PT45M', { 'x-widget': 'duration' })).toBe('Hold for 45 minutes');
  expect(nameOfChange('Limit', 5)).toBe('Limit 5');
  expect(nameOfChange('Path', undefined)).toBe('Clear path');
  expect(nameOfChange('Body', { a: 1 })).toBe('Change body');
});

it('data is called as an expression calls it, steps in the order of the drawing', () => {
  const flow: Flow = { format: 1, id: 'f', title: 'F', nodes: { b: { type: 'wait@1', title: 'Second' }, a: { type: 'wait@1' } }, edges: [] };
  const roots = rootsOf({ trigger: 1, order: 2, steps: { a: 3, b: 4 }, run: {}, name: 'S', origin: 'run', stepOrigins: { a: 'made' } } as ExampleAnswer, flow);
  expect(roots.map(({ name, origin }) => `${name} ${origin}`)).toEqual(['trigger run', 'order run', 'steps.b run', 'steps.a made']);
});
