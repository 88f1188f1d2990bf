import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { Plus } from 'lucide-react';
import { memo, useContext } from 'react';
import { edit as words } from '../text/en/edit.ts';
import type { FlowLineEdge } from './convert.ts';
import { DetailContext } from './detail.tsx';
import { EditingContext } from './editing.ts';
import { FlowEdge, pointsNow } from './FlowEdge.tsx';
import { useIsHovered } from './hover.ts';
import { labelPoint } from './path.ts';

/** A line of a draft: the plus in its middle, while it is pointed at or chosen, puts a node into it. */
export const EditEdge = memo(function EditEdge(props: EdgeProps<FlowLineEdge>) {
  const { id, data, selected, sourceX, sourceY, targetX, targetY } = props;
  const editing = useContext(EditingContext);
  const isFull = useContext(DetailContext) === 'full';
  const shown = useIsHovered(id) || selected === true;
  if (!data || data.points.length === 0 || !shown || !isFull || !editing) return <FlowEdge {...props} />;
  const at = labelPoint(pointsNow(data.points, { x: sourceX, y: sourceY }, { x: targetX, y: targetY }));
  const away = data.label === '' ? 0 : 18;
  return (
    <>
      <FlowEdge {...props} />
      <EdgeLabelRenderer>
        <button
          type="button"
          className="line-plus nodrag nopan"
          style={{ transform: `translate(-50%, -50%) translate(${at.x}px, ${at.y + away}px)` }}
          aria-label={words.insert}
          title={words.insert}
          onMouseEnter={() => editing.holdLine(id)}
          onMouseLeave={editing.leaveLine}
          onClick={(event) => editing.acts.insertAt(id, { x: event.clientX, y: event.clientY })}
        >
          <Plus size={12} aria-hidden />
        </button>
      </EdgeLabelRenderer>
    </>
  );
});
