/** Containers and subflows: folding, going in and out. */
import { bodyOf, isContainer } from '../../canvas/container.ts';
import type { Editor, EditorState } from '../../draft/editor.ts';
import { edit as words } from '../../text/en/edit.ts';
import type { Action } from '../actions.ts';
import type { Surface } from '../surface.ts';
import { onlyNode } from './chosen.ts';

export function containerActions(editor: Editor, { view, openFlow }: Surface): Action[] {
  const container = (state: EditorState): string | undefined => {
    const id = onlyNode(state);
    return id !== undefined && isContainer(state.flow.nodes[id]!.type) && bodyOf(state.flow, id).size > 0 ? id : undefined;
  };
  const subflow = ({ flow, ...state }: EditorState): string | undefined => {
    const node = flow.nodes[onlyNode({ flow, ...state }) ?? ''];
    const name = node?.type.startsWith('subflow@') ? node.config?.['flow'] : undefined;
    return typeof name === 'string' ? name : undefined;
  };
  return [
    {
      ...{ id: 'collapse', name: words.acts.collapse, group: 'move', keys: ['Mod+G'] },
      when: (state) => container(state) !== undefined,
      run: () => view.fold(container(editor.get())!),
    },
    {
      ...{ id: 'inside', name: words.acts.inside, group: 'move' },
      when: (state) => container(state) !== undefined,
      run: () => view.enter(container(editor.get())!),
    },
    {
      ...{ id: 'outside', name: words.acts.outside, group: 'move' },
      when: () => view.get().inside !== undefined,
      run: () => view.enter(undefined),
    },
    {
      ...{ id: 'subflow', name: words.acts.subflow, group: 'move' },
      when: (state) => subflow(state) !== undefined,
      run: () => openFlow(subflow(editor.get())!),
    },
  ];
}
