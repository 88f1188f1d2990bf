import { expect, it } from 'vitest';
import { answering, connectionTo, runNode } from '../test/support/run-node.ts';
import checkStock from './check-stock.ts';

const connection = connectionTo('sandbox_wms', { baseUrl: 'http://wms.example/wms' });

it.each([
  ['everything is there', { A: 3, B: 1 }, 'in_stock', []],
  ['two lines of one article ask for their sum', { A: 2, B: 1 }, 'short', [{ sku: 'A', needed: 3, available: 2 }]],
  ['an unknown article is not there', { A: 3 }, 'short', [{ sku: 'B', needed: 1, available: 0 }]],
])('%s', async (_, stock, port, missing) => {
  const { http, asked } = answering({ status: 200, body: { stock } });
  const lines = [
    { sku: 'A', quantity: 1 },
    { sku: 'B', quantity: 1 },
    { sku: 'A', quantity: 2 },
  ];
  expect(await runNode(checkStock, { order: { lines }, connection, http })).toMatchObject({ kind: 'emit', port, output: { missing } });
  expect(asked[0]?.url).toBe('http://wms.example/wms/stock?skus=A%2CB');
});

it('an order without lines needs nothing', async () => {
  expect(await runNode(checkStock, { order: { lines: [] }, connection })).toMatchObject({ port: 'in_stock' });
});

it('says what is missing when no warehouse is bound', async () => {
  await expect(runNode(checkStock, { order: { lines: [] } })).rejects.toMatchObject({ code: 'connection.missing' });
});
