import { titleOf } from '../canvas/words.ts';
import type { Command, CommandGroup } from '../commands/command.ts';
import { useCommands } from '../commands/registry.ts';
import { choiceCommands } from '../connect/choice-commands.ts';
import { useEditor } from '../draft/use-editor.ts';
import { edit as words } from '../text/en/edit.ts';
import { hasAny } from './actions/chosen.ts';
import type { Action } from './actions.ts';
import { iconOf } from './icons.ts';
import { keysText } from './keys.ts';
import { mainPortOf } from './new-node.ts';
import { searched, typeTitle } from './palette-list.ts';
import type { Surface } from './surface.ts';
import { addNew } from './use-canvas-acts.ts';

/** Offers everything that can be done to the draft, and every node, to Ctrl K. */
export function useActionCommands(actions: readonly Action[], surface: Surface): void {
  const editor = useEditor();
  useCommands((text): Command[] => {
    const state = editor.get();
    const groupOf = ({ group, id }: Action): CommandGroup => (group === 'draw' && hasAny(state) && id !== 'add' ? 'selection' : group === 'move' ? 'go' : 'do');
    const doable = actions
      .filter((action) => !action.silent && action.when(state))
      .map(
        (action): Command => ({
          id: `edit ${action.id}`,
          group: groupOf(action),
          title: action.name,
          icon: iconOf(action),
          keys: keysText(action),
          run: action.run,
        }),
      );
    const [only] = state.selection.size === 1 ? state.selection : [];
    const node = only === undefined ? undefined : state.flow.nodes[only];
    const after = node && mainPortOf(node, surface.types.get(node.type)) !== undefined ? only : undefined;
    const adds = searched(surface.nodeTypes, text, state.flow).map(
      (info): Command => ({
        ...{ id: `add ${info.type}`, group: 'add', title: typeTitle(info), why: words.groups[info.group], icon: { tile: info.icon, group: info.group } },
        run() {
          if (after !== undefined && info.trigger === undefined && !state.flow.edges.some(({ from }) => from === after)) {
            addNew(editor, surface, info, { kind: 'after', from: after });
          } else addNew(editor, surface, info, { kind: 'beside', at: surface.canvas()?.middle() ?? [0, 0] });
        },
      }),
    );
    const nodes = Object.entries(state.flow.nodes).map(([id, drawn]): Command => {
      const info = surface.types.get(drawn.type);
      return {
        ...{
          id: `node ${id}`,
          group: 'go',
          title: titleOf(drawn, info),
          why: words.node,
          icon: { tile: info?.icon ?? 'circle-help', group: info?.group ?? 'unknown' },
        },
        run() {
          editor.select([id]);
          surface.canvas()?.goTo(id);
        },
      };
    });
    return [...doable, ...choiceCommands(editor, surface.types, text, (id) => requestAnimationFrame(() => surface.canvas()?.goTo(id))), ...adds, ...nodes];
  });
}
