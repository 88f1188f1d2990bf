import { type FinalConnectionState, type HandleType, useReactFlow } from '@xyflow/react';
import { type DragEvent, type MouseEvent, type RefObject, useMemo } from 'react';
import { originName } from './ConnectLine.tsx';
import type { Drawing, FlowLineEdge } from './convert.ts';
import { type CanvasActs, draggedType } from './editing.ts';
import type { Point } from './geometry.ts';
import { type DrawnNode, isCard } from './kinds.ts';
import { cardAt, lineAt } from './nearest.ts';
import type { LineHover } from './use-line-hover.ts';

type Pointing = globalThis.MouseEvent | TouchEvent | MouseEvent;

/** What becomes of cards, lines and palette entries that are let go on the canvas. Keeps its identity. */
export function useDrops(drawing: RefObject<Drawing | undefined>, frame: RefObject<HTMLElement | null>, hover: LineHover, acts: CanvasActs) {
  const canvas = useReactFlow();
  return useMemo(() => {
    const at = (event: Pointing | DragEvent): Point => canvas.screenToFlowPosition(pointOf(event));
    const lineUnder = (point: Point) => lineAt(drawing.current?.edges ?? [], point)?.id;
    const cardUnder = (point: Point) => cardAt(drawing.current?.nodes ?? [], point);
    /** A card nobody leads to or from may be dropped into a line. */
    const loose = ([card, ...others]: readonly DrawnNode[]) => {
      if (!card || others.length > 0 || !isCard(card) || !card.data.entrance) return undefined;
      return drawing.current?.edges.some(({ source, target }) => source === card.id || target === card.id) ? undefined : card;
    };
    const letGo = (event: Pointing, dragged: DrawnNode[]) => {
      const card = loose(dragged);
      const line = card && lineUnder(at(event));
      hover.set(undefined);
      if (card && line) acts.moveInto(card.id, [card.position.x, card.position.y], line);
      else acts.move(Object.fromEntries(dragged.map(({ id, position }) => [id, [position.x, position.y]])));
    };
    // React Flow ends the moving of a line's end also as a new line.
    let reconnecting = false;
    return {
      drag(event: Pointing, _: unknown, dragged: DrawnNode[]) {
        if (loose(dragged)) hover.set(lineUnder(at(event)));
      },
      dragStop: (event: Pointing, _: unknown, dragged: DrawnNode[]) => letGo(event, dragged),
      selectionDragStop: letGo,
      connectEnd(event: globalThis.MouseEvent | TouchEvent, { fromNode, fromHandle }: FinalConnectionState) {
        if (!fromNode || !isCard(fromNode) || reconnecting) return;
        const from = originName(fromNode, fromHandle?.id);
        const [on, point] = [pointOf(event), at(event)];
        const target = cardUnder(point);
        if (target?.id === fromNode.id) return;
        if (target) acts.connect(from, target.id);
        else if (frame.current?.contains(document.elementFromPoint(on.x, on.y))) acts.leadOn(from, [point.x, point.y], on);
      },
      reconnectStart() {
        reconnecting = true;
      },
      reconnectEnd(event: globalThis.MouseEvent | TouchEvent, edge: FlowLineEdge, fixed: HandleType) {
        reconnecting = false;
        const target = fixed === 'source' ? cardUnder(at(event)) : undefined;
        if (target && target.id !== edge.target) acts.rewire(edge.id, target.id);
      },
      overFromPalette(event: DragEvent) {
        if (!event.dataTransfer.types.includes(draggedType)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
        hover.set(lineUnder(at(event)));
      },
      fromPalette(event: DragEvent) {
        const type = event.dataTransfer.getData(draggedType);
        if (!type) return;
        event.preventDefault();
        const point = at(event);
        hover.set(undefined);
        acts.add(type, [point.x, point.y], lineUnder(point));
      },
    };
  }, [canvas, drawing, frame, hover, acts]);
}

function pointOf(event: Pointing | DragEvent): Point {
  const { clientX, clientY } = 'changedTouches' in event ? event.changedTouches[0]! : event;
  return { x: clientX, y: clientY };
}
