import { expect, test } from 'vitest';
import { panTo } from './pan-to.ts';

const card = (x: number, y: number) => ({ x, y, width: 200, height: 50 });
const still = { x: 0, y: 0, zoom: 1 };

test.each([
  ['is seen', card(100, 100), still, undefined],
  ['is cut at the right', card(700, 100), still, { x: -132, y: 0, zoom: 1 }],
  ['stands below', card(100, 900), still, { x: 0, y: -382, zoom: 1 }],
  ['stands left of the window', card(-300, 100), still, { x: 332, y: 0, zoom: 1 }],
  ['is seen at half its size', card(1200, 100), { x: 0, y: 0, zoom: 0.5 }, undefined],
  ['is wider than the window: its beginning is shown', { ...card(600, 0), width: 2000 }, still, { x: -568, y: 0, zoom: 1 }],
])('a card that %s', (_, box, viewport, moved) => {
  expect(panTo(box, viewport, 800, 600)).toEqual(moved);
});
