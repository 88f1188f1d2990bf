import { spanOf } from '../show/moment.ts';
import { useNow } from '../show/use-now.ts';
import { flow as words } from '../text/en/flow.ts';

/** How old the figures are: green while they follow, amber once they are older than five seconds. */
export function Freshness({ at, error }: { at: number; error: boolean }) {
  const now = useNow(1_000);
  if (at === 0)
    return error ? (
      <span className="freshness" data-stale>
        {words.figuresFailed}
      </span>
    ) : null;
  const age = Math.max(0, now - at);
  if (age > 5_000)
    return (
      <span className="freshness" data-stale>
        {words.stale(spanOf(Math.floor(age / 1000) * 1000))}
      </span>
    );
  return (
    <span className="freshness">
      <i />
      {words.fresh}
    </span>
  );
}
