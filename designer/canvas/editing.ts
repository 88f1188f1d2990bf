/** What a person can do on the drawing of a draft; the page around it knows what becomes of it. */
import { createContext } from 'react';
import type { Point } from './geometry.ts';

export type At = readonly [number, number];

export interface CanvasActs {
  select(ids: Iterable<string>): void;
  selectLines(names: Iterable<string>): void;
  move(places: Record<string, At>): void;
  /** Draws a line from "node" or "node.port". */
  connect(from: string, to: string): void;
  /** Why it cannot be drawn, in words. */
  whyNot(from: string, to: string): string | undefined;
  rewire(line: string, to: string): void;
  /** A line was let go over nothing: `at` on the canvas, `on` on the screen. */
  leadOn(from: string, at: At, on: Point): void;
  /** The plus in the middle of a line. */
  insertAt(line: string, on: Point): void;
  /** A node type was dropped, on a line or beside one. */
  add(type: string, at: At, line: string | undefined): void;
  /** A card that stands alone was dropped on a line. */
  moveInto(id: string, at: At, line: string): void;
  openMenu(on: Point): void;
  /** Opens what is chosen for editing: its fields, or its body. */
  open(id: string): void;
  writeNote(id: string, text: string): void;
  sizeNote(id: string, at: At, size: At): void;
  fold(container: string): void;
  enter(container: string): void;
}

export interface CanvasEditing {
  acts: CanvasActs;
  /** The pointer is on the plus of a line: the line stays lit. */
  holdLine(id: string): void;
  leaveLine(): void;
}

export const EditingContext = createContext<CanvasEditing | undefined>(undefined);

/** What the page may ask of the drawing. */
export interface CanvasView {
  fit(): void;
  toSelection(): void;
  /** Brings a card or note into view, and the keyboard to it. */
  goTo(id: string): void;
  /** Middle of what is seen, on the canvas. */
  middle(): At;
  /** Where the pointer last was on the canvas; the middle when it is elsewhere. */
  pointer(): At;
  /** Where a place of the canvas is on the screen. */
  onScreen(at: At): Point;
}

/** What a palette entry carries while it is dragged. */
export const draggedType = 'application/x-orderloom-node';
