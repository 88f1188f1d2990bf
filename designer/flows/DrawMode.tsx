import { lazy, Suspense } from 'react';
import { DraftProvider } from '../draft/DraftProvider.tsx';
import { useEdited } from '../draft/use-editor.ts';
import { EditOutline } from '../outline/EditOutline.tsx';
import { Bones } from '../states/Bones.tsx';
import { FlowBar } from './FlowBar.tsx';
import type { ModeProps } from './LiveMode.tsx';

/** The draft: drawn, and tried on a virtual clock. Both share one history and one way to the hub. */
export function DrawMode({ mode, ...props }: ModeProps & { mode: 'edit' | 'try' }) {
  return (
    <DraftProvider detail={props.detail}>
      <Drawn mode={mode} {...props} />
    </DraftProvider>
  );
}

function Drawn({ mode, flowId, detail, nodeTypes, view, show, shown, banners }: ModeProps & { mode: 'edit' | 'try' }) {
  const select = (node: string | undefined) => show({ node });
  return (
    <>
      <FlowBar detail={detail} mode={mode} {...(mode === 'edit' ? { shown } : {})} show={show} />
      {banners}
      <Suspense fallback={<Bones />}>
        <EditOutline nodeTypes={nodeTypes} selected={view.node} onSelect={select} />
      </Suspense>
    </>
  );
}
