/** Adding nodes and notes, and connecting. */
import { declaredPorts, originOf } from '../../canvas/ports.ts';
import type { Editor } from '../../draft/editor.ts';
import { addNote } from '../../draft/edits/notes.ts';
import { edit as words } from '../../text/en/edit.ts';
import type { Action } from '../actions.ts';
import type { Surface } from '../surface.ts';
import { always, hasOne, onlyNode } from './chosen.ts';

export function addActions(editor: Editor, surface: Surface): Action[] {
  const chosen = () => onlyNode(editor.get())!; // `when` has asked for one
  /** The first port that leads nowhere yet, else the main one. */
  const openPort = (): string => {
    const { flow } = editor.get();
    const id = chosen();
    const ports = declaredPorts(flow.nodes[id]!, surface.types.get(flow.nodes[id]!.type));
    const wired = new Set(flow.edges.flatMap((edge) => (originOf(edge).node === id ? [originOf(edge).port ?? ports[0]] : [])));
    return ports.find((port) => !wired.has(port)) ?? ports[0] ?? '';
  };
  return [
    { id: 'add', name: words.acts.add, group: 'draw', keys: ['N'], when: always, run: () => surface.find() },
    {
      ...{ id: 'add-after', name: words.acts.addAfter, group: 'draw', keys: ['A'], when: hasOne },
      run: () => surface.ask({ kind: 'after', node: chosen(), port: openPort() }),
    },
    {
      ...{ id: 'insert-before', name: words.acts.insertBefore, group: 'draw', keys: ['Shift+A'] },
      when: (state) => hasOne(state) && surface.types.get(state.flow.nodes[onlyNode(state)!]!.type)?.trigger === undefined,
      run: () => surface.ask({ kind: 'before', node: chosen() }),
    },
    {
      ...{ id: 'connect', name: words.acts.connect, group: 'draw', keys: ['C'], when: hasOne },
      run: () => surface.ask({ kind: 'connect', node: chosen(), port: openPort() }),
    },
    {
      ...{ id: 'add-error', name: words.acts.addError, group: 'draw' },
      when: (state) => hasOne(state) && !state.flow.edges.some(({ from }) => from === `${onlyNode(state)}.error`),
      run: () => surface.ask({ kind: 'connect', node: chosen(), port: 'error' }),
    },
    {
      ...{ id: 'add-note', name: words.acts.note, group: 'draw', when: always },
      run() {
        const [x, y] = surface.canvas()?.pointer() ?? [0, 0];
        let id = '';
        editor.edit(words.did.note, (flow) => {
          const made = addNote(flow, [x, y]);
          id = made.id;
          return made.flow;
        });
        editor.select([id]);
      },
    },
  ];
}
