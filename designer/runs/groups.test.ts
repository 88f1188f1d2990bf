import { expect, test } from 'vitest';
import type { RunInfo } from '../../server/http/api.ts';
import { groupByCode } from './groups.ts';

const parked = (code: string, amount: string, updatedAt: string): RunInfo => ({
  id: `${code}-${updatedAt}`,
  flow: 'quick_order',
  flowTitle: 'Quick order',
  version: 'a',
  status: 'parked',
  code,
  reason: `${code} said no`,
  keys: ['1'],
  startedAt: updatedAt,
  updatedAt,
  at: [{ node: 'pack', title: 'Reserve stock' }],
  amount: { amount, currency: 'EUR' },
});

test('parked runs with the same fault stand together, the largest group first, with their money and the oldest', () => {
  const groups = groupByCode([
    parked('a', '1.00', '2026-11-19T10:00:00Z'),
    parked('b', '2.10', '2026-11-19T09:00:00Z'),
    parked('b', '0.90', '2026-11-18T09:00:00Z'),
  ]);
  expect(groups.map(({ code, runs, money, oldest }) => [code, runs, money[0]?.amount, oldest])).toEqual([
    ['b', 2, '3.00', '2026-11-18T09:00:00Z'],
    ['a', 1, '1.00', '2026-11-19T10:00:00Z'],
  ]);
});

test('a run that went on since is in no group', () => {
  expect(groupByCode([{ ...parked('a', '1.00', '2026-11-19T10:00:00Z'), status: 'running' }])).toEqual([]);
});
