/** Reads a drawing as rows of text: cards that overlap in height form a band, the strips between bands are free. */
import type { Box } from './geometry.ts';

export interface Card extends Box {
  id: string;
}

export interface Band {
  top: number;
  bottom: number;
  /** From left to right. */
  cards: Card[];
}

/** Bands from top to bottom; no card touches the strip between two of them. */
export function bandsOf(cards: readonly Card[]): Band[] {
  const bands: Band[] = [];
  for (const card of [...cards].sort((a, b) => a.y - b.y || a.x - b.x || (a.id < b.id ? -1 : 1))) {
    const last = bands.at(-1);
    if (last && card.y < last.bottom) {
      last.cards.push(card);
      last.bottom = Math.max(last.bottom, card.y + card.height);
    } else bands.push({ top: card.y, bottom: card.y + card.height, cards: [card] });
  }
  for (const band of bands) band.cards.sort((a, b) => a.x - b.x || a.y - b.y);
  return bands;
}

/** Free width to the right of a card inside its band. */
export function roomRight(band: Band, card: Card): number {
  const right = card.x + card.width;
  const next = band.cards.filter((other) => other !== card && other.x >= right && overlaps(other, card)).map((other) => other.x - right);
  return Math.min(Number.POSITIVE_INFINITY, ...next);
}

/** The card whose gutter ends at this card's entrance. */
export const leftOf = (band: Band, card: Card): Card | undefined =>
  band.cards.filter((other) => other !== card && other.x + other.width <= card.x && overlaps(other, card)).at(-1);

const overlaps = (a: Box, b: Box): boolean => a.y < b.y + b.height && b.y < a.y + a.height;

/** Whether a straight piece of line stays off every card of these bands, but for the two it joins. */
export function isFree(bands: readonly Band[], from: { x: number; y: number }, to: { x: number; y: number }, except: readonly Card[] = []): boolean {
  const left = Math.min(from.x, to.x) - 4;
  const right = Math.max(from.x, to.x) + 4;
  const top = Math.min(from.y, to.y);
  const bottom = Math.max(from.y, to.y);
  for (const band of bands) {
    if (band.top >= bottom + 1) break;
    if (band.bottom <= top) continue;
    for (const card of band.cards) {
      if (card.x >= right) break;
      if (card.x + card.width > left && card.y <= bottom && card.y + card.height >= top && !except.includes(card)) return false;
    }
  }
  return true;
}
