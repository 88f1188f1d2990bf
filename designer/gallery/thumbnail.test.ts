import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { connectorNodes } from '../../connectors/index.ts';
import type { Flow } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { thumbnailOf } from './thumbnail.ts';

const flows = join(import.meta.dirname, '../../flows');
const types = [...coreNodes, ...connectorNodes()].map(({ type, group, ports }) => ({
  type,
  group,
  ports: Array.isArray(ports) ? ports : [],
})) as NodeTypeInfo[]; // all the picture asks of a type

describe.each(globSync('*.flow.json', { cwd: flows }))('the picture of %s', (file) => {
  const flow = JSON.parse(readFileSync(join(flows, file), 'utf8')) as Flow;
  const { box, cards, lines } = thumbnailOf(flow, types);

  test('has every card, at the place of the file and in the colour of its group', () => {
    expect(Object.fromEntries(cards.map(({ id, x, y }) => [id, [x, y]]))).toEqual(flow.layout);
    expect(cards.every(({ group }) => group !== 'unknown')).toBe(true);
  });

  test('has every line, each beginning and ending at a card', () => {
    expect(lines).toHaveLength(flow.edges.length);
    for (const { id, path } of lines) {
      const target = cards.find((card) => card.id === id.split('>')[1]);
      expect(path.endsWith(`L${target?.x} ${(target?.y ?? 0) + 28}`), `${id}: ${path}`).toBe(true);
    }
  });

  test('holds all that is drawn', () => {
    for (const { x, y, width, height } of cards) {
      expect(x).toBeGreaterThan(box.x);
      expect(y).toBeGreaterThan(box.y);
      expect(x + width).toBeLessThan(box.x + box.width);
      expect(y + height).toBeLessThan(box.y + box.height);
    }
  });
});

test('a line to what undoes a step is dashed', () => {
  const flow = JSON.parse(readFileSync(join(flows, 'marketplace_order.flow.json'), 'utf8')) as Flow;
  const dashed = thumbnailOf(flow, types).lines.filter((line) => line.dashed);
  expect(dashed.map(({ id }) => id).sort()).toEqual(['pack.compensate>recall', 'reserve.compensate>release']);
});

test('a flow without a node, and one of types nobody knows, have a picture too', () => {
  const flow: Flow = { format: 1, id: 'x', title: 'X', nodes: {}, edges: [] };
  expect(thumbnailOf(flow, types)).toMatchObject({ cards: [], lines: [] });
  const strange = { ...flow, nodes: { a: { type: 'gone@1' }, b: { type: 'gone@1' } }, edges: [{ from: 'a', to: 'b' }] };
  expect(thumbnailOf(strange, types)).toMatchObject({ cards: [{ id: 'a', group: 'unknown' }, { id: 'b' }], lines: [{ id: 'a>b', dashed: false }] });
});
