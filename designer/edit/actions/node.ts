/** What is done to chosen nodes and lines, and to the draft as a whole. */
import type { Editor } from '../../draft/editor.ts';
import { disconnect } from '../../draft/edits/lines.ts';
import { edit as words } from '../../text/en/edit.ts';
import type { Action } from '../actions.ts';
import { removed, sayWhich, switched } from '../changes.ts';
import type { Surface } from '../surface.ts';
import { always, hasAny, hasNode } from './chosen.ts';

export function nodeActions(editor: Editor, surface: Surface): Action[] {
  const remove = () => {
    const { flow, selection } = editor.get();
    const lines = surface.lines();
    if (selection.size === 0) {
      editor.edit(words.did.disconnect(lines.size), (now) => disconnect(now, lines));
      return surface.selectLines([]);
    }
    const { healed } = removed(flow, surface.types, selection);
    const name = words.did.remove(sayWhich(flow, surface.types, selection));
    editor.edit(name, (now) => removed(now, surface.types, selection).flow);
    editor.say([`${name}.`, ...healed.slice(0, 3)].join(' '));
  };
  return [
    { id: 'edit', name: words.acts.edit, group: 'draw', keys: ['Enter'], canvas: true, when: hasAny, run: () => surface.editFields() },
    {
      ...{ id: 'remove', name: words.acts.remove, group: 'draw', keys: ['Delete', 'Backspace'], run: remove },
      when: (state) => hasAny(state) || surface.lines().size > 0,
    },
    {
      ...{ id: 'off', name: words.acts.off, group: 'draw', keys: ['D'], when: hasNode },
      run() {
        const { flow, selection } = editor.get();
        const { off } = switched(flow, selection);
        const which = sayWhich(flow, surface.types, selection);
        editor.edit(off ? words.did.off(which) : words.did.on(which), (now) => switched(now, selection).flow);
      },
    },
    { id: 'undo', name: words.acts.undo, group: 'draw', keys: ['Mod+Z'], when: ({ undoName }) => undoName !== undefined, run: () => editor.undo() },
    {
      ...{ id: 'redo', name: words.acts.redo, group: 'draw', keys: ['Mod+Y', 'Mod+Shift+Z'] },
      when: ({ redoName }) => redoName !== undefined,
      run: () => editor.redo(),
    },
    { id: 'all', name: words.acts.all, group: 'draw', keys: ['Mod+A'], when: always, run: () => editor.select(everything()) },
    {
      ...{ id: 'none', name: words.acts.none, group: 'draw', keys: ['Escape'], silent: true },
      when: (state) => hasAny(state) || surface.lines().size > 0,
      run() {
        editor.select([]);
        surface.selectLines([]);
      },
    },
  ];
  function everything(): string[] {
    const { nodes, notes = {} } = editor.get().flow;
    return [...Object.keys(nodes), ...Object.keys(notes)];
  }
}
