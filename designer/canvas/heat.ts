/** Colours a card by the money that waits on it, in five steps of the largest sum. Never the only sign: the pill says the sum. */
import type { Money, NodeFigures } from '../../server/http/api.ts';

export type Heat = 0 | 1 | 2 | 3 | 4 | 5;

export interface HeatScale {
  currency: string;
  /** Lower bounds of steps 2 to 5. */
  bounds: [number, number, number, number];
}

const shares = [0.02, 0.1, 0.3, 0.7] as const;

/** Steps for one set of figures; absent when no money waits. */
export function scaleOf(list: readonly NodeFigures[]): HeatScale | undefined {
  const sums = list.flatMap((figures) => figures.waitingMoney);
  const currency = mainCurrency(sums);
  if (currency === undefined) return undefined;
  const top = round(Math.max(...sums.filter((money) => money.currency === currency).map((money) => Number(money.amount))));
  return top > 0 ? { currency, bounds: shares.map((share) => round(top * share)) as HeatScale['bounds'] } : undefined;
}

/** Step of one node: 0 where no money waits. */
export function heatOf(figures: NodeFigures, scale: HeatScale | undefined): Heat {
  if (!scale) return 0;
  const sum = figures.waitingMoney.find((money) => money.currency === scale.currency);
  const amount = Number(sum?.amount ?? 0);
  if (!(amount > 0)) return 0;
  return (1 + scale.bounds.filter((bound) => amount >= bound).length) as Heat; // four bounds give 1 to 5
}

/** The currency most of the sums are in; the larger total decides a tie. */
export function mainCurrency(sums: readonly Money[]): string | undefined {
  const seen = new Map<string, { count: number; total: number }>();
  for (const { currency, amount } of sums) {
    const entry = seen.get(currency) ?? { count: 0, total: 0 };
    seen.set(currency, { count: entry.count + 1, total: entry.total + Number(amount) });
  }
  return [...seen].sort(([a, x], [b, y]) => y.count - x.count || y.total - x.total || (a < b ? -1 : 1))[0]?.[0];
}

/** One or two leading digits, so that bounds read well. */
function round(value: number): number {
  if (!(value > 0)) return 0;
  const unit = 10 ** Math.floor(Math.log10(value));
  const lead = value / unit;
  return (lead < 2 ? Math.round(lead * 2) / 2 : Math.round(lead)) * unit;
}
