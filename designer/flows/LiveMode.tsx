import { useMediaQuery } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useNodeFigures } from '../api/flow.ts';
import { FlowCanvas } from '../canvas/FlowCanvas.tsx';
import { createFigures } from '../canvas/figures.ts';
import { Outline } from '../outline/Outline.tsx';
import { Empty } from '../states/Empty.tsx';
import { flow as words } from '../text/en/flow.ts';
import { FlowBar } from './FlowBar.tsx';
import { Freshness } from './Freshness.tsx';
import { ranges } from './flow-view.ts';
import { HeatLegend } from './HeatLegend.tsx';
import { LivePanel } from './LivePanel.tsx';
import { LiveTools } from './LiveTools.tsx';
import type { ModeProps } from './mode-props.ts';

/** What is deployed, with what stands and moves in it. */
export function LiveMode({ flowId, detail, nodeTypes, view, show, shown, banners }: ModeProps) {
  const overlay = useMediaQuery('(max-width: 900px)') ?? false;
  const [panel, setPanel] = useState<boolean>();
  const [store] = useState(() => createFigures());
  const figures = useNodeFigures(flowId, ranges[view.range]);
  useEffect(() => {
    if (figures.data) store.publish(figures.data.nodes);
  }, [figures.data, store]);

  const flow = detail.deployed?.flow ?? detail.flow;
  const open = panel ?? (!overlay || view.node !== undefined);
  const span = words.ranges[view.range];
  const select = (node: string | undefined) => {
    show({ node });
    if (node && overlay) setPanel(true);
  };
  const drawn = { flow, nodeTypes, figures: store, selected: view.node, onSelect: select };
  return (
    <>
      <FlowBar
        detail={detail}
        mode="live"
        shown={shown}
        show={show}
        saying={detail.deployed && <Freshness at={figures.dataUpdatedAt} error={figures.isError} />}
        tools={<LiveTools flowId={flowId} detail={detail} range={view.range} show={show} panel={open} onPanel={() => setPanel(!open)} />}
      />
      {banners}
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
    </>
  );
}
