/** Exact decimals of an invoice: two decimals, fewer where the currency has fewer; half away from zero. */
import Big from 'big.js';
import { exponentOf } from '../../../money.ts';

const half = 1; // Big.roundHalfUp: away from zero

/** EN 16931 allows two decimals even where the currency has three. */
export const decimalsOf = (currency: string): number => Math.min(2, exponentOf(currency));

export const rounded = (value: Big, decimals: number): Big => value.round(decimals, half);

export const shown = (value: Big, decimals: number): string => value.toFixed(decimals, half);

export const sum = (values: readonly Big[]): Big => values.reduce((total, value) => total.plus(value), new Big(0));

/** Shares of a total in proportion to weights, to the last unit: the largest remainders get what rounding left. */
export function shares(total: Big, weights: readonly Big[], decimals: number): Big[] {
  const all = sum(weights);
  if (weights.length === 0) return [];
  if (all.eq(0)) return weights.map((_, index) => (index === 0 ? total : new Big(0)));
  const unit = new Big(10).pow(-decimals);
  const exact = weights.map((weight) => total.times(weight).div(all));
  const floors = exact.map((value) => value.round(decimals, 0));
  const left = Number(total.minus(sum(floors)).div(unit).abs().toFixed(0));
  const order = exact.map((value, index) => ({ index, rest: value.minus(floors[index]!).abs() })).sort((a, b) => b.rest.cmp(a.rest) || a.index - b.index);
  const signed = total.lt(0) ? unit.times(-1) : unit;
  const favoured = new Set(order.slice(0, left).map(({ index }) => index));
  return floors.map((value, index) => (favoured.has(index) ? value.plus(signed) : value));
}
