import { Link } from '@tanstack/react-router';
import type { Held } from '../../server/http/api.ts';
import type { RunSearch } from '../runs/filter.ts';
import { moneysOf } from '../show/amount.ts';
import { spanOf } from '../show/moment.ts';
import { useNow } from '../show/use-now.ts';
import { When } from '../show/When.tsx';
import { switches as words } from '../text/en/switches.ts';
import { SwitchButton } from './SwitchButton.tsx';

/** The runs behind a switch, as the list of runs is filtered. */
export function searchOf({ kind, id, at }: Held): RunSearch {
  const flows = new Set(at.map(({ flow }) => flow));
  const [flow] = kind === 'connection' ? flows : id.split('/');
  const only = flow !== undefined && (kind !== 'connection' || flows.size === 1) ? { flow } : {};
  const nodes = new Set(at.map(({ node }) => node));
  const [node] = nodes;
  return { status: 'waiting', code: kind === 'connection' ? 'connection.paused' : 'flow.paused', ...only, ...(node && nodes.size === 1 ? { node } : {}) };
}

/** What one switch holds: how many, how much, since when and by whom, the runs, and the way back. */
export function HeldLine({ held }: { held: Held }) {
  const now = useNow();
  const { title, paused, runs, money, oldest, since, by, reason } = held;
  return (
    <>
      <p className="held-words">
        <strong>{paused ? words.paused(title) : words.goesOn(title)}</strong>
        {': '}
        <span className="num">{paused ? words.holds(runs, moneysOf(money)) : words.left(runs)}</span>
        {oldest ? `, ${words.oldest(spanOf(Math.floor(Math.max(0, now - Date.parse(oldest)) / 1_000) * 1_000))}` : ''}
        {since ? (
          <>
            {' · '}
            {words.since} <When at={since} /> {by ? words.by(by) : ''}
          </>
        ) : null}
        {reason ? ` · ${words.because(reason)}` : ''}
      </p>
      <span className="held-acts">
        {runs > 0 && (
          <Link to="/runs" search={searchOf(held)} aria-label={words.runsOf(title)}>
            {words.runs}
          </Link>
        )}
        {paused && <SwitchButton of={held} />}
      </span>
    </>
  );
}
