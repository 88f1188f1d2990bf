/** R1: SIGKILL at random instants under load; no acknowledged order is lost, none stuck, none doubled at class A. */
import { killRound } from './kill-round.ts';
import type { Scenario } from './scenario.ts';

export const scenario: Scenario<{ kills: number; orders: number }> = {
  row: 'R1',
  title: 'killed under load',
  isAlone: true,
  sizes: { ci: { kills: 8, orders: 1_500 }, long: { kills: 100, orders: 50_000 } },
  async run({ kills, orders }, { seed, say }) {
    const { acked, lost, stuck, duplicates, recoveryMs, isGreen, words } = await killRound({ kills, orders, seed }, say);
    return { row: 'R1', n: acked, k: kills, lost, duplicate: duplicates, stuck, recoveryMs, seed, pass: isGreen, words };
  },
};
