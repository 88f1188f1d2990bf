import { expect, it } from 'vitest';
import { neededBy } from './needed-by.ts';

const data = { trigger: { t: 1 }, order: { o: 1 }, steps: { a: 1, b: 2 }, item: { i: 1 }, run: { id: 'r' } };

it.each([
  ['order.o', { trigger: null, order: { o: 1 }, steps: {}, run: { id: 'r' } }],
  ['steps.a + trigger.t', { trigger: { t: 1 }, order: null, steps: { a: 1 }, run: { id: 'r' } }],
  ['$keys(steps)', { trigger: null, order: null, steps: { a: 1, b: 2 }, run: { id: 'r' } }],
  ['steps.`a`', { trigger: null, order: null, steps: { a: 1 }, run: { id: 'r' } }],
  ['item.i', { trigger: null, order: null, steps: {}, item: { i: 1 }, run: { id: 'r' } }],
  ['$$', data],
])('%s needs no more than this', (source, needed) => expect(neededBy(source, data)).toEqual(needed));
