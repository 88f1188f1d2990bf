import { Minus, Move, Pencil, Plus } from 'lucide-react';
import { countsOf, type FlowDiff } from '../../flows/diff.ts';
import { ship as words } from '../text/en/ship.ts';

/** How many nodes came, went and changed, in a row. */
export function Counts({ diff }: { diff: FlowDiff }) {
  const { added, removed, changed, moved } = countsOf(diff);
  if (added + removed + changed + moved === 0) return null;
  return (
    <p className="diff-counts">
      {added > 0 && (
        <span data-mark="added">
          <Plus size={14} aria-hidden /> {words.counts.added(added)}
        </span>
      )}
      {removed > 0 && (
        <span data-mark="removed">
          <Minus size={14} aria-hidden /> {words.counts.removed(removed)}
        </span>
      )}
      {changed > 0 && (
        <span data-mark="changed">
          <Pencil size={13} aria-hidden /> {words.counts.changed(changed)}
        </span>
      )}
      {moved > 0 && (
        <span>
          <Move size={14} aria-hidden /> {words.moved(moved)}
        </span>
      )}
    </p>
  );
}
