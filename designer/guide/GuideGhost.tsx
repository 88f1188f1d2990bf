import './guide.css';
import { useReactFlow, useStoreApi, ViewportPortal } from '@xyflow/react';
import { type DragEvent, useEffect } from 'react';
import { draggedType } from '../canvas/editing.ts';
import { cardSize } from '../canvas/geometry.ts';
import { NodeTile } from '../canvas/NodeIcon.tsx';
import { pathOf } from '../canvas/path.ts';
import { guide as words } from '../text/en/guide.ts';
import { type Ghost, ghostOf } from './ghost.ts';
import { panTo } from './pan-to.ts';
import { useGuideOpen } from './progress.ts';
import { currentStep, type StepId } from './steps.ts';
import { useGuide } from './use-guide.ts';

/** The next node of the guide, where it would stand; pressed, or its type dropped on it, it is there. Inside a React Flow canvas and a DraftProvider. */
export function GuideGhost({ flowId }: { flowId: string }) {
  return useGuideOpen(flowId) ? <NextGhost flowId={flowId} /> : null;
}

function NextGhost({ flowId }: { flowId: string }) {
  const guide = useGuide(flowId);
  const current: StepId | undefined = guide && currentStep(guide.facts);
  const ghost = guide && current && ghostOf(current, guide.facts);
  return ghost ? <GhostCard ghost={ghost} onAdd={() => guide.addNext(current, ghost.title)} /> : null;
}

function GhostCard({ ghost, onAdd }: { ghost: Ghost; onAdd: () => void }) {
  const { x, y, type, title, icon, group, line } = ghost;
  useBringIntoView(x, y);
  const offer = (event: DragEvent) => event.dataTransfer.types.includes(draggedType) && event.preventDefault();
  const drop = (event: DragEvent) => {
    if (event.dataTransfer.getData(draggedType) !== type) return; // another node: the canvas takes it
    event.preventDefault();
    event.stopPropagation();
    onAdd();
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
        onClick={onAdd}
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

/** Moves the drawing where a new ghost would stand out of sight. */
function useBringIntoView(x: number, y: number): void {
  const store = useStoreApi();
  const { getViewport, setViewport } = useReactFlow();
  useEffect(() => {
    const { width, height } = store.getState();
    const moved = width > 0 ? panTo({ x, y, width: cardSize.width, height: cardSize.head }, getViewport(), width, height) : undefined;
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    if (moved) void setViewport(moved, { duration: isCalm ? 0 : 200 });
  }, [store, getViewport, setViewport, x, y]);
}
