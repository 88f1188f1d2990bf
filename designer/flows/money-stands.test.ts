import { expect, test } from 'vitest';
import { figuresOf } from '../../test/support/canvas-page/figures.ts';
import { heatPump } from '../../test/support/canvas-page/flows.ts';
import { moneyStands } from './money-stands.ts';

test('says what waits where, the largest sum first, and adds no two currencies', () => {
  const list = figuresOf(heatPump).map((figures) =>
    figures.node === 'window' ? { ...figures, waitingMoney: [{ amount: '10.10', currency: 'EUR' }] } : figures,
  );
  const stands = moneyStands(list);
  expect(stands.rows.map((row) => row.node)).toEqual(['installer', 'payment', 'review', 'window']);
  expect(stands.sums).toEqual([
    { currency: 'SEK', amount: '14700000' },
    { currency: 'EUR', amount: '10.10' },
  ]);
  expect([stands.waiting, stands.failed]).toEqual([400, 8]);
});

test('a flow where nothing waits has no rows', () => {
  expect(moneyStands([])).toEqual({ sums: [], currency: undefined, waiting: 0, failed: 0, rows: [] });
});
