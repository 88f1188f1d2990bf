/** What waits for a switch, added up: by flow, first open node, switch and currency. */
import type { RunHead } from '../engine/ports.ts';
import { type HeldRow, heldCodes } from '../engine/reads.ts';
import { addMoney } from './count.ts';

export type HeldHead = Pick<RunHead, 'flow' | 'status' | 'code' | 'held' | 'open' | 'startedAt' | 'amount' | 'currency'>;

export const isHeld = ({ status, code }: Pick<RunHead, 'status' | 'code'>): boolean => status === 'waiting' && heldCodes.some((one) => one === code);

/** Adds one held run to the sums. */
export function addHeld(sums: Map<string, HeldRow>, { flow, code, held, open, startedAt, amount, currency }: HeldHead): void {
  const node = open[0] ?? '';
  const name = `${flow}/${node}/${code}/${held ?? ''}`;
  const sum = sums.get(name) ?? { flow, node, code: code!, ...(held === undefined ? {} : { by: held }), runs: 0, oldest: startedAt, money: {} };
  sum.runs += 1;
  sum.oldest = Math.min(sum.oldest, startedAt);
  if (amount !== undefined && currency !== undefined) sum.money[currency] = addMoney(sum.money[currency], amount);
  sums.set(name, sum);
}
