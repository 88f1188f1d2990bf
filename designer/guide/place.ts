import type { Flow } from '../../flows/flow.ts';
import { column } from '../canvas/geometry.ts';
import { placeAfter } from '../draft/edits/free-place.ts';

/** Cards in a row, as tidying writes them. */
const perRow = 4;
/** Where an empty canvas is looked at first. */
const corner = [40, 40] as const;
/** From a row to the one below it, in pixels of the canvas: a card with ports, and room for lines. */
const rowHeight = 200;

/** Where the next card of the guide goes: behind the last one, and below when the row is full. */
export function placeOf(flow: Flow, after: string | undefined): readonly [number, number] {
  const places = Object.values(flow.layout ?? {});
  if (places.length === 0) return corner;
  const beside = placeAfter(flow, after);
  const left = Math.min(beside[0], ...places.map(([x]) => x));
  if (beside[0] < left + perRow * column) return beside;
  return [left, Math.max(...places.map(([, y]) => y)) + rowHeight];
}
