import { type ConnectionLineComponentProps, useReactFlow } from '@xyflow/react';
import { useContext } from 'react';
import { boxOf, type FlowCardNode } from './convert.ts';
import { EditingContext } from './editing.ts';
import { isCard } from './kinds.ts';
import { cardAt } from './nearest.ts';
import { elbow, pathOf } from './path.ts';

/** Where a line leaves: "node", or "node.port" where the node names its ports. */
export function originName(card: FlowCardNode, port: string | null | undefined): string {
  const known = card.data.ports.find(({ name }) => name === port);
  return known?.named || (known && card.data.folded !== undefined) ? `${card.id}.${known.name}` : card.id;
}

/** The line that is being drawn: the card it would reach is framed, and one that does not fit says why. */
export function ConnectLine({ fromX, fromY, toX, toY, fromNode, fromHandle }: ConnectionLineComponentProps) {
  const editing = useContext(EditingContext);
  const canvas = useReactFlow();
  const target = cardAt(canvas.getNodes().filter(isCard), { x: toX, y: toY });
  const from = isCard(fromNode) ? originName(fromNode, fromHandle.id) : fromNode.id;
  const reason = target && target.id !== fromNode.id ? editing?.acts.whyNot(from, target.id) : undefined;
  const box = target && target.id !== fromNode.id ? boxOf(target) : undefined;
  const start = { x: fromX, y: fromY };
  const end = box && !reason ? { x: box.x, y: box.y + 28 } : { x: toX, y: toY };
  return (
    <g className="connect-line" data-fits={reason === undefined}>
      <path d={pathOf(elbow(start, end))} fill="none" strokeWidth={2.25} />
      {box && <rect x={box.x - 4} y={box.y - 4} width={box.width + 8} height={box.height + 8} rx={13} fill="none" strokeWidth={1.5} />}
      {reason && (
        <foreignObject x={toX + 12} y={toY + 8} width={280} height={60} style={{ overflow: 'visible', pointerEvents: 'none' }}>
          <span className="connect-why">{reason}</span>
        </foreignObject>
      )}
    </g>
  );
}
