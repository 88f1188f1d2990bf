import './flow-page.css';
import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { FlowDetail, NodeTypeInfo } from '../../server/http/api.ts';
import { useFlow, useNodeFigures } from '../api/flow.ts';
import { useNodeTypes } from '../api/flows.ts';
import { queryClient } from '../api/query-client.ts';
import { FlowCanvas } from '../canvas/FlowCanvas.tsx';
import { createFigures } from '../canvas/figures.ts';
import { Outline } from '../canvas/outline.tsx';
import { Standing } from '../environments/Standing.tsx';
import { ShadowLine } from '../shadow/ShadowLine.tsx';
import { useCrumbs } from '../shell/crumbs.ts';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { flow as words } from '../text/en/flow.ts';
import { DraftProblems } from './DraftProblems.tsx';
import { FlowBar } from './FlowBar.tsx';
import { FlowSwitch } from './FlowSwitch.tsx';
import { Freshness } from './Freshness.tsx';
import { ranges, useFlowView } from './flow-view.ts';
import { HeatLegend } from './HeatLegend.tsx';
import { LivePanel } from './LivePanel.tsx';
import { VersionList } from './VersionList.tsx';

/** The page of one flow: its drawing with live figures, and its versions. */
export default function FlowPage() {
  const { flowId } = useFlowView();
  const detail = useFlow(flowId);
  const types = useNodeTypes();
  useCrumbs([{ name: 'Flows', to: '/flows' }, { name: detail.data?.flow.title ?? flowId }]);
  if (detail.isError) return <PanelError title={words.failed} error={detail.error} onAgain={() => void detail.refetch()} />;
  if (types.isError) return <PanelError title={words.failed} error={types.error} onAgain={() => void types.refetch()} />;
  if (!detail.data || !types.data) return <Bones />;
  return <Opened key={flowId} detail={detail.data} nodeTypes={types.data} />;
}

function Opened({ detail, nodeTypes }: { detail: FlowDetail; nodeTypes: NodeTypeInfo[] }) {
  const { flowId, view, show } = useFlowView();
  const narrow = useMediaQuery('(max-width: 640px)') ?? false;
  const overlay = useMediaQuery('(max-width: 900px)') ?? false;
  const [panel, setPanel] = useState<boolean>();
  const [switching, setSwitching] = useState(false);
  const [store] = useState(() => createFigures());
  const figures = useNodeFigures(flowId, ranges[view.range]);
  useEffect(() => {
    if (figures.data) store.publish(figures.data.nodes);
  }, [figures.data, store]);

  const flow = detail.deployed?.flow ?? detail.flow;
  const shown = view.view ?? (narrow ? 'outline' : 'canvas');
  const open = panel ?? (!overlay || view.node !== undefined);
  const span = words.ranges[view.range];
  const select = (node: string | undefined) => {
    show({ node });
    if (node && overlay) setPanel(true);
  };
  const closeSwitch = () => {
    setSwitching(false);
    void queryClient.invalidateQueries({ queryKey: ['flow', flowId] });
  };
  const drawn = { flow, nodeTypes, figures: store, selected: view.node, onSelect: select };
  return (
    <div className="flow-page">
      <h1 className="hidden-words">{flow.title}</h1>
      <FlowBar
        detail={detail}
        view={view}
        shown={shown}
        freshness={<Freshness at={figures.dataUpdatedAt} error={figures.isError} />}
        panel={open}
        onPanel={() => setPanel(!open)}
        show={show}
        onSwitch={() => setSwitching(true)}
      />
      <Standing flowId={flowId} title={flow.title} />
      <DraftProblems detail={detail} onNode={select} />
      <ShadowLine flowId={flowId} detail={detail} />
      {detail.paused && (
        <div className="flow-paused" role="status">
          {detail.pauseReason ? words.paused(detail.pauseReason) : words.pausedPlain}
        </div>
      )}
      {view.mode === 'versions' ? (
        <VersionList flowId={flowId} live={detail.deployed?.version} />
      ) : (
        <div className="flow-body">
          <div className="flow-drawing">
            {Object.keys(flow.nodes).length === 0 ? (
              <Empty kind="first" title={words.emptyTitle}>
                {words.emptyText}
              </Empty>
            ) : shown === 'outline' ? (
              <Outline {...drawn} />
            ) : (
              <FlowCanvas {...drawn} mode="live">
                <HeatLegend figures={store} span={span} />
              </FlowCanvas>
            )}
          </div>
          {open && <LivePanel {...drawn} span={span} onClose={() => setPanel(false)} />}
        </div>
      )}
      {switching && <FlowSwitch flow={{ id: flowId, title: flow.title, paused: detail.paused }} onClose={closeSwitch} />}
    </div>
  );
}
