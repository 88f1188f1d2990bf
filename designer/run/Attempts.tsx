import type { StepInfo } from '../../server/http/api.ts';
import { When } from '../show/When.tsx';
import { run as words } from '../text/en/run.ts';

/** Failed attempts of a step, each with its moment and cause. */
export function Attempts({ step }: { step: StepInfo }) {
  if (step.attempts.length === 0) return <p className="run-none">{words.noAttempts}</p>;
  return (
    <ol className="attempts">
      {step.attempts.map((one) => (
        <li key={`${one.attempt}-${one.at}`}>
          <strong className="num">{one.attempt}</strong>
          <When at={one.at} />
          <div>
            <p>{one.error.message}</p>
            <p className="mono quiet">{one.error.code}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
