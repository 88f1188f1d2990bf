import { expect, it } from 'vitest';
import { spanOf } from './span-of.ts';

it.each([
  ['order.total', '1:7', 'total'],
  ['a +\n$sum(b)', '2:1', '$sum'],
  ['a + )', '1:5', ')'],
  ['order.total +', '1:14', '+'],
  ['ab', '1:9', 'b'],
])('in %j the place %s is %j', (text, place, word) => {
  const span = spanOf(text, place)!;
  expect(text.slice(span.from, span.to)).toBe(word);
});

it.each(['', '/nodes/a', '7:1', 'x:y'])('%j is no place', (place) => expect(spanOf('a', place)).toBeUndefined());
