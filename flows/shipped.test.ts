import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { connectorNodes } from '../connectors/index.ts';
import { coreNodes } from '../nodes/index.ts';
import { checkGraph } from '../server/engine/check-graph.ts';
import { serialise, versionOf } from './canonical.ts';
import { checkEnvelope, checkNodes } from './check.ts';
import { checkExpressions } from './check-expressions.ts';
import { checkOrder } from './documents/order.ts';
import type { Flow, Json } from './flow.ts';
import { parseStrict } from './json.ts';
import { migrate } from './migrate.ts';
import { sampleOrder } from './samples.ts';

const types = new Map([...coreNodes, ...connectorNodes()].map((type) => [type.type, type]));
const find = (type: string) => types.get(type);

const withOrder = ['quick_order', 'order_to_cash', 'heat_pump'] as const;
const further = ['marketplace_order', 'bank_statement', 'returns', 'customer_onboarding'] as const;

describe.each([...withOrder, ...further])('the shipped flow %s', (id) => {
  const bytes = readFileSync(new URL(`${id}.flow.json`, import.meta.url));
  const flow = migrate(parseStrict(bytes)) as Flow;

  test('passes every check, without a warning', () => {
    expect(checkEnvelope(flow)).toEqual([]);
    expect(checkNodes(flow, find, [...types.keys()])).toEqual([]);
    expect(checkExpressions(flow)).toEqual([]);
    expect(checkGraph(flow, find)).toEqual([]);
  });

  test('is written as the hub writes it, under its own id', () => {
    expect(bytes.toString('utf8')).toBe(serialise(flow));
    expect(flow.id).toBe(id);
    expect(versionOf(flow)).toMatch(/^[0-9a-f]{32}$/);
  });

  test('has a place on the grid for every node and for nothing else', () => {
    expect(Object.keys(flow.layout ?? {}).sort()).toEqual(Object.keys(flow.nodes).sort());
    const places = Object.values(flow.layout ?? {});
    expect(new Set(places.map(String)).size).toBe(places.length);
    for (const [x, y] of places) {
      expect(x % 256).toBe(0);
      expect(x).toBeLessThan(4 * 256);
      expect(y % 20).toBe(0);
    }
  });

  test('leaves no named port of a step that may end an order in silence', () => {
    const wired = new Set(flow.edges.map(({ from }) => from));
    for (const [node, { type }] of Object.entries(flow.nodes)) {
      if (type.startsWith('sandbox_wms.reserve@')) expect(wired).toContain(`${node}.short`);
      if (type.startsWith('credit_gate@')) for (const port of ['approved', 'review', 'rejected']) expect(wired).toContain(`${node}.${port}`);
      if (type.startsWith('wait_for@')) expect(wired).toContain(`${node}.timeout`);
    }
  });
});

test.each(withOrder)('%s has a sample order that is complete and adds up', (id) => {
  const order = sampleOrder(id, '1001', Date.parse('2026-11-22T10:00:00Z'));
  expect(checkOrder(order as unknown as Json)).toEqual([]);
  expect(order.lines.some(({ requiresInstaller }) => requiresInstaller)).toBe(id === 'heat_pump');
});
