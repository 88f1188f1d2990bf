/** Sizes of a node card in CSS pixels at 100 %: a function of config and ports, known before anything is drawn. */
import type { CardPort } from './ports.ts';

export const cardSize = { width: 208, head: 56, row: 22, rows: 7, foot: 29, headLine: 28 } as const;
export const grid = 20;
export const column = 256;

export interface Point {
  x: number;
  y: number;
}

export interface Box extends Point {
  width: number;
  height: number;
}

/** Height of a card: head, named port rows, and the foot when figures are shown. */
export function heightOf(ports: readonly CardPort[], foot: boolean): number {
  const named = ports.filter((port) => port.named).length;
  return cardSize.head + (named > 0 ? cardSize.row * named + cardSize.rows : 0) + (foot ? cardSize.foot : 0);
}

/** Where the line of a port leaves the card, measured from the card's top left corner. */
export function portPoint(ports: readonly CardPort[], name: string): Point {
  const row = ports.filter((port) => port.named).findIndex((port) => port.name === name);
  const y = row < 0 ? cardSize.headLine : cardSize.head + 4 + cardSize.row * row + cardSize.row / 2;
  return { x: cardSize.width, y };
}

/** Where lines enter a card, measured from its top left corner. */
export const entrancePoint: Point = { x: 0, y: cardSize.headLine };

/** The nearest grid line at or below a length. */
export const onGrid = (length: number): number => Math.ceil(length / grid) * grid;
