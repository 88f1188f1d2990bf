import { describe, expect, test } from 'vitest';
import { diffFlows } from '../../flows/diff.ts';
import type { DeployPreview, Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { sayFlowField, sayNodeField, sayPort } from './field-words.ts';
import { inReadingOrder } from './reading-order.ts';
import { whyNot } from './ready.ts';
import { together } from './together.ts';

const info = (type: string, more: Partial<NodeTypeInfo> = {}): NodeTypeInfo => ({
  type,
  title: type,
  summary: '',
  group: 'flow',
  icon: 'clock',
  ports: ['done'],
  config: {},
  ...more,
});
const types = new Map([
  ['wait@1', info('wait@1', { config: { type: 'object', properties: { for: { title: 'Hold for' } } } })],
  ['wait_for@1', info('wait_for@1', { title: 'Wait for', ports: ['done'] })],
  ['task@1', info('task@1', { title: 'Task' })],
]);
const before: Flow = {
  format: 1,
  id: 'f',
  title: 'F',
  nodes: {
    hold: { type: 'wait@1', config: { for: 'PT30M' } },
    installer: { type: 'wait_for@1', title: 'Installer', config: { any: ['booked'] } },
    stop: { type: 'task@1', title: 'Stop' },
  },
  edges: [
    { from: 'hold', to: 'installer' },
    { from: 'installer', to: 'stop' },
  ],
  layout: { hold: [256, 0], installer: [0, 200], stop: [256, 200] },
};
const { stop: _, ...kept } = before.nodes;
const after: Flow = {
  ...before,
  nodes: { ...kept, hold: { type: 'wait@1', config: { for: 'PT45M' } }, call: { type: 'task@1', title: 'Call' } },
  edges: [
    { from: 'hold', to: 'installer' },
    { from: 'installer.timeout', to: 'call' },
  ],
  layout: { hold: [256, 0], installer: [0, 200], call: [256, 220] },
};
const diff = diffFlows(before, after);

describe('two drawings in one picture', () => {
  const drawn = together(before, after, diff);

  test('what is gone stands where it stood, further down when something else stands there', () => {
    expect(Object.keys(drawn.flow.nodes).sort()).toEqual(['call', 'hold', 'installer', 'stop']);
    expect(drawn.flow.layout).toMatchObject({ call: [256, 220], stop: [256, 360] });
  });

  test('cards and lines are marked by what became of them', () => {
    expect(Object.fromEntries(drawn.nodes)).toEqual({
      call: { kind: 'added', count: 1 },
      hold: { kind: 'changed', count: 1 },
      installer: { kind: 'rewired', count: 1 },
      stop: { kind: 'removed', count: 1 },
    });
    expect(Object.fromEntries(drawn.edges)).toEqual({ 'installer.timeout>call': 'added', 'installer>stop': 'removed' });
  });

  test('changes follow each other as the drawing is read, row by row', () => {
    expect(inReadingOrder(diff.nodes, drawn.flow, types).map(({ node }) => node)).toEqual(['hold', 'installer', 'call', 'stop']);
  });
});

describe('a changed field', () => {
  test('has the label of its form, its length in words, and beneath what the file says', () => {
    const change = diff.nodes.find(({ node }) => node === 'hold')!.fields[0]!;
    expect(sayNodeField('hold', change, types.get('wait@1'))).toEqual({ label: 'Hold for', before: '30 min', after: '45 min', hint: 'PT30M → PT45M' });
  });

  test('inside another one names its way; expressions are shown as they are', () => {
    const change = { path: '/nodes/x/config/output/total', before: 1, after: { $expr: 'order.total' } };
    expect(sayNodeField('x', change, undefined)).toEqual({ label: 'Output: total', before: '1', after: 'order.total' });
    expect(sayNodeField('x', { path: '/nodes/x/retry/attempts', before: 5, after: 8 }, undefined)).toEqual({ label: 'Tries', before: '5', after: '8' });
  });

  test('of a port says where it leads by titles, or what becomes of the run', () => {
    const port = diff.nodes.find(({ node }) => node === 'installer')!.ports[0]!;
    expect(sayPort(port, before, after, types)).toEqual({
      label: 'Port timeout',
      before: 'parks run',
      after: 'Call',
      hint: 'New edge installer.timeout → call',
    });
  });

  test('that is a title names its node', () => {
    expect(sayFlowField({ path: '/nodes/hold/title', before: 'A', after: 'B' })).toEqual({ label: 'Title', before: 'A', after: 'B', hint: 'hold' });
    expect(sayFlowField({ path: '/zone', after: 'UTC' })).toEqual({ label: 'Time zone', before: 'nothing', after: 'UTC' });
  });
});

describe('a deploy waits', () => {
  const preview = (more: Partial<DeployPreview> = {}): DeployPreview => ({
    ...{ from: { version: 'a', number: 1 }, to: { version: 'b', number: 2 }, problems: [], tests: 0, slots: [] },
    ...{ runs: 0, working: 0, parked: 0, safe: 0, places: [], more: false },
    ...more,
  });
  const problem = { code: 'c', path: '', message: 'm' };
  const verdict = (passed: boolean) => ({ id: 't', title: 'T', passed, ms: 1 });

  test.each([
    ['until it is looked at', undefined, { state: 'none' }, /still running/],
    ['while tests run', preview(), { state: 'running' }, /still running/],
    ['for errors', preview({ problems: [problem] }), { state: 'none' }, /Errors/],
    ['for warnings too', preview({ problems: [{ ...problem, severity: 'warning' }] }), { state: 'none' }, /Warnings/],
    ['for a test that fails', preview(), { state: 'done', verdicts: [verdict(true), verdict(false)], ms: 1 }, /test fails/],
    ['when the version is live', preview({ to: { version: 'a', number: 1 } }), { state: 'none' }, /live already/],
  ] as const)('%s', (_, found, tested, why) => expect(whyNot(found, tested as never)).toMatch(why));

  test('for nothing else', () => {
    expect(whyNot(preview(), { state: 'none' })).toBeUndefined();
    expect(whyNot(preview(), { state: 'done', verdicts: [verdict(true)], ms: 1 })).toBeUndefined();
  });
});
