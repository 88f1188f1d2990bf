import type { Money, RunInfo } from '../../server/http/api.ts';
import { sumByCurrency } from '../show/amount.ts';

export interface ErrorGroup {
  code: string;
  /** Reason of the latest run: what the group is called. */
  reason: string;
  place: string;
  runs: number;
  money: Money[];
  oldest: string;
}

/** Parked runs by their code, the largest group first. */
export function groupByCode(runs: RunInfo[]): ErrorGroup[] {
  const byCode = new Map<string, RunInfo[]>();
  for (const run of runs) {
    if (run.status !== 'parked') continue;
    const code = run.code ?? 'unknown';
    byCode.set(code, [...(byCode.get(code) ?? []), run]);
  }
  return [...byCode]
    .map(([code, members]) => ({
      code,
      reason: members[0]?.reason ?? code,
      place: [...new Set(members.flatMap((run) => run.at.map((place) => place.title)))].slice(0, 2).join(', ') || members[0]?.flowTitle || '',
      runs: members.length,
      money: sumByCurrency(members.map((run) => run.amount)),
      oldest: members.reduce((oldest, run) => (run.updatedAt < oldest ? run.updatedAt : oldest), members[0]?.updatedAt ?? ''),
    }))
    .sort((a, b) => b.runs - a.runs);
}
