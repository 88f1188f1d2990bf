import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo, useContext } from 'react';
import type { FlowLineEdge } from './convert.ts';
import { DetailContext, FiguresContext } from './detail.tsx';
import { useFigure } from './figures.ts';
import type { Point } from './geometry.ts';
import { useIsHovered } from './hover.ts';
import { elbow, labelPoint, pathOf } from './path.ts';
import { sayCount } from './spans.ts';

/** One line of a flow, along the points its route found; in Live its width tells how many runs took it. */
export const FlowEdge = memo(function FlowEdge({ id, data, selected: chosen, sourceX, sourceY, targetX, targetY }: EdgeProps<FlowLineEdge>) {
  const store = useContext(FiguresContext);
  const isBar = useContext(DetailContext) === 'bar';
  const hovered = useIsHovered(id);
  const selected = hovered || chosen === true;
  const width = useFigure(store, data?.source ?? '', (figures) => widthOf(figures.share(data?.source ?? '', data?.port ?? ''))) ?? 1.5;
  const count = useFigure(store, data?.source ?? '', (figures) => (selected ? figures.read(data?.source ?? '')?.ports[data?.port ?? ''] : undefined));
  if (!data || data.points.length === 0) return null;
  const points = pointsNow(data.points, { x: sourceX, y: sourceY }, { x: targetX, y: targetY });
  const end = points.at(-1)!;
  const strong = selected || data.taken;
  const stroke = strong ? Math.max(2.25, width) : width;
  const half = 3.5 + Math.max(0, stroke - 2);
  const tip = end.x - 4;
  const path = pathOf(points);
  if (isBar) return <path className="flow-line" data-strong={strong} d={path} strokeWidth={stroke * 2} />;
  const label = selected || data.undoes ? labelPoint(points) : undefined;
  return (
    <>
      <path className="flow-line-hit" d={path} />
      <path className="flow-line" data-strong={strong} data-dashed={data.dashed} d={path} strokeWidth={stroke} />
      <path className="flow-arrow" data-strong={strong} d={`M${tip} ${end.y}L${tip - 8} ${end.y - half}V${end.y + half}Z`} />
      {label && data.label !== '' && (
        <EdgeLabelRenderer>
          <span className="flow-line-label" data-quiet={!selected} style={{ transform: `translate(-50%, -50%) translate(${label.x}px, ${label.y}px)` }}>
            {count === undefined ? data.label : `${data.label}, ${sayCount(count)}`}
          </span>
        </EdgeLabelRenderer>
      )}
    </>
  );
});

/** Its route, and the short way while one of its cards is on the move. */
export function pointsNow(points: readonly Point[], from: Point, to: Point): readonly Point[] {
  const stands = isNear(points[0]!, from) && isNear(points.at(-1)!, to);
  return stands ? points : elbow(from, to);
}
const isNear = (a: Point, b: Point): boolean => Math.abs(a.x - b.x) < 3 && Math.abs(a.y - b.y) < 3;

/** 1.5 to 3.6 px in steps of 0.3, so that a line redraws only when its share has visibly changed. */
const widthOf = (share: number): number => 1.5 + Math.round(Math.sqrt(share) * 7) * 0.3;
