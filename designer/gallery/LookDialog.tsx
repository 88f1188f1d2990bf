import { Button, Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { Outline } from '../outline/Outline.tsx';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { gallery as words } from '../text/en/gallery.ts';
import { en } from '../text/en.ts';
import { systemOf } from './TemplateCard.tsx';
import { useTemplate } from './templates.ts';

const FlowCanvas = lazy(() => import('../canvas/FlowCanvas.tsx').then((module) => ({ default: module.FlowCanvas })));

interface LookDialogProps {
  id: string;
  nodeTypes: NodeTypeInfo[];
  onUse: (() => void) | undefined;
  busy: boolean;
  onClose: () => void;
}

/** A template at reading size, to look at only, with what it asks for. */
export function LookDialog({ id, nodeTypes, onUse, busy, onClose }: LookDialogProps) {
  const template = useTemplate(id);
  const narrow = useMediaQuery('(max-width: 640px)') ?? false;
  const [selected, select] = useState<string>();
  const detail = template.data;
  return (
    <Modal
      opened
      onClose={onClose}
      title={detail?.title ?? ''}
      size={1180}
      fullScreen={narrow}
      closeButtonProps={{ 'aria-label': en.act.close }}
      classNames={{ body: 'look' }}
    >
      {template.isError ? <PanelError title={words.failed} error={template.error} onAgain={() => void template.refetch()} /> : null}
      {template.isPending ? <Bones rows={4} /> : null}
      {detail ? (
        <>
          <p className="look-text">{detail.text}</p>
          <div className="look-drawing">
            {narrow ? (
              <Outline flow={detail.flow} nodeTypes={nodeTypes} selected={selected} onSelect={select} />
            ) : (
              <Suspense fallback={<Bones rows={4} />}>
                <FlowCanvas flow={detail.flow} nodeTypes={nodeTypes} mode="run" selected={selected} onSelect={select} />
              </Suspense>
            )}
          </div>
          <dl className="look-facts">
            <div>
              <dt>{words.asks}</dt>
              <dd>{[...detail.systems.map(systemOf), ...(detail.tables.length > 0 ? [words.tables(detail.tables)] : [])].join(', ') || words.asksNothing}</dd>
            </div>
            <div>
              <dt>{words.setUp}</dt>
              <dd>{words.setUpText(detail.minutes)}</dd>
            </div>
            <div>
              <dt>{words.sample}</dt>
              <dd>{words.sampleText}</dd>
            </div>
          </dl>
          <div className="reason-acts">
            <Button onClick={onClose}>{en.act.close}</Button>
            {onUse ? (
              <Button variant="filled" loading={busy} onClick={onUse}>
                {words.takeThis}
              </Button>
            ) : null}
          </div>
        </>
      ) : null}
    </Modal>
  );
}
