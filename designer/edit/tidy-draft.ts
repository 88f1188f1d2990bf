import type { NodeTypeInfo } from '../../server/http/api.ts';
import { notesBeside } from '../canvas/notes.ts';
import { tidyAway } from '../canvas/tidy-away.ts';
import type { Editor } from '../draft/editor.ts';
import { moveNodes } from '../draft/edits/nodes.ts';
import { edit as words } from '../text/en/edit.ts';
import { boxesOf } from './boxes.ts';

/** Writes the whole drawing anew, in one step; notes go along with the cards they stood beside. Places mean nothing to a run. */
export async function tidyDraft(editor: Editor, nodeTypes: readonly NodeTypeInfo[]): Promise<void> {
  const { flow } = editor.get();
  try {
    const layout = await tidyAway(flow, nodeTypes);
    editor.edit(words.did.tidy, (now) => moveNodes(now, { ...layout, ...notesBeside(now, boxesOf(now, nodeTypes), layout) }));
  } catch {
    editor.say(words.tidyFailed);
  }
}
