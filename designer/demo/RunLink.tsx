import { Link } from '@tanstack/react-router';
import { useRun } from '../api/runs.ts';
import { StatusIcon } from '../show/Status.tsx';
import { en } from '../text/en.ts';

/** One run of a placed order: its flow, and where it stands now. */
export function RunLink({ id, flow }: { id: string; flow: string }) {
  const run = useRun(id).data;
  const place = run?.at.map((one) => one.title).join(', ');
  return (
    <Link to="/runs/$runId" params={{ runId: id }} className="run-link">
      {run ? <StatusIcon status={run.status} size={14} /> : null}
      <span>{run?.flowTitle ?? flow}</span>
      {run ? (
        <span className="quiet">
          {en.status[run.status]}
          {place ? ` at ${place}` : ''}
        </span>
      ) : null}
    </Link>
  );
}
