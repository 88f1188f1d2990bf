import { describe, expect, test } from 'vitest';
import type { Flow, StepInfo } from '../../server/http/api.ts';
import { firstStep, pathOf, stepNamed } from './path-of.ts';

const drawing = {
  format: 1,
  id: 'f',
  title: 'F',
  nodes: { order: { type: 'manual@1' }, gate: { type: 'switch@1' }, ship: { type: 'http_request@1' }, stop: { type: 'task@1' } },
  edges: [
    { from: 'order', to: 'gate' },
    { from: 'gate.yes', to: 'ship' },
    { from: 'gate.no', to: 'stop' },
  ],
} as Flow;

const step = (id: string, more: Partial<StepInfo> = {}): StepInfo => ({
  id,
  node: id.split('~')[0] ?? id,
  title: id,
  type: '',
  status: 'completed',
  attempt: 1,
  revision: 0,
  startedAt: '2026-11-24T10:00:00.000Z',
  input: null,
  attempts: [],
  story: id,
  ...more,
});
const order = step('order', { port: 'done' });
const gate = step('gate', { port: 'yes', from: 'order' });
const failed = step('ship~1', { status: 'failed', from: 'gate' });

describe('the way of a run over its drawing', () => {
  test('takes the lines its steps came by and no other', () => {
    expect([...pathOf(drawing, { status: 'parked' }, [order, gate, failed]).edges]).toEqual(['order>gate', 'gate.yes>ship']);
  });

  test('takes the line to what undoes a step, though the step left by another port', () => {
    const undone = {
      ...drawing,
      nodes: { ...drawing.nodes, back: { type: 'transform@1' } },
      edges: [...drawing.edges, { from: 'gate.compensate', to: 'back' }],
    };
    const path = pathOf(undone as Flow, { status: 'canceled' }, [order, gate, step('back~1', { from: 'gate' })]);
    expect([...path.edges]).toEqual(['order>gate', 'gate.compensate>back']);
  });

  test.each([
    ['parked', failed, 'parked'],
    ['canceled', failed, 'failed'],
    ['parked', { ...failed, port: 'error' }, 'failed'],
  ] as const)('a %s run shows where it stopped', (status, last, shown) => {
    expect(pathOf(drawing, { status }, [order, gate, last]).nodes['ship']).toBe(shown);
  });

  test('a node the run came to twice stands as its last step does', () => {
    expect(pathOf(drawing, { status: 'running' }, [order, gate, failed, step('ship~2', { status: 'running' })]).nodes['ship']).toBe('running');
  });
});

describe('the step a reader sees', () => {
  test.each([
    ['the step that stopped the run', [order, gate, failed, step('stop', { status: 'waiting' })], 'ship~1'],
    ['what is open', [order, step('stop', { status: 'waiting' }), gate], 'stop'],
    ['what came last', [order, gate], 'gate'],
  ] as const)('first is %s', (_, steps, id) => {
    expect(firstStep(steps)?.id).toBe(id);
  });

  test.each([
    ['ship~1', 'ship~1'],
    ['ship', 'ship~2'],
    ['order', 'order'],
    ['stop', undefined],
  ])('%s in the address opens %s', (name, id) => {
    expect(stepNamed([order, gate, failed, step('ship~2')], name)?.id).toBe(id);
  });
});
