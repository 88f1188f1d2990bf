import { expect, test } from 'vitest';
import { cardSize, heightOf, portPoint } from './geometry.ts';
import type { CardPort } from './ports.ts';

const named = (...names: string[]): CardPort[] => names.map((name) => ({ name, named: true, wired: true }));
const single: CardPort[] = [{ name: 'done', named: false, wired: true }];

test.each([
  ['a card without ports is its head', [], false, 56],
  ['one unnamed port takes no row', single, false, 56],
  ['figures add a foot', single, true, 85],
  ['three named ports add three rows', named('approved', 'review', 'declined'), false, 56 + 66 + 7],
  ['rows and foot together', named('ready', 'timeout'), true, 56 + 44 + 7 + 29],
] as const)('%s', (_, ports, foot, height) => {
  expect(heightOf(ports, foot)).toBe(height);
});

test('an unnamed port leaves on the head line, named ones row by row inside the card', () => {
  expect(portPoint(single, 'done')).toEqual({ x: cardSize.width, y: 28 });
  const ports = named('approved', 'review', 'declined');
  const heights = ports.map((port) => portPoint(ports, port.name).y);
  expect(heights.map((y, at) => (at === 0 ? y > 56 : y - heights[at - 1]! === 22))).toEqual([true, true, true]);
  expect(heights.at(-1)! + 11).toBeLessThanOrEqual(heightOf(ports, false));
});
