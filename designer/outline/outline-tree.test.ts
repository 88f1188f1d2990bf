import { expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { heatPump, largeFlow } from '../../test/support/canvas-page/flows.ts';
import { nodeTypes } from '../../test/support/canvas-page/node-types.ts';
import { type OutlineRow, outlineOf } from './outline-tree.ts';

const say = (row: OutlineRow) =>
  `${'  '.repeat(row.depth)}${row.kind === 'node' ? row.title : [row.port, row.words, row.target?.title].filter(Boolean).join(' ')}`;

test('the outline reads as the picture does', () => {
  expect(outlineOf(heatPump, nodeTypes).map(say)).toEqual([
    'Order placed',
    '  Cancellation window',
    '    released continues below',
    '    canceled ends the run',
    '  Credit gate',
    '    approved goes to Wait for installer',
    '    review',
    '      Credit review',
    '        approve goes to Wait for installer',
    '        decline goes to Cancel order',
    '    declined',
    '      Cancel order',
    '  Wait for installer',
    '    ready continues below',
    '    timeout parks the run',
    '  Reserve stock',
    '  Ship',
    '  Send e-invoice',
    '  Wait for payment',
    '    paid continues below',
    '    overdue ends the run',
    '  Match payment',
  ]);
});

test.each([heatPump, largeFlow(300)])('$title: every node is written once and every line is told', (flow) => {
  const rows = outlineOf(flow, nodeTypes);
  const nodes = rows.filter((row) => row.kind === 'node').map((row) => row.key);
  expect(new Set(nodes)).toEqual(new Set(Object.keys(flow.nodes)));
  expect(nodes).toHaveLength(Object.keys(flow.nodes).length);
  expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
});

test('reading begins where an order begins, not where a cancel comes in, whatever their names', () => {
  const flow: Flow = {
    format: 1,
    id: 'named',
    title: 'Named',
    signals: { cancel: { on: 'shop.cancelled', key: { $expr: 'trigger.number' }, to: 'a_check' } },
    nodes: {
      a_check: { type: 'transform@1', title: 'Cancel check', config: { output: {} } },
      order: { type: 'webhook@1', title: 'Order placed', config: { path: 'named' } },
    },
    edges: [],
  };
  expect(outlineOf(flow, nodeTypes).flatMap((row) => (row.kind === 'node' ? [row.title] : []))).toEqual(['Order placed', 'Cancel check']);
});
