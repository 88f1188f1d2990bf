import type { MatchQueue } from '../../server/http/api.ts';
import { matches as words } from '../text/en/matches.ts';

/** How far the matcher got with what waits: a bar, and the same in words. */
export function Verdicts({ counts: { automatic, suggested, unidentified } }: { counts: MatchQueue['counts'] }) {
  return (
    <div className="verdicts">
      <div className="verdict-bar" aria-hidden>
        <i data-verdict="AUTO" style={{ flexGrow: automatic }} />
        <i data-verdict="SUGGEST" style={{ flexGrow: suggested }} />
        <i data-verdict="UNIDENTIFIED" style={{ flexGrow: unidentified }} />
      </div>
      <p className="hint">{words.split(automatic, suggested, unidentified)}</p>
    </div>
  );
}
