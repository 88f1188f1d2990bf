import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../flows/flow.ts';
import { runNode } from '../test/support/run-node.ts';
import forEach from './for-each.ts';
import join from './join.ts';
import respond from './respond.ts';
import subflow from './subflow.ts';
import switchNode from './switch.ts';
import transform from './transform.ts';

describe('switch', () => {
  const cases = (...when: Json[]) => ({ cases: when.map((each, index) => ({ port: `case_${index}`, when: each })) });
  it.each([
    ['the first that holds wins', cases(false, true, true), 'case_1'],
    ['nothing holds', cases(false, null, 0, '', [], {}), 'otherwise'],
    ['a value that says something holds', cases(null, 'yes'), 'case_1'],
    ['a list holds when one of it does', cases([false, null], [false, 1]), 'case_1'],
    ['a named way out', { ...cases(false), otherwise: 'rest' }, 'rest'],
  ] as const)('%s', async (_, config, port) => {
    expect(await runNode(switchNode, { config: config as JsonObject })).toEqual({ kind: 'emit', port, output: { port } });
  });

  it('has the ports of its cases, whatever their conditions are', () => {
    const ports = switchNode.ports as (config: JsonObject) => string[];
    expect(
      ports({
        cases: [
          { port: 'vip', when: { $expr: 'order.vip' } },
          { port: 'vip', when: true },
        ],
        otherwise: 'rest',
      }),
    ).toEqual(['vip', 'rest']);
    expect(ports({})).toEqual(['otherwise']);
  });
});

describe('small nodes', () => {
  it.each([
    ['transform gives its output', transform, { config: { output: { a: 1 } } }, { kind: 'emit', output: { a: 1 } }],
    [
      'transform can make it the order',
      transform,
      { config: { output: { number: '1' }, as: 'order' } },
      { kind: 'emit', output: { number: '1' }, setsOrder: true },
    ],
    ['join hands on all inputs', join, { input: { a: 1, b: 2 } }, { kind: 'emit', output: { a: 1, b: 2 } }],
    ['respond says status and body', respond, { config: { status: 201, body: { ok: true } } }, { kind: 'emit', output: { status: 201, body: { ok: true } } }],
    ['respond answers 200 by itself', respond, {}, { kind: 'emit', output: { status: 200, body: null } }],
    ['for each hands its list over', forEach, { config: { items: [1, 2], limit: 2 } }, { kind: 'items', items: [1, 2], limit: 2 }],
    ['for each over nothing is done', forEach, { config: { items: [] } }, { kind: 'emit', port: 'done', output: { count: 0, results: [] } }],
    ['for each brings the results', forEach, { config: { items: [1] }, results: ['x'] }, { kind: 'emit', port: 'done', output: { count: 1, results: ['x'] } }],
    ['subflow starts a child with its input', subflow, { config: { flow: 'return', input: 7 } }, { kind: 'child', flow: 'return', input: 7 }],
    [
      'subflow gives the order when nothing is said',
      subflow,
      { config: { flow: 'return' }, order: { number: '1' } },
      { kind: 'child', flow: 'return', input: { number: '1' } },
    ],
    ['subflow goes on with the result', subflow, { config: { flow: 'return' }, results: ['x'] }, { kind: 'emit', output: 'x' }],
  ] as const)('%s', async (_, type, turn, outcome) => {
    expect(await runNode(type, turn as never)).toEqual(outcome); // `as never`: readonly tables against mutable turns
  });

  it('for each over something that is no list says what helps', async () => {
    await expect(runNode(forEach, { config: { items: { a: 1 } } })).rejects.toThrow(/needs a list/);
  });
});
