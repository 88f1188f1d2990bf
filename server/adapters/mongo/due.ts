/**
 * What is due. A batch that is full may be a flood: then it is asked once more for what is not of its flows. The index
 * (wake, flow, n) lets the server leap over the flood from one instant to the next, so the second question costs a seek
 * for each distinct `wake` of the flood, and nothing where no batch is full.
 */
import { shareOut } from '../share-out.ts';
import type { RunDoc } from './layout.ts';
import type { Filter, Shelves, Test } from './shelves.ts';

/** A batch of more flows than this is mixed enough. */
const fewFlows = 8;

type Due = { tenant: string; runId: string; flow: string };

export async function findDue(shelves: Shelves, now: number, limit: number, except: ReadonlySet<string>): Promise<Due[]> {
  const free = [{ lease: { $exists: false } }, { 'lease.until': { $lte: shelves.now() } }];
  const look = (filter: Filter, most: number): Promise<RunDoc[]> =>
    shelves.runs.find(filter, { sort: { wake: 1, flow: 1, n: 1 }, limit: most, only: ['tenant', 'run', 'flow', 'wake', 'n'] });
  const first = await look({ wake: { $lte: now }, $or: free }, limit + except.size);
  const flows = [...new Set(first.map(({ flow }) => flow))].sort();
  const isFlood = first.length === limit + except.size && flows.length > 0 && flows.length <= fewFlows;
  const others = isFlood ? await look({ $or: besides(flows, now, free) }, limit) : [];
  const due = [...first, ...others].filter(({ run }) => !except.has(run)).sort((a, b) => a.wake! - b.wake! || a.n - b.n);
  return shareOut(due, limit).map(({ tenant, run, flow }) => ({ tenant, runId: run, flow }));
}

/** Every flow but these, as ranges between them. */
function besides(flows: string[], now: number, free: Filter[]): Filter[] {
  const ranges: Test[] = [...flows, undefined].map((flow, index) => ({
    ...(index === 0 ? {} : { $gt: flows[index - 1]! }),
    ...(flow === undefined ? {} : { $lt: flow }),
  }));
  return ranges.flatMap((flow) => free.map((condition) => ({ wake: { $lte: now }, flow, ...condition })));
}
