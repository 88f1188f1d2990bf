import { tryWords as words } from '../text/en/try.ts';
import type { Trial } from './use-try.ts';

/** What else may happen to the order now: a signal the whole flow hears, or a cancel. */
export function Otherwise({ trial, signals }: { trial: Trial; signals: string[] }) {
  return (
    <p className="try-otherwise">
      {words.otherwise}{' '}
      {signals.map((name) => (
        <button key={name} type="button" className="try-link" onClick={() => trial.move({ do: 'signal', name })}>
          {words.sendName(name)}
        </button>
      ))}
      <button type="button" className="try-link" onClick={() => trial.move({ do: 'cancel' })}>
        {words.cancel}
      </button>
    </p>
  );
}
