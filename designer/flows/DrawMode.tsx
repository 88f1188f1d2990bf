import { Button } from '@mantine/core';
import { FlaskConical, Rocket } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { DraftProvider } from '../draft/DraftProvider.tsx';
import { useEdited, useFlush } from '../draft/use-editor.ts';
import { EditMode } from '../edit/EditMode.tsx';
import { EditTools, SavingWords } from '../edit/EditTools.tsx';
import { useDrawnTypes } from '../edit/known-slots.ts';
import { flow as words } from '../text/en/flow.ts';
import { TryMode } from '../try/TryMode.tsx';
import { FlowBar } from './FlowBar.tsx';
import type { ModeProps } from './mode-props.ts';
import { usePageActions } from './use-page-actions.ts';

const DeployDialog = lazy(() => import('../ship/DeployDialog.tsx').then(({ DeployDialog: component }) => ({ default: component })));

/** The draft: drawn, and tried on a virtual clock. Both share one history and one way to the hub. */
export function DrawMode({ mode, ...props }: ModeProps & { mode: 'edit' | 'try' }) {
  return (
    <DraftProvider detail={props.detail}>
      <Drawn mode={mode} {...props} />
    </DraftProvider>
  );
}

function Drawn({ mode, flowId, detail, nodeTypes: known, view, show, shown, banners }: ModeProps & { mode: 'edit' | 'try' }) {
  const flow = useEdited((state) => state.flow);
  const nodeTypes = useDrawnTypes(known);
  const [deploying, setDeploying] = useState(false);
  const flush = useFlush();
  const select = (node: string | undefined) => show({ node });
  const deploy = () => void flush().then(() => setDeploying(true));
  const more = usePageActions({ deploy, show, shown });
  const bar = (own: ReactNode) => (
    <>
      <FlowBar
        detail={detail}
        mode={mode}
        {...(mode === 'edit' ? { shown } : {})}
        show={show}
        saying={<SavingWords detail={detail} />}
        tools={
          <>
            {own}
            {mode === 'edit' && <EditTools nodeTypes={nodeTypes} />}
            {mode === 'edit' && (
              <Button className="flow-bar-try" leftSection={<FlaskConical size={14} aria-hidden />} onClick={() => show({ mode: 'try' })}>
                {words.try}
              </Button>
            )}
            <Button variant="filled" leftSection={<Rocket size={14} aria-hidden />} onClick={deploy}>
              {words.deploy}
            </Button>
          </>
        }
      />
      {banners}
      {deploying && (
        <Suspense fallback={null}>
          <DeployDialog
            flowId={flowId}
            onClose={() => setDeploying(false)}
            onDeployed={() => {
              setDeploying(false);
              show({ mode: 'live' });
            }}
          />
        </Suspense>
      )}
    </>
  );
  if (mode === 'try') return <TryMode flowId={flowId} flow={flow} nodeTypes={nodeTypes} selected={view.node} onSelect={select} bar={bar} />;
  return (
    <>
      {bar(null)}
      <EditMode flowId={flowId} detail={detail} nodeTypes={nodeTypes} selected={view.node} onSelect={select} shown={shown} more={more} />
    </>
  );
}
