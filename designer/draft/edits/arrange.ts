/** Placing several cards at once. */
import type { At } from './nodes.ts';

export interface Placed {
  id: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export type Side = 'left' | 'right' | 'top' | 'bottom' | 'middle' | 'center';

/** Lines cards up on one side, or on their common middle (across) or center (down). */
export function aligned(cards: readonly Placed[], side: Side): Record<string, At> {
  const [left, right] = [Math.min(...cards.map((card) => card.x)), Math.max(...cards.map((card) => card.x + card.width))];
  const [top, bottom] = [Math.min(...cards.map((card) => card.y)), Math.max(...cards.map((card) => card.y + card.height))];
  const places: Record<Side, (card: Placed) => At> = {
    left: (card) => [left, card.y],
    right: (card) => [right - card.width, card.y],
    center: (card) => [(left + right - card.width) / 2, card.y],
    top: (card) => [card.x, top],
    bottom: (card) => [card.x, bottom - card.height],
    middle: (card) => [card.x, (top + bottom - card.height) / 2],
  };
  return Object.fromEntries(cards.map((card) => [card.id, places[side](card)]));
}

/** Spreads cards so that the gaps between them are equal; the outermost stay. */
export function distributed(cards: readonly Placed[], way: 'across' | 'down'): Record<string, At> {
  const [start, size] = way === 'across' ? (['x', 'width'] as const) : (['y', 'height'] as const);
  const sorted = [...cards].sort((a, b) => a[start] - b[start]);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last || sorted.length < 3) return {};
  const filled = sorted.reduce((sum, card) => sum + card[size], 0);
  const gap = (last[start] + last[size] - first[start] - filled) / (sorted.length - 1);
  let at = first[start];
  return Object.fromEntries(
    sorted.map((card) => {
      const place: At = way === 'across' ? [at, card.y] : [card.x, at];
      at += card[size] + gap;
      return [card.id, place];
    }),
  );
}
