/** Everything that can be done to a draft, once: keyboard, menus, toolbar and command palette share it. */
import type { Editor, EditorState } from '../draft/editor.ts';
import { addActions } from './actions/add.ts';
import { arrangeActions } from './actions/arrange.ts';
import { clipActions } from './actions/clip.ts';
import { containerActions } from './actions/container.ts';
import { moveActions } from './actions/move.ts';
import { nodeActions } from './actions/node.ts';
import type { Surface } from './surface.ts';

export interface Action {
  id: string;
  name: string;
  group: 'draw' | 'move' | 'arrange' | 'flow';
  /** "Mod+D", "Shift+F", "A"; the first is the one that is shown. */
  keys?: readonly string[];
  /** Whether it can be done now. */
  when(state: EditorState): boolean;
  run(): void;
  /** Only reached by its key: menus and palettes leave it out. */
  silent?: true;
  /** Its key acts only while the canvas has the keyboard, which other screens use for themselves. */
  canvas?: true;
  /** The browser does it too, by its own event: the key is said, not taken. */
  native?: true;
}

export const actionsOf = (editor: Editor, surface: Surface): Action[] => [
  ...addActions(editor, surface),
  ...nodeActions(editor, surface),
  ...clipActions(editor, surface),
  ...containerActions(editor, surface),
  ...arrangeActions(editor, surface),
  ...moveActions(editor, surface),
];
