import { describe, expect, it } from 'vitest';
import type { FlowNode } from '../../flows/flow.ts';
import { planFor } from '../../test/support/tell.ts';
import { doubleEffects } from './double-effects.ts';

const wait = 'wait@1';
const call = 'call_a@1';
const twice = (nodes: Record<string, FlowNode | string>, edges: string[]): string[] =>
  doubleEffects(planFor({ begin: 'begin@1', ...nodes }, edges).nodes).map(({ node }) => node!);
const request = (method: string): FlowNode => ({ type: 'http_request@1', config: { method, url: 'http://x' } });

describe('an effect that one order may reach twice', () => {
  it.each<[string, Record<string, FlowNode | string>, string[], string[]]>([
    ['from two branches', { x: wait, y: wait, s: call }, ['begin > x', 'begin > y', 'x > s', 'y > s'], ['s']],
    ['from branches of unlike length', { x: wait, y: wait, z: wait, s: call }, ['begin > x', 'x > y', 'begin > z', 'y > s', 'z > s'], ['s']],
    [
      'as the second of two behind the same branches',
      { x: wait, y: wait, s: call, t: call },
      ['begin > x', 'begin > y', 'x > s', 'y > s', 'x > t', 'y > t'],
      ['s', 't'],
    ],
    ['behind a step that is visited twice', { x: wait, y: wait, z: wait, s: call }, ['begin > x', 'begin > y', 'x > z', 'y > z', 'z > s'], ['s']],
    ['straight and by a detour', { x: wait, s: call }, ['begin > x', 'begin > s', 'x > s'], ['s']],
    ['that posts', { x: wait, y: wait, s: request('POST') }, ['begin > x', 'begin > y', 'x > s', 'y > s'], ['s']],
  ])('%s is told', (_case, nodes, edges, told) => {
    expect(twice(nodes, edges)).toEqual(told);
  });

  const choice = { x: 'wait_for@1', p: wait, q: wait, s: call };
  it.each<[string, Record<string, FlowNode | string>, string[]]>([
    ['from two ways of one choice', choice, ['begin > x', 'x.done > p', 'x.withdrawn > q', 'p > s', 'q > s']],
    ['from success and failure of one step', { x: call, p: wait, s: call }, ['begin > x', 'x > s', 'x.error > p', 'p > s']],
    ['behind a join', { x: wait, y: wait, both: 'join@1', s: call }, ['begin > x', 'begin > y', 'x > both', 'y > both', 'both > s']],
    ['that only reads', { x: wait, y: wait, s: request('GET') }, ['begin > x', 'begin > y', 'x > s', 'y > s']],
    ['that is no effect', { x: wait, y: wait, s: wait }, ['begin > x', 'begin > y', 'x > s', 'y > s']],
  ])('is not one %s', (_case, nodes, edges) => {
    expect(twice(nodes, edges)).toEqual([]);
  });

  it('is not looked for to the end in a drawing too large for it: nothing is said rather than something wrong', () => {
    const ways = (count: number): string[] => {
      const cases = Array.from({ length: count }, (_, n) => ({ port: `p${n}`, when: true }));
      const nodes = Object.fromEntries([...cases.map(({ port }) => [`n${port}`, wait]), ['again', wait], ['s', call]]) as Record<string, string>;
      const lines = cases.flatMap(({ port }) => [`x.${port} > n${port}`, `n${port} > s`]);
      return twice({ x: { type: 'switch@1', config: { cases } }, ...nodes }, ['begin > x', ...lines, `x.p${count - 1} > again`, 'again > s']);
    };
    expect(ways(20)).toEqual(['s']);
    expect(ways(700)).toEqual([]);
  });
});
