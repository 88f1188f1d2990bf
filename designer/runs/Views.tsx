import { Link } from '@tanstack/react-router';
import { Star } from 'lucide-react';
import { useFlows } from '../api/flows.ts';
import { without } from '../filters/without.ts';
import { en } from '../text/en.ts';
import type { RunSearch } from './filter.ts';

const views = ['all', 'parked', 'waiting', 'running', 'completed'] as const;

/** The usual ways to look at runs, with how many stand in each. */
export function Views({ search }: { search: RunSearch }) {
  const flows = useFlows().data ?? [];
  const counted = flows.filter((flow) => search.flow === undefined || flow.id === search.flow);
  const kept = without(without(search, 'status'), 'code');
  return (
    <nav className="views" aria-label={en.runs.title}>
      {views.map((view) => {
        const open = view === 'parked' || view === 'waiting' || view === 'running' ? counted.reduce((sum, flow) => sum + flow.open[view], 0) : undefined;
        const here = (search.status ?? 'all') === view;
        return (
          <Link
            key={view}
            to="/runs"
            search={view === 'all' ? kept : { ...kept, status: view }}
            className="view"
            activeOptions={{ exact: true, includeSearch: true }}
            data-here={here || undefined}
          >
            {view === 'parked' ? <Star size={14} aria-hidden /> : null}
            {en.runs.views[view]}
            {open === undefined || flows.length === 0 ? null : <span className="num quiet">{open.toLocaleString()}</span>}
          </Link>
        );
      })}
    </nav>
  );
}
