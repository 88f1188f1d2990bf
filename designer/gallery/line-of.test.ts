import { expect, test } from 'vitest';
import { lineOf } from './line-of.ts';

const text = `{
  "id": "x",
  "nodes": {
    "a/b": { "type": "wait@1",
      "config": { "for": "PT5M", "say": "}: [" } },
    "c": {
      "config": { "cases": [
        { "port": "one" },
        [1, 2],
        { "port": "two" }
      ] }
    }
  },
  "edges": []
}`;

test.each([
  ['', 1],
  ['/id', 2],
  ['/nodes', 3],
  ['/nodes/a~1b/type', 4],
  ['/nodes/a~1b/config/say', 5],
  ['/nodes/c/config/cases/0/port', 8],
  ['/nodes/c/config/cases/1/1', 9],
  ['/nodes/c/config/cases/2', 10],
  ['/edges', 14],
])('"%s" stands on line %i', (path, line) => {
  expect(lineOf(text, path)).toBe(line);
});

test('what is missing is shown where it would stand', () => {
  expect(lineOf(text, '/nodes/c/type')).toBe(6);
  expect(lineOf(text, '/title')).toBe(1);
});

test('a place that is a line already is taken as it is, and broken text does no harm', () => {
  expect(lineOf(text, '7:3')).toBe(7);
  expect(lineOf('{"a": [1, }, "', '/a/1')).toBe(1);
});
