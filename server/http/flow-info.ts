/** Flows as lists and pages show them. */
import { fromMinor } from '../../flows/money.ts';
import type { FlowEntry } from '../catalogue/catalogue.ts';
import type { Deployed } from '../catalogue/deployed.ts';
import type { Reads } from '../engine/reads.ts';
import type { FlowDetail, FlowSummary, Money } from './api.ts';
import { iso } from './run-info.ts';

type Open = Awaited<ReturnType<Reads['open']>>;

/** The card of a flow; `open` are all rows of open runs, `completed24h` is counted elsewhere. */
export function flowSummary(entry: FlowEntry, open: Open, completed24h: number): FlowSummary {
  const own = open.filter(({ flow }) => flow === entry.id);
  const runs = (status: string): number => own.filter((row) => row.status === status).reduce((sum, row) => sum + row.runs, 0);
  const { draft, deployed } = entry;
  return {
    id: entry.id,
    title: draft.title,
    description: draft.description ?? '',
    paused: deployed?.paused ?? false,
    changed: entry.changed,
    problems: entry.problems.length,
    nodes: Object.keys(draft.nodes).length,
    open: { running: runs('running'), waiting: runs('waiting'), parked: runs('parked') },
    money: addUp(own.map(({ money }) => money)),
    completed24h,
    ...(deployed
      ? {
          version: deployed.version,
          versionNumber: deployed.number,
          deployedAt: iso(deployed.at),
          deployedBy: deployed.by,
          ...(deployed.pauseReason ? { pauseReason: deployed.pauseReason } : {}),
        }
      : {}),
  };
}

export function flowDetail({ draft, rev, problems, deployed }: FlowEntry): FlowDetail {
  return {
    flow: draft,
    rev,
    problems,
    paused: deployed?.paused ?? false,
    ...(deployed ? { deployed: deployedInfo(deployed) } : {}),
    ...(deployed?.pauseReason ? { pauseReason: deployed.pauseReason } : {}),
  };
}

const deployedInfo = ({ version, number, at, by, message, flow }: Deployed) => ({ version, number, at: iso(at), by, message, flow });

/** Minor units by currency, added up and written out; sorted by currency. */
export function addUp(sums: Record<string, string>[]): Money[] {
  const total = new Map<string, bigint>();
  for (const sum of sums) for (const [currency, minor] of Object.entries(sum)) total.set(currency, (total.get(currency) ?? 0n) + BigInt(minor));
  return [...total].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, minor]) => fromMinor(minor, currency));
}
