import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiHarness, openApi } from '../../../test/support/api-harness.ts';
import { runCommand } from '../../cli/program.ts';

const items = [{ id: 'i1', number: 'INV-10017', customer: { id: 'C1', name: 'Nordlys Varme AS' }, amount: '100.00', currency: 'EUR' }];
const payments = [
  { id: 'p1', amount: '100.00', currency: 'EUR', name: 'NORDLYS VARME', text: ['payment INV-10', '017'] },
  { id: 'p2', amount: '7.00', currency: 'EUR' },
];

let api: ApiHarness;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const preview = (body: unknown) => api.call('POST', '/api/matches/preview', { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });

test('one decision per payment, on the command line as by the API', async () => {
  const { status, body } = await preview({ items, payments });
  expect([status, body]).toEqual([
    200,
    [
      {
        payment: 'p1',
        decision: 'AUTO',
        allocations: [{ item: 'i1', amount: '100.00' }],
        p: expect.any(Number),
        because: expect.stringContaining('INV-10017'),
      },
      { payment: 'p2', decision: 'UNIDENTIFIED', allocations: [], p: 0, because: expect.any(String) },
    ],
  ]);
  const dir = await mkdtemp(join(tmpdir(), 'orderloom-'));
  await writeFile(join(dir, 'items.json'), JSON.stringify(items));
  await writeFile(join(dir, 'payments.json'), JSON.stringify(payments));
  const lines: string[] = [];
  const terminal = { env: {}, write: (line: string) => lines.push(line), writeError: () => {} };
  expect(await runCommand(['match', '--json', '--items', join(dir, 'items.json'), '--payments', join(dir, 'payments.json')], terminal)).toBe(0);
  await rm(dir, { recursive: true });
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(body);
});

test('an amount that is no plain decimal is refused with its place', async () => {
  const { status, body } = await preview({ items, payments: [{ ...payments[1], amount: '1e5' }] });
  expect([status, JSON.stringify(body)]).toEqual([422, expect.stringContaining('/payments/0/amount')]);
});
