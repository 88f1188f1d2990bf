import type { Box } from '../canvas/geometry.ts';

export interface Viewport {
  x: number;
  y: number;
  zoom: number;
}

/** Free room left around what is brought into view, on the screen. */
const room = 32;

/** The smallest move of the drawing that shows a box; nothing when it is seen already. */
export function panTo(box: Box, { x, y, zoom }: Viewport, width: number, height: number): Viewport | undefined {
  const dx = shift(box.x * zoom + x, box.width * zoom, width);
  const dy = shift(box.y * zoom + y, box.height * zoom, height);
  return dx === 0 && dy === 0 ? undefined : { x: x + dx, y: y + dy, zoom };
}

function shift(start: number, size: number, all: number): number {
  if (start < 0) return room - start;
  return start + size > all ? Math.max(all - room - size - start, room - start) : 0;
}
