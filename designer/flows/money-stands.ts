import type { Money, NodeFigures } from '../../server/http/api.ts';
import { mainCurrency } from '../canvas/heat.ts';
import { sumByCurrency } from '../show/amount.ts';

/** Where the money of a flow stands: what waits, per node, most first. */
export interface MoneyStands {
  sums: Money[];
  currency: string | undefined;
  waiting: number;
  failed: number;
  rows: { node: string; waiting: number; held: Money | undefined; others: number; share: number; oldestMs: number | undefined }[];
}

/** Sums figures for the panel; several currencies stand side by side and are never added up. */
export function moneyStands(list: readonly NodeFigures[]): MoneyStands {
  const all = list.flatMap((figures) => figures.waitingMoney);
  const currency = mainCurrency(all);
  const heldAt = (figures: NodeFigures) => figures.waitingMoney.find((money) => money.currency === currency) ?? figures.waitingMoney[0];
  const size = (money: Money | undefined) => (money && money.currency === currency ? Number(money.amount) : 0);
  const top = Math.max(0, ...list.map((figures) => size(heldAt(figures))));
  const rows = list
    .filter((figures) => figures.waiting > 0)
    .map((figures) => {
      const held = heldAt(figures);
      return {
        node: figures.node,
        waiting: figures.waiting,
        held,
        others: Math.max(0, figures.waitingMoney.length - 1),
        share: top > 0 ? size(held) / top : 0,
        oldestMs: figures.oldestMs,
      };
    })
    .sort((a, b) => b.share - a.share || b.waiting - a.waiting || (a.node < b.node ? -1 : 1));
  const sums = sumByCurrency(all).sort((a, b) => Number(b.currency === currency) - Number(a.currency === currency));
  return { sums, currency, waiting: rows.reduce((sum, row) => sum + row.waiting, 0), failed: list.reduce((sum, figures) => sum + figures.failed, 0), rows };
}
