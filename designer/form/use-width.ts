import { type KeyboardEvent, type PointerEvent, useState } from 'react';

export const narrowest = 280;
export const widest = 480;
const usual = 332;
const place = 'orderloom.panel.width';

export const withinWidth = (width: number): number => Math.round(Math.min(widest, Math.max(narrowest, width)));

function remembered(): number {
  const held = Number(globalThis.localStorage?.getItem(place) ?? Number.NaN);
  return Number.isFinite(held) ? withinWidth(held) : usual;
}

/** Width of a panel on the right, px: dragged at its left edge or moved by arrows, and remembered in this browser. */
export function useWidth() {
  const [width, setWidth] = useState(remembered);
  const keep = (next: number) => {
    setWidth(withinWidth(next));
    globalThis.localStorage?.setItem(place, String(withinWidth(next)));
  };
  return {
    width,
    edge: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        event.preventDefault();
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const right = event.currentTarget.parentElement?.getBoundingClientRect().right ?? 0;
        keep(right - event.clientX);
      },
      onDoubleClick: () => keep(usual),
      onKeyDown(event: KeyboardEvent<HTMLElement>) {
        const by = event.key === 'ArrowLeft' ? 16 : event.key === 'ArrowRight' ? -16 : 0;
        if (by === 0) return;
        event.preventDefault();
        event.stopPropagation();
        keep(width + by);
      },
    },
  };
}
