import './flow-page.css';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense } from 'react';
import type { FlowDetail, NodeTypeInfo } from '../../server/http/api.ts';
import { useFlow } from '../api/flow.ts';
import { useNodeTypes } from '../api/flows.ts';
import { useMe } from '../api/session.ts';
import { Standing } from '../environments/Standing.tsx';
import { ShadowLine } from '../shadow/ShadowLine.tsx';
import { useCrumbs } from '../shell/crumbs.ts';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { flow as words } from '../text/en/flow.ts';
import { en } from '../text/en.ts';
import { DraftProblems } from './DraftProblems.tsx';
import { useFlowView } from './flow-view.ts';
import { LiveMode } from './LiveMode.tsx';

const DrawMode = lazy(() => import('./DrawMode.tsx').then(({ DrawMode: component }) => ({ default: component })));
const VersionsMode = lazy(() => import('../ship/VersionsMode.tsx').then(({ VersionsMode: component }) => ({ default: component })));

/** The page of one flow: its drawing, what it does with a sample, what stands in it, and its versions. */
export default function FlowPage() {
  const { flowId } = useFlowView();
  const detail = useFlow(flowId);
  const types = useNodeTypes();
  useCrumbs([{ name: en.nav.flows, to: '/flows' }, { name: detail.data?.flow.title ?? flowId }]);
  if (detail.isError && !detail.data) return <PanelError title={words.failed} error={detail.error} onAgain={() => void detail.refetch()} />;
  if (types.isError) return <PanelError title={words.failed} error={types.error} onAgain={() => void types.refetch()} />;
  if (!detail.data || !types.data) return <Bones />;
  return <Opened key={flowId} detail={detail.data} nodeTypes={types.data} />;
}

function Opened({ detail, nodeTypes }: { detail: FlowDetail; nodeTypes: NodeTypeInfo[] }) {
  const { flowId, view, show } = useFlowView();
  const narrow = useMediaQuery('(max-width: 640px)') ?? false;
  const draws = useMe().data?.role === 'admin';
  const asked = view.mode ?? (detail.deployed || !draws ? 'live' : 'edit');
  const mode = !draws && (asked === 'edit' || asked === 'try') ? 'live' : asked;
  const props = { flowId, detail, nodeTypes, view, show, shown: view.view ?? (narrow ? ('outline' as const) : ('canvas' as const)) };
  const banners = (
    <>
      <Standing flowId={flowId} title={detail.flow.title} />
      {mode === 'live' && <DraftProblems detail={detail} onNode={(node) => show({ node })} />}
      {(mode === 'live' || mode === 'versions') && <ShadowLine flowId={flowId} detail={detail} />}
      {detail.paused && (
        <div className="flow-paused" role="status">
          {detail.pauseReason ? words.paused(detail.pauseReason) : words.pausedPlain}
        </div>
      )}
    </>
  );
  return (
    <div className="flow-page">
      <h1 className="hidden-words">{detail.flow.title}</h1>
      <Suspense fallback={<Bones />}>
        {mode === 'versions' ? (
          <VersionsMode {...props} banners={banners} />
        ) : mode === 'live' ? (
          <LiveMode {...props} banners={banners} />
        ) : (
          <DrawMode {...props} mode={mode} banners={banners} />
        )}
      </Suspense>
    </div>
  );
}
