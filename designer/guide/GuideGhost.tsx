import './guide.css';
import { ViewportPortal } from '@xyflow/react';
import type { DragEvent } from 'react';
import { draggedType } from '../canvas/editing.ts';
import { cardSize } from '../canvas/geometry.ts';
import { NodeTile } from '../canvas/NodeIcon.tsx';
import { pathOf } from '../canvas/path.ts';
import { guide as words } from '../text/en/guide.ts';
import { ghostOf } from './ghost.ts';
import { useGuideOpen } from './progress.ts';
import { currentStep, type StepId } from './steps.ts';
import { useGuide } from './use-guide.ts';

/** The next node of the guide, where it would stand; pressed, or its type dropped on it, it is there. Inside a React Flow canvas and a DraftProvider. */
export function GuideGhost({ flowId }: { flowId: string }) {
  return useGuideOpen(flowId) ? <Ghost flowId={flowId} /> : null;
}

function Ghost({ flowId }: { flowId: string }) {
  const guide = useGuide(flowId);
  const current: StepId | undefined = guide && currentStep(guide.facts);
  const ghost = guide && current && ghostOf(current, guide.facts);
  if (!ghost) return null;
  const { x, y, type, title, icon, group, line } = ghost;
  const add = () => guide.addNext(current, title);
  const offer = (event: DragEvent) => event.dataTransfer.types.includes(draggedType) && event.preventDefault();
  const drop = (event: DragEvent) => {
    if (event.dataTransfer.getData(draggedType) !== type) return; // another node: the canvas takes it
    event.preventDefault();
    event.stopPropagation();
    add();
  };
  return (
    <ViewportPortal>
      <svg className="guide-line" aria-hidden>
        <path d={pathOf(line)} />
      </svg>
      <button
        type="button"
        className="guide-ghost nopan nodrag"
        style={{ transform: `translate(${x}px, ${y}px)`, width: cardSize.width, height: cardSize.head }}
        onClick={add}
        onDragOver={offer}
        onDrop={drop}
      >
        <NodeTile name={icon} group={group} />
        <span className="guide-ghost-words">
          <span className="guide-ghost-title">{title}</span>
          <span>{words.ghost}</span>
        </span>
      </button>
    </ViewportPortal>
  );
}
