import { describe, expect, test } from 'vitest';
import { heatPump, largeFlow } from '../../test/support/canvas-page/flows.ts';
import { nodeTypes } from '../../test/support/canvas-page/node-types.ts';
import { boxOf, toCanvas, toLayout } from './convert.ts';
import { layoutOf, tidy } from './layout.ts';

const types = new Map(nodeTypes.map((info) => [info.type, info]));

describe('tidy', () => {
  test('writes the main path like text: a branching card ends its row, the lowest branch begins the next', () => {
    const places = tidy(heatPump, types);
    const rows = Object.groupBy(Object.keys(places), (id) => String(places[id]![1]));
    const read = Object.values(rows).map((ids) => ids!.sort((a, b) => places[a]![0] - places[b]![0]));
    expect(read).toEqual([
      ['order', 'window', 'credit'],
      ['cancel', 'review', 'installer', 'reserve'],
      ['ship', 'invoice', 'payment', 'match'],
    ]);
  });

  test.each([heatPump, largeFlow(60), largeFlow(500)])('$title: on the grid, four columns or more, nothing overlaps, twice the same', (flow) => {
    const places = tidy(flow, types);
    expect(tidy(structuredClone(flow), types)).toEqual(places);
    expect(Object.values(places).every(([x, y]) => x % 256 === 0 && y % 20 === 0)).toBe(true);
    const boxes = toCanvas({ ...flow, layout: places }, nodeTypes, true).nodes.map(boxOf);
    const rows = [...new Set(boxes.map((box) => box.y))].sort((a, b) => a - b);
    const gaps = rows.slice(1).map((y, at) => y - Math.max(...boxes.filter((box) => box.y === rows[at]).map((box) => box.y + box.height)));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(48);
    expect(new Set(Object.values(places).map(String)).size).toBe(boxes.length);
  });
});

test('places of the file win; a node without one stands below the rest', () => {
  const layout = Object.fromEntries(
    Object.keys(heatPump.nodes)
      .filter((id) => id !== 'match')
      .map((id, at) => [id, [at * 256, 40] as [number, number]]),
  );
  const places = layoutOf({ ...heatPump, layout }, types);
  expect(places['order']).toEqual([0, 40]);
  expect(places['match']![1]).toBeGreaterThan(200);
});

test('one place in a file without others moves one card', () => {
  const all = layoutOf(heatPump, types);
  expect(layoutOf({ ...heatPump, layout: { credit: [40, 900] } }, types)).toEqual({ ...all, credit: [40, 900] });
});

test('places come back from the canvas as they went', () => {
  const layout = tidy(heatPump, types);
  expect(toLayout(toCanvas({ ...heatPump, layout }, nodeTypes, true).nodes)).toEqual(layout);
});
