import { expect, test } from 'vitest';
import type { RunInfo } from '../../server/http/api.ts';
import { csvOf } from './csv.ts';

const run = (reason: string, amount = '12.00'): RunInfo => ({
  id: 'r1',
  flow: 'quick_order',
  flowTitle: 'Quick order',
  version: 'a',
  status: 'parked',
  keys: ['10388'],
  startedAt: '2026-11-19T10:00:00Z',
  updatedAt: '2026-11-19T10:00:00Z',
  at: [{ node: 'pack', title: 'Pack' }],
  reason,
  amount: { amount, currency: 'EUR' },
});

test.each([
  ['=HYPERLINK("http://x")', `"'=HYPERLINK(""http://x"")"`],
  ['+46 8', "'+46 8"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-1+cmd', "'-1+cmd"],
  ['one, two', '"one, two"'],
])('a reason "%s" stays text in a spreadsheet', (reason, cell) => {
  expect(csvOf([run(reason)])).toContain(`,${cell},`);
});

test('a negative amount stays a number', () => {
  expect(csvOf([run('x', '-8000.00')])).toContain(',-8000.00,EUR,');
});
