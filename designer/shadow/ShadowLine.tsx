import './shadow.css';
import { Link } from '@tanstack/react-router';
import type { FlowDetail } from '../../server/http/api.ts';
import { useMe } from '../api/session.ts';
import { useShadow, useShadowReport } from '../api/shadow.ts';
import { shadow as words } from '../text/en/shadow.ts';

/** On the page of a flow: what runs beside the live version, and how much of it would have gone another way. */
export function ShadowLine({ flowId, detail }: { flowId: string; detail: FlowDetail }) {
  const info = useShadow(flowId).data;
  const isAdmin = useMe().data?.role === 'admin';
  if (!info?.live || (!info.shadow && !(isAdmin && isChanged(detail)))) return null;
  return (
    <div className="shadow-line">
      {info.shadow ? <strong>{words.head(info.shadow.number, info.live.number)}</strong> : <span className="quiet">{words.none}</span>}
      {info.shadow ? <Sum flowId={flowId} /> : null}
      <Link to="/flows/$flowId/shadow" params={{ flowId }}>
        {info.shadow ? words.open : words.begin}
      </Link>
    </div>
  );
}

/** The draft would do something else than the version deployed. */
const isChanged = ({ flow, deployed }: FlowDetail): boolean =>
  deployed !== undefined && JSON.stringify([flow.nodes, flow.edges]) !== JSON.stringify([deployed.flow.nodes, deployed.flow.edges]);

function Sum({ flowId }: { flowId: string }) {
  const totals = useShadowReport(flowId, 1).data?.pages[0]?.totals;
  return <span>{totals ? words.sum(totals.runs, totals.kinds.path) : null}</span>;
}
