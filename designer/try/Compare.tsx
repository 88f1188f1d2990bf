import type { Json, TryStep } from '../../server/http/api.ts';
import { useRealSteps } from '../api/try.ts';
import { tryWords as words } from '../text/en/try.ts';
import { differencesOf } from './differences.ts';

const most = 50;

/** A step beside the same step of the real order that is followed. */
export function Compare({ run, step }: { run: string; step: TryStep }) {
  const real = useRealSteps(run).data;
  if (!real) return null;
  const visits = real.filter(({ node }) => node === step.node);
  const same = visits[step.visit - 1] ?? visits.at(-1);
  if (!same) return <p className="try-none">{words.compareNone}</p>;
  const found = [
    ...(same.port === step.port ? [] : [{ field: 'port', real: same.port ?? null, here: step.port ?? null }]),
    ...differencesOf(same.output ?? null, step.output ?? null),
  ];
  if (found.length === 0) return <p className="try-none">{words.compareSame}</p>;
  return (
    <>
      <p className="try-note">{words.compareDiffers(found.length)}</p>
      <table className="try-compare">
        <thead>
          <tr>
            <th>{words.compareField}</th>
            <th>{words.compareReal}</th>
            <th>{words.compareHere}</th>
          </tr>
        </thead>
        <tbody>
          {found.slice(0, most).map(({ field, real: one, here }) => (
            <tr key={field}>
              <th>{field}</th>
              <td>{short(one)}</td>
              <td>{short(here)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function short(value: Json | undefined): string {
  const text = value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
