/** How many runs of each flow were completed in the last 24 hours, remembered for a short while. */
import { wholeRun } from '../engine/counts.ts';
import type { AppDeps } from './deps.ts';

const day = 86_400_000;
const freshFor = 15_000;

/** Taken from the figures of whole runs, minute by minute. */
export function completedLately({ catalogue, reads, clock }: Pick<AppDeps, 'catalogue' | 'reads' | 'clock'>) {
  const known = new Map<string, { at: number; counts: Promise<Map<string, number>> }>();

  async function count(tenant: string): Promise<Map<string, number>> {
    const to = clock.now();
    const flows = catalogue.deployed(tenant);
    const counts = await Promise.all(
      flows.map(async ({ flow }): Promise<[string, number]> => {
        const rows = await reads.counts(tenant, { flow: flow.id, from: to - day, to });
        return [flow.id, rows.filter(({ node }) => node === wholeRun).reduce((sum, row) => sum + row.completed, 0)];
      }),
    );
    return new Map(counts);
  }

  return (tenant: string): Promise<Map<string, number>> => {
    const kept = known.get(tenant);
    if (kept && clock.now() - kept.at < freshFor) return kept.counts;
    const counts = count(tenant);
    known.set(tenant, { at: clock.now(), counts });
    counts.catch(() => known.delete(tenant));
    return counts;
  };
}
