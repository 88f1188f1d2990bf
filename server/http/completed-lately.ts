/** How many runs of each flow were completed in the last 24 hours, remembered for a short while. */
import type { AppDeps } from './deps.ts';

const day = 86_400_000;
const freshFor = 15_000;

/** Counts what passed the nodes at the end of each deployed drawing; a flow with several ends takes the busiest. */
export function completedLately({ catalogue, reads, clock }: Pick<AppDeps, 'catalogue' | 'reads' | 'clock'>) {
  const known = new Map<string, { at: number; counts: Promise<Map<string, number>> }>();

  async function count(tenant: string): Promise<Map<string, number>> {
    const to = clock.now();
    const flows = catalogue.deployed().filter((each) => each.tenant === tenant);
    const counts = await Promise.all(
      flows.map(async ({ flow }): Promise<[string, number]> => {
        const leaving = new Set(flow.edges.map(({ from }) => from.split('.')[0]));
        const rows = await reads.counts(tenant, { flow: flow.id, from: to - day, to, bucketMs: day });
        const perNode = Object.keys(flow.nodes)
          .filter((node) => !leaving.has(node))
          .map((node) => rows.filter((row) => row.node === node).reduce((sum, row) => sum + row.completed, 0));
        return [flow.id, Math.max(0, ...perNode)];
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
