import type { Node as CanvasNode, NodeProps } from '@xyflow/react';
import { ChevronsDownUp, LogIn } from 'lucide-react';
import { memo, type ReactNode, useContext } from 'react';
import { edit as words } from '../text/en/edit.ts';
import { frameAround } from './container.ts';
import { boxOf, type FlowCardNode } from './convert.ts';
import { EditingContext } from './editing.ts';
import type { Box } from './geometry.ts';
import { NodeIcon } from './NodeIcon.tsx';

export interface FrameData extends Record<string, unknown> {
  container: string;
  title: string;
  line: string;
  icon: string;
}
export type FlowFrameNode = CanvasNode<FrameData, 'frame'>;

/** Frames of open containers, behind their cards; one inside of another lies within it. */
export function frameNodes(cards: readonly FlowCardNode[], frames: ReadonlyMap<string, ReadonlySet<string>>): FlowFrameNode[] {
  const byId = new Map(cards.map((card) => [card.id, card]));
  const boxes = new Map<string, Box>();
  const inwardFirst = [...frames].sort(([, a], [, b]) => a.size - b.size);
  const made = inwardFirst.flatMap(([container, body]): FlowFrameNode[] => {
    const head = byId.get(container);
    const inside = [...body].flatMap((id) => [...(byId.has(id) ? [boxOf(byId.get(id)!)] : []), ...(boxes.has(id) ? [boxes.get(id)!] : [])]);
    const box = frameAround(inside);
    if (!head || !box) return [];
    boxes.set(container, box);
    const { title, line, icon } = head.data;
    const [position, size] = [
      { x: box.x, y: box.y },
      { width: box.width, height: box.height },
    ];
    return [
      {
        ...{ id: `frame:${container}`, type: 'frame', position, ...size, measured: size, handles: [], zIndex: -1 },
        ...{ selectable: false, draggable: false, focusable: false, data: { container, title, line, icon } },
      },
    ];
  });
  return made.reverse();
}

/** The frame around what a container plays for each item: over what and how many at once, folded and entered from its head. */
export const FrameBox = memo(function FrameBox({ data, width, height }: NodeProps<FlowFrameNode>) {
  const editing = useContext(EditingContext);
  return (
    <div className="frame-box" style={{ width, height }}>
      <div className="frame-head">
        <NodeIcon name={data.icon} size={14} />
        <b>{data.title}</b>
        <span className="cut">{data.line}</span>
        {editing && (
          <>
            <FrameAct name={words.enter(data.title)} act={() => editing.acts.enter(data.container)}>
              <LogIn size={14} aria-hidden />
            </FrameAct>
            <FrameAct name={words.fold(data.title)} act={() => editing.acts.fold(data.container)}>
              <ChevronsDownUp size={14} aria-hidden />
            </FrameAct>
          </>
        )}
      </div>
    </div>
  );
});

const FrameAct = ({ name, act, children }: { name: string; act: () => void; children: ReactNode }) => (
  <button type="button" className="nodrag nopan" aria-label={name} title={name} onClick={act}>
    {children}
  </button>
);
