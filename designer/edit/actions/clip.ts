/** Copy, cut, paste and duplicate. */
import type { Editor } from '../../draft/editor.ts';
import { edit as words } from '../../text/en/edit.ts';
import type { Action } from '../actions.ts';
import { settled } from '../boxes.ts';
import { duplicated, sayWhich } from '../changes.ts';
import { clipText, cut, pasteText } from '../clipboard.ts';
import type { Surface } from '../surface.ts';
import { always, hasAny } from './chosen.ts';

export function clipActions(editor: Editor, surface: Surface): Action[] {
  const write = () => void navigator.clipboard?.writeText(clipText(editor));
  const duplicate = () => {
    const { flow, selection } = editor.get();
    const boxes = surface.boxes();
    const chosen = [...selection].flatMap((id) => boxes.get(id) ?? []);
    const notes = [...selection].flatMap((id) => flow.notes?.[id]?.at ?? []);
    const at = [
      Math.min(...chosen.map(({ x }) => x), ...notes.filter((_, n) => n % 2 === 0)) + 20,
      Math.max(...chosen.map(({ y, height }) => y + height), ...notes.filter((_, n) => n % 2 === 1).map((y) => y + 104)) + 40,
    ] as const;
    let ids: string[] = [];
    editor.edit(words.did.duplicate(sayWhich(flow, surface.types, selection)), (now) => {
      const made = duplicated(settled(now, surface.types), selection, at);
      ids = made.ids;
      return made.flow;
    });
    editor.select(ids);
  };
  return [
    { id: 'duplicate', name: words.acts.duplicate, group: 'draw', keys: ['Mod+D'], when: hasAny, run: duplicate },
    {
      ...{ id: 'copy', name: words.acts.copy, group: 'draw', keys: ['Mod+C'], native: true, when: hasAny },
      run() {
        write();
        editor.say(words.copied(sayWhich(editor.get().flow, surface.types, editor.get().selection)));
      },
    },
    {
      ...{ id: 'cut', name: words.acts.cut, group: 'draw', keys: ['Mod+X'], native: true, when: hasAny },
      run() {
        write();
        cut(editor, surface);
      },
    },
    {
      ...{ id: 'paste', name: words.acts.paste, group: 'draw', keys: ['Mod+V'], native: true, when: always },
      run() {
        const reading = navigator.clipboard?.readText?.() ?? Promise.reject(new Error('no clipboard'));
        reading.then(
          (text) => pasteText(editor, surface, text),
          () => editor.say(words.noClipboard),
        );
      },
    },
  ];
}
