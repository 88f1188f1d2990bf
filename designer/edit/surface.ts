/** What actions need from the screen they act on. */
import type { NodeTypeInfo } from '../../server/http/api.ts';
import type { CanvasView } from '../canvas/editing.ts';
import type { Box, Point } from '../canvas/geometry.ts';
import type { Ask } from '../connect/choices.ts';
import type { Spot } from './new-node.ts';
import type { ViewStore } from './view-state.ts';

/** A question of the chooser at the pointer: what goes to this spot. */
export interface ChooserAsk {
  spot: Spot;
  on: Point;
}

export interface Surface {
  flowId: string;
  nodeTypes: readonly NodeTypeInfo[];
  types: ReadonlyMap<string, NodeTypeInfo>;
  view: ViewStore;
  /** The canvas; absent while another view is shown. */
  canvas(): CanvasView | undefined;
  /** Boxes of all cards of the draft. */
  boxes(): ReadonlyMap<string, Box>;
  /** Chosen lines, by name. */
  lines(): ReadonlySet<string>;
  selectLines(names: Iterable<string>): void;
  choose(ask: ChooserAsk): void;
  /** The dialog that connects and adds by keyboard. */
  ask(ask: Ask): void;
  /** To the search of the palette. */
  find(): void;
  /** To the fields of what is chosen. */
  editFields(field?: string): void;
  openFlow(id: string): void;
  tidy(): void;
  nextProblem(): void;
}
