/** Where to look: the whole flow at reading size at most, from the top like a page, clear of the floats below. */
import type { Viewport } from '@xyflow/react';
import type { Box } from './geometry.ts';

const side = 28;
const top = 36;
const bottom = 60;
const beside = 26;
/** Below this, words are too small to read; a flow of readable size then opens at its beginning. */
const readable = 0.7;
const comfortable = 0.82;

/** Shows all of these boxes and the lines that wrap around them. */
export function viewportOf(boxes: readonly Box[], width: number, height: number): Viewport {
  if (boxes.length === 0 || width <= 0 || height <= 0) return { x: 0, y: 0, zoom: 1 };
  const left = Math.min(...boxes.map((box) => box.x)) - beside;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + beside;
  const upper = Math.min(...boxes.map((box) => box.y));
  const lower = Math.max(...boxes.map((box) => box.y + box.height));
  const zoom = Math.max(0.05, Math.min(1, (width - side) / (right - left), (height - top - bottom) / (lower - upper)));
  return { x: (width - (right - left) * zoom) / 2 - left * zoom, y: top - upper * zoom, zoom };
}

/** Brings one box into the middle without changing the zoom. */
export const centerOn = (box: Box, zoom: number, width: number, height: number): Viewport => ({
  x: width / 2 - (box.x + box.width / 2) * zoom,
  y: height / 2 - (box.y + box.height / 2) * zoom,
  zoom,
});

/** Where a flow opens: whole where that can be read, else from its first rows, else (a large one) whole. */
export function openingOf(boxes: readonly Box[], width: number, height: number): Viewport {
  const whole = viewportOf(boxes, width, height);
  if (whole.zoom >= readable || boxes.length > 48) return whole;
  const left = Math.min(...boxes.map((box) => box.x)) - beside;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + beside;
  const zoom = Math.max(whole.zoom, Math.min(comfortable, (width - side) / (right - left)));
  return { x: Math.max(side / 2, (width - (right - left) * zoom) / 2) - left * zoom, y: top - Math.min(...boxes.map((box) => box.y)) * zoom, zoom };
}

/** Whether a box is wholly in view. */
export function isInView(box: Box, view: Viewport, width: number, height: number): boolean {
  const left = box.x * view.zoom + view.x;
  const upper = box.y * view.zoom + view.y;
  return left >= 0 && upper >= 0 && left + box.width * view.zoom <= width && upper + box.height * view.zoom <= height;
}
