import type { StepStatus, UndoInfo } from '../../server/http/api.ts';
import { StatusIcon } from '../show/Status.tsx';
import { run as words } from '../text/en/run.ts';

const iconOf: Record<UndoInfo['status'], StepStatus> = {
  possible: 'scheduled',
  next: 'scheduled',
  'under-way': 'running',
  undone: 'completed',
  failed: 'failed',
  left: 'canceled',
};

/** Of a run that was stopped: what was done and is undone, in the order in which it goes. */
export function Undone({ undo, onSelect }: { undo: readonly UndoInfo[]; onSelect: (step: string) => void }) {
  if (undo.every(({ status }) => status === 'possible')) return null;
  return (
    <section className="card" aria-label={words.undo}>
      <div className="card-head">
        <h2>{words.undo}</h2>
        <span className="hint">{words.undoHint}</span>
      </div>
      <ul className="effects undone">
        {undo.map(({ step, title, by, status }) => (
          <li key={`${step} ${by}`}>
            <StatusIcon status={iconOf[status]} />
            <div>
              <span>{words.undoState[status](by)}</span>
              <p className="hint">
                {words.undoOf}{' '}
                <button type="button" className="plain" onClick={() => onSelect(step)}>
                  {title}
                </button>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
