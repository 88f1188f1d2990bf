import { expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { noteNodes, notesBeside } from './notes.ts';

const flow: Flow = {
  format: 1,
  id: 'noted',
  title: 'Noted',
  nodes: { a: { type: 'log@1' }, b: { type: 'log@1' } },
  edges: [],
  notes: { here: { text: 'Beside b', at: [300, 90], size: [180, 60] }, there: { text: 'Beside a', at: [10, -60] } },
};

test('a note stands where and as large as it was left, and keeps its identity while it says the same', () => {
  const [here, there] = noteNodes(flow);
  expect(here).toMatchObject({ id: 'here', position: { x: 300, y: 90 }, width: 180, height: 60, data: { text: 'Beside b' } });
  expect(there).toMatchObject({ width: 208, height: 104 });
  expect(noteNodes({ ...flow, title: 'Other' })).toEqual([here, there]);
  expect(noteNodes({ ...flow, title: 'Other' })[0]).toBe(here);
});

test('after a tidy each note stands beside the card it stood beside', () => {
  const before = new Map([
    ['a', { x: 0, y: 0, width: 208, height: 56 }],
    ['b', { x: 256, y: 0, width: 208, height: 56 }],
  ]);
  expect(notesBeside(flow, before, { a: [0, 400], b: [512, 0] })).toEqual({ here: [556, 90], there: [10, 340] });
});
