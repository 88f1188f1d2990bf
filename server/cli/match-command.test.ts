import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCommand } from './program.ts';

const dir = mkdtempSync(join(tmpdir(), 'match-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

test('hub match answers one line of JSON per payment', async () => {
  writeFileSync(
    join(dir, 'items.json'),
    JSON.stringify([{ id: 'i1', number: 'INV-10422', customer: { id: 'c1', name: 'Berg AB' }, amount: '119.00', currency: 'EUR' }]),
  );
  writeFileSync(
    join(dir, 'payments.json'),
    JSON.stringify([
      { id: 'p1', amount: '119.00', currency: 'EUR', name: 'Berg AB', text: 'Invoice INV-10422' },
      { id: 'p2', amount: '7.00', currency: 'EUR', name: 'Nobody', text: 'thanks' },
    ]),
  );
  const lines: string[] = [];
  const terminal = { env: {}, write: (line: string) => void lines.push(line), writeError: (line: string) => void lines.push(line) };
  const code = await runCommand(['match', '--json', '--items', join(dir, 'items.json'), '--payments', join(dir, 'payments.json')], terminal);
  expect(code).toBe(0);
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { payment: 'p1', decision: 'AUTO', allocations: [{ item: 'i1', amount: '119.00' }] },
    { payment: 'p2', decision: 'UNIDENTIFIED', allocations: [] },
  ]);
});
