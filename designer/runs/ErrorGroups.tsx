import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useParkedRuns } from '../api/runs.ts';
import { moneysOf } from '../show/amount.ts';
import { spanOf } from '../show/moment.ts';
import { useNow } from '../show/use-now.ts';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { en } from '../text/en.ts';
import type { RunSearch } from './filter.ts';
import { groupByCode } from './groups.ts';

/** Parked runs grouped by what is wrong: one click filters the list. Not there while nothing is parked. */
export function ErrorGroups({ search }: { search: RunSearch }) {
  const parked = useParkedRuns(search.flow);
  const now = useNow();
  const groups = groupByCode(parked.data?.items ?? []);
  if (groups.length === 0 && (parked.isSuccess || search.status !== 'parked')) return null;
  const total = groups.reduce((sum, group) => sum + group.runs, 0);
  return (
    <section className="card groups" aria-label={en.runs.groups}>
      <div className="card-head">
        <h2>{en.runs.groups}</h2>
        <span className="hint">{en.runs.groupsOpen(groups.length)}</span>
      </div>
      {parked.isPending ? (
        <Bones rows={4} />
      ) : parked.isError ? (
        <PanelError title={en.runs.failed} error={parked.error} onAgain={() => void parked.refetch()} />
      ) : (
        <>
          <ul className="group-list">
            {groups.map((group) => (
              <li key={group.code}>
                <Link
                  to="/runs"
                  search={{ ...(search.flow ? { flow: search.flow } : {}), status: 'parked', code: group.code }}
                  className="group"
                  data-current={search.code === group.code || undefined}
                >
                  <span className="group-name">{group.reason}</span>
                  <strong className="num">{group.runs}</strong>
                  <span className="hint group-place">
                    {group.place} · <span className="mono">{group.code}</span>
                  </span>
                  <span className="hint num">
                    {[moneysOf(group.money), en.runs.oldest(spanOf(now - Date.parse(group.oldest)))].filter(Boolean).join('\u2002')}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
          <p className="hint groups-foot">{en.runs.groupsOf(total, parked.data.next !== null)}</p>
        </>
      )}
    </section>
  );
}

/** On phones: the largest group only. */
export function LargestGroup({ search }: { search: RunSearch }) {
  const groups = groupByCode(useParkedRuns(search.flow).data?.items ?? []);
  const largest = groups[0];
  if (!largest || search.code) return null;
  return (
    <Link to="/runs" search={{ ...(search.flow ? { flow: search.flow } : {}), status: 'parked', code: largest.code }} className="card largest">
      <span className="group-name">{largest.reason}</span>
      <strong className="num">{largest.runs}</strong>
      <span className="hint">{[en.runs.largest(groups.length), moneysOf(largest.money)].filter(Boolean).join(' · ')}</span>
      <ChevronRight size={16} aria-hidden />
    </Link>
  );
}
