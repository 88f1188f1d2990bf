import type { RunDetail } from '../../server/http/api.ts';
import { When } from '../show/When.tsx';
import { run as words } from '../text/en/run.ts';
import { FoldedJson } from './JsonBlock.tsx';

/** Signals under the keys of the run: those it took, and those that lie ready. */
export function Signals({ run }: { run: RunDetail }) {
  return (
    <section className="card" aria-label={words.signals}>
      <div className="card-head">
        <h2>{words.signals}</h2>
        {run.signals.length > 0 ? <span className="quiet num">{run.signals.length}</span> : null}
      </div>
      {run.signals.length === 0 ? <p className="card-body run-none">{words.noSignals}</p> : null}
      <ul className="signals">
        {run.signals.map((signal) => (
          <li key={`${signal.name}/${signal.key}/${signal.id}`}>
            <div className="effect-line">
              <strong>{signal.name}</strong>
              <span className="tag">{signal.taken ? words.taken : words.notTaken}</span>
            </div>
            <p className="hint">
              {signal.key}, <When at={signal.at} />
            </p>
            <FoldedJson value={signal.data} name={words.raw} />
          </li>
        ))}
      </ul>
      {run.listensTo.length > 0 ? (
        <p className="signals-foot hint">
          {words.listens} {run.listensTo.join(', ')}
        </p>
      ) : null}
    </section>
  );
}
