import { expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { changesBetween } from './changes.ts';

const before: Flow = {
  format: 1,
  id: 'f',
  title: 'F',
  zone: 'Europe/Stockholm',
  nodes: { start: { type: 'manual@1' }, hold: { type: 'wait@1', title: 'Hold', config: { for: 'PT1H' } }, gone: { type: 'log@1' } },
  edges: [
    { from: 'start', to: 'hold' },
    { from: 'hold', to: 'gone' },
  ],
};

test('says which nodes came, went and differ, and in what', () => {
  const after: Flow = {
    ...before,
    zone: 'UTC',
    nodes: { start: { type: 'manual@1' }, hold: { type: 'wait@1', title: 'Hold on', config: { for: 'PT2H' } }, tell: { type: 'log@1', title: 'Tell' } },
    edges: [
      { from: 'start', to: 'hold' },
      { from: 'hold', to: 'tell' },
    ],
  };
  expect(changesBetween(before, after)).toEqual({
    added: [{ node: 'tell', title: 'Tell', type: 'log@1' }],
    removed: [{ node: 'gone', title: 'gone', type: 'log@1' }],
    changed: [{ node: 'hold', title: 'Hold on', type: 'wait@1', fields: ['config', 'title'] }],
    edges: { added: ['hold → tell'], removed: ['hold → gone'] },
    flow: ['zone'],
  });
});

test('where nothing stood every node is new; where the same stands nothing is', () => {
  expect(changesBetween(undefined, before).added.map(({ node }) => node)).toEqual(['start', 'hold', 'gone']);
  const same = changesBetween(before, JSON.parse(JSON.stringify(before)) as Flow);
  expect(same).toEqual({ added: [], removed: [], changed: [], edges: { added: [], removed: [] }, flow: [] });
});
