import { expect, it } from 'vitest';
import { runNode } from '../test/support/run-node.ts';
import lookup from './lookup.ts';

const row = { code: 'dhl', name: 'DHL Freight' };

it('a row that is there goes on through found', async () => {
  expect(await runNode(lookup, { config: { table: 'carriers', key: 'dhl', row } })).toEqual({ kind: 'emit', port: 'found', output: row });
});

it.each([
  ['with nothing', {}, null],
  ['with what is given otherwise', { otherwise: { name: 'Post' } }, { name: 'Post' }],
])('a row that is not there goes on through missing, %s', async (_, more, output) => {
  expect(await runNode(lookup, { config: { table: 'carriers', key: 'ups', row: null, ...more } })).toEqual({ kind: 'emit', port: 'missing', output });
});

it.each([
  [{ $expr: 'order.a, order.b' }, '$lookup("carriers", (order.a, order.b))'],
  [{ $expr: 'order.carrier' }, '$lookup("carriers", (order.carrier))'],
  ['d"hl', '$lookup("carriers", "d\\"hl")'],
  [25, '$lookup("carriers", 25)'],
])('key %j is looked up in its table', (key, source) => {
  expect(lookup.derive!({ table: 'carriers', key })).toEqual({ row: { $expr: source } });
});
