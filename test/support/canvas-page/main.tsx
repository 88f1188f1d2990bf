import '@fontsource-variable/inter';
import '../../../designer/theme/tokens.css';
import '../../../designer/theme/base.css';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { FlowCanvas } from '../../../designer/canvas/FlowCanvas.tsx';
import { createFigures } from '../../../designer/canvas/figures.ts';
import { renders } from '../../../designer/canvas/NodeCard.tsx';
import { EditPage } from './EditPage.tsx';
import { figuresOf } from './figures.ts';
import { heatPump, largeFlow } from './flows.ts';
import { nodeTypes } from './node-types.ts';

/** What the bench reads. */
declare global {
  interface Window {
    canvasRenders: { cards: number };
  }
}
window.canvasRenders = renders;

const asked = new URLSearchParams(location.search);
document.documentElement.dataset['mantineColorScheme'] = asked.get('theme') ?? 'light';
const size = Number(asked.get('nodes') ?? 0);
const flow = size > 0 ? largeFlow(size) : heatPump;
const figures = createFigures();
figures.publish(figuresOf(flow));
if (asked.has('live')) {
  let turn = 0;
  setInterval(() => figures.publish(figuresOf(flow, ++turn)), 500);
}
const run = {
  nodes: { order: 'completed', window: 'completed', credit: 'completed', review: 'completed', installer: 'waiting' } as const,
  edges: new Set(['order>window', 'window.released>credit', 'credit.review>review', 'review.approve>installer']),
};

function Page() {
  const [selected, select] = useState<string | undefined>(asked.get('selected') ?? undefined);
  const inRun = asked.get('mode') === 'run';
  const moves = asked.has('drag') ? { onMove: () => undefined } : {};
  return (
    <div style={{ height: '100vh' }}>
      <FlowCanvas
        flow={flow}
        nodeTypes={nodeTypes}
        mode={inRun ? 'run' : 'live'}
        figures={figures}
        path={inRun ? run : undefined}
        selected={selected}
        onSelect={select}
        fit={!asked.has('big')}
        {...moves}
      />
    </div>
  );
}

createRoot(document.getElementById('root')!).render(
  asked.has('edit') ? (
    <div style={{ height: '100vh' }}>
      <EditPage flow={flow} />
    </div>
  ) : (
    <Page />
  ),
);
