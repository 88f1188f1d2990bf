import { useMemo } from 'react';
import type { Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { thumbnailOf } from './thumbnail.ts';

/** Draws a small flow no larger than this share of its real size. */
const largest = 0.34;

/** The small picture of a flow; beside its title it says nothing new, so it is hidden from readers. */
export function Thumbnail({ flow, nodeTypes }: { flow: Flow; nodeTypes: NodeTypeInfo[] }) {
  const { box, cards, lines } = useMemo(() => thumbnailOf(flow, nodeTypes), [flow, nodeTypes]);
  return (
    <svg
      className="thumbnail"
      viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
      style={{ maxWidth: box.width * largest, maxHeight: box.height * largest }}
      aria-hidden
    >
      {lines.map(({ id, path, dashed }) => (
        <path key={id} d={path} data-dashed={dashed || undefined} />
      ))}
      {cards.map(({ id, x, y, width, height, group }) => (
        <g key={id} transform={`translate(${x} ${y})`} data-group={group}>
          <rect className="thumbnail-card" width={width} height={height} rx={12} />
          <rect className="thumbnail-tile" x={12} y={10} width={38} height={36} rx={8} />
          <rect className="thumbnail-word" x={62} y={21} width={118} height={14} rx={7} />
        </g>
      ))}
    </svg>
  );
}
