import { useReactFlow } from '@xyflow/react';
import { type PointerEvent, type RefObject, useMemo, useRef } from 'react';
import type { At, CanvasView } from './editing.ts';
import { type Box, cardSize } from './geometry.ts';
import type { DrawnNode } from './kinds.ts';
import { centerOn, isInView, openingOf, viewportOf } from './viewport.ts';

/** Moves what is seen of a draft; it keeps its identity. */
export function useView(frame: RefObject<HTMLDivElement | null>, things: readonly DrawnNode[], selection: ReadonlySet<string>) {
  const canvas = useReactFlow();
  const now = useRef({ things, selection });
  now.current = { things, selection };
  const pointer = useRef<At>(undefined);
  return useMemo(() => {
    const size = () => frame.current?.getBoundingClientRect() ?? new DOMRect();
    const glide = () => ({ duration: matchMedia('(prefers-reduced-motion: reduce)').matches || now.current.things.length > 300 ? 0 : 200 });
    const look = (things: readonly DrawnNode[], choose = viewportOf) => {
      const { width, height } = size();
      return canvas.setViewport(choose(things.map(boxOf), width, height), choose === viewportOf ? glide() : {});
    };
    const toCanvas = (x: number, y: number): At => {
      const at = canvas.screenToFlowPosition({ x, y });
      return [at.x, at.y];
    };
    const middle = (): At => {
      const { x, y, width, height } = size();
      const [left, top] = toCanvas(x + width / 2, y + height / 2);
      return [left - cardSize.width / 2, top - cardSize.head / 2];
    };
    const view: CanvasView & { open(): void; seePointer(event: PointerEvent): void } = {
      fit: () => void look(now.current.things),
      open: () => void look(now.current.things, openingOf),
      toSelection() {
        const chosen = now.current.things.filter(({ id }) => now.current.selection.has(id));
        if (chosen.length > 0) void look(chosen);
      },
      goTo(id) {
        const { width, height } = size();
        const node = now.current.things.find((one) => one.id === id);
        if (node && !isInView(boxOf(node), canvas.getViewport(), width, height))
          void canvas.setViewport(centerOn(boxOf(node), canvas.getZoom(), width, height), glide());
        requestAnimationFrame(() =>
          frame.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(id)}"]`)?.focus({ preventScroll: true }),
        );
      },
      middle,
      pointer: () => pointer.current ?? middle(),
      onScreen: ([x, y]) => canvas.flowToScreenPosition({ x, y }),
      seePointer({ clientX, clientY }) {
        pointer.current = toCanvas(clientX, clientY);
      },
    };
    return view;
  }, [canvas, frame]);
}

const boxOf = ({ position, width, height }: DrawnNode): Box => ({ ...position, width: width ?? cardSize.width, height: height ?? cardSize.head });
