import { describe, expect, it } from 'vitest';
import { draw, planFor } from '../../test/support/tell.ts';
import { planOf } from './plan.ts';

const wait = 'wait@1';
const outs = (plan: ReturnType<typeof planFor>, id: string) => Object.fromEntries(plan.nodes.get(id)!.outs);
const containers = (plan: ReturnType<typeof planFor>) =>
  Object.fromEntries([...plan.nodes.values()].flatMap(({ id, container }) => (container === undefined ? [] : [[id, container]])));

it('a flow that needs a node type which is not installed is not planned, and the type is named', () => {
  expect(() => planOf('t', draw({ begin: 'gone@1' }, []), 'v1', () => undefined)).toThrow('flow flow needs node type gone@1 (node begin)');
});

describe('a line', () => {
  it('without a port leaves through the default port of its node', () => {
    const plan = planFor({ begin: 'manual@1', lines: 'for_each@1', a: wait }, ['begin > lines', 'lines > a']);
    expect([outs(plan, 'begin'), outs(plan, 'lines')]).toEqual([{ started: ['lines'] }, { done: ['a'] }]);
  });

  it('drawn twice leads there once', () => {
    const plan = planFor({ begin: 'begin@1', a: wait }, ['begin > a', 'begin.done > a']);
    expect(outs(plan, 'begin')).toEqual({ done: ['a'] });
    expect(plan.nodes.get('a')).toMatchObject({ ins: [{ node: 'begin', port: 'done' }], single: true });
  });

  it('with a loose end leads nowhere', () => {
    const plan = planFor({ begin: 'begin@1', a: wait }, ['begin > a', 'begin > gone', 'gone > a', 'gone.late > a']);
    expect(outs(plan, 'begin')).toEqual({ done: ['a'] });
    expect(plan.nodes.get('a')!.ins).toHaveLength(1);
  });
});

describe('a container', () => {
  const nodes = { begin: 'begin@1', lines: 'for_each@1', parts: 'for_each@1', pick: wait, count: wait, after: wait };
  const edges = ['begin > lines', 'lines.item > parts', 'parts.item > pick', 'parts > count', 'lines > after'];

  it.each([
    ['the outer one', nodes],
    ['the inner one', Object.fromEntries(Object.entries(nodes).reverse())],
  ])('holds what hangs on its items, the innermost first, with %s drawn first', (_case, drawn) => {
    expect(containers(planFor(drawn, edges))).toEqual({ parts: 'lines', pick: 'parts', count: 'lines' });
  });

  it('without a body holds nothing', () => {
    expect(containers(planFor({ begin: 'begin@1', lines: 'for_each@1' }, ['begin > lines']))).toEqual({});
  });
});

it('steps carry a mark only behind a node that several lines reach', () => {
  const plan = planFor({ begin: 'begin@1', a: wait, b: wait, mail: wait, log: wait, both: 'join@1', end: wait }, [
    ...['begin > a', 'begin > b', 'a > mail', 'b > mail', 'mail > log', 'mail > both', 'log > both', 'both > end'],
  ]);
  expect([...plan.nodes.values()].filter(({ single }) => !single).map(({ id }) => id)).toEqual(['mail', 'log']);
});

it('a join knows every node it may still have to wait for', () => {
  const plan = planFor({ begin: 'begin@1', a: wait, b: wait, c: wait, both: 'join@1', end: wait }, [
    ...['begin > a', 'begin > b', 'b > c', 'a > both', 'b.error > both', 'c > both', 'both > end'],
  ]);
  expect([...plan.before].map(([id, before]) => [id, [...before].sort()])).toEqual([['both', ['a', 'b', 'begin', 'c']]]);
});

it('a draft that goes in a circle is planned all the same, to be looked at', () => {
  const plan = planFor({ begin: 'begin@1', a: wait, b: wait, both: 'join@1' }, ['begin > a', 'a > b', 'b > a', 'b > both', 'both > a']);
  expect([...plan.nodes.keys()]).toEqual(['begin', 'a', 'b', 'both']);
  expect([...plan.before.get('both')!].sort()).toEqual(['a', 'b', 'begin', 'both']);
});

it('a node is called by its own title, or by that of its type', () => {
  const plan = planFor({ begin: 'begin@1', a: { type: wait, title: 'A day off' }, b: wait }, ['begin > a', 'a > b']);
  expect([...plan.nodes.values()].map(({ title }) => title)).toEqual(['Begin', 'A day off', 'Wait']);
});

it('the class of an effect may depend on the node', () => {
  const request = (method: string, more: object = {}) => ({ type: 'http_request@1', config: { method, url: 'http://x', ...more } });
  const plan = planFor({ begin: 'begin@1', safe: request('GET'), post: request('POST', { class: 'B' }), map: 'transform@1' }, []);
  expect(['post', 'map'].map((id) => plan.nodes.get(id)!.effectClass)).toEqual(['B', undefined]);
});
