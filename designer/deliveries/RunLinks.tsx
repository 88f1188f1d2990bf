import { Link } from '@tanstack/react-router';
import type { DeliveryInfo } from '../../server/http/api.ts';
import { useFlows } from '../api/flows.ts';

/** Runs a message started, each by the title of its flow. */
export function RunLinks({ runs }: { runs: DeliveryInfo['runs'] }) {
  const flows = useFlows().data ?? [];
  return (
    <span className="run-links">
      {runs.map(({ flow, runId }) => (
        <Link key={runId} to="/runs/$runId" params={{ runId }}>
          {flows.find((known) => known.id === flow)?.title ?? flow}
        </Link>
      ))}
    </span>
  );
}
