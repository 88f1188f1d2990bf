/** The real clipboard, as JSON text: other flows, other tabs and editors understand it. */

import type { Editor } from '../draft/editor.ts';
import { clipOf, copied, pasted } from '../draft/edits/clip.ts';
import { edit as words } from '../text/en/edit.ts';
import { settled } from './boxes.ts';
import { removed, sayClip, sayWhich } from './changes.ts';
import type { Surface } from './surface.ts';

/** What is chosen, as text. */
export const clipText = (editor: Editor): string => JSON.stringify(copied(editor.get().flow, editor.get().selection), null, 2);

export function cut(editor: Editor, { types }: Surface): void {
  const { flow, selection } = editor.get();
  editor.edit(words.did.cut(sayWhich(flow, types, selection)), (now) => removed(now, types, selection).flow);
}

/** Puts a clip where the pointer is and chooses it; says so where the text is none. */
export function pasteText(editor: Editor, surface: Surface, text: string): void {
  const clip = clipOf(text);
  if (!clip) {
    editor.say(words.nothingToPaste);
    return;
  }
  const [x, y] = surface.canvas()?.pointer() ?? [0, 0];
  let ids: string[] = [];
  editor.edit(words.did.paste(sayClip(clip)), (flow) => {
    const made = pasted(settled(flow, surface.types), clip, [Math.round(x / 20) * 20, Math.round(y / 20) * 20]);
    ids = made.ids;
    return made.flow;
  });
  editor.select(ids);
}

const isField = (event: Event): boolean => event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]') !== null;

/** Follows the browser's own copy, cut and paste while no field has them; answers with the way back. */
export function followClipboard(editor: Editor, surface: Surface): () => void {
  const isReading = () => (document.getSelection()?.toString() ?? '') !== '';
  const take = (event: ClipboardEvent) => {
    if (isField(event) || isReading() || editor.get().selection.size === 0) return;
    event.preventDefault();
    event.clipboardData?.setData('text/plain', clipText(editor));
    if (event.type === 'cut') cut(editor, surface);
    else editor.say(words.copied(sayWhich(editor.get().flow, surface.types, editor.get().selection)));
  };
  const put = (event: ClipboardEvent) => {
    if (isField(event)) return;
    const text = event.clipboardData?.getData('text/plain') ?? '';
    event.preventDefault();
    pasteText(editor, surface, text);
  };
  document.addEventListener('copy', take);
  document.addEventListener('cut', take);
  document.addEventListener('paste', put);
  return () => {
    document.removeEventListener('copy', take);
    document.removeEventListener('cut', take);
    document.removeEventListener('paste', put);
  };
}
