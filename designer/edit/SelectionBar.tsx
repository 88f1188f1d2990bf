import { useEdited, useEditor } from '../draft/use-editor.ts';
import { edit as words } from '../text/en/edit.ts';
import type { Action } from './actions.ts';
import { iconOf } from './icons.ts';
import { keysText } from './keys.ts';

const groups = [
  ['align-left', 'align-center', 'align-right', 'align-top', 'align-middle', 'align-bottom'],
  ['spread-across', 'spread-down'],
  ['duplicate', 'copy', 'off', 'remove'],
];

/** What can be done to several chosen things, over the canvas. */
export function SelectionBar({ actions }: { actions: readonly Action[] }) {
  const editor = useEditor();
  const count = useEdited((state) => state.selection.size);
  if (count < 2) return null;
  return (
    <div className="selection-bar canvas-float" role="toolbar" aria-label={words.bar}>
      <span className="num">{words.chosen(count)}</span>
      {groups.map((group) => (
        <span key={group[0]} className="selection-group">
          {group.map((id) => {
            const action = actions.find((one) => one.id === id)!;
            const Icon = iconOf(action)!;
            const keys = keysText(action);
            const name = keys ? `${action.name} (${keys})` : action.name;
            return (
              <button key={id} type="button" aria-label={action.name} title={name} disabled={!action.when(editor.get())} onClick={action.run}>
                <Icon size={16} aria-hidden />
              </button>
            );
          })}
        </span>
      ))}
    </div>
  );
}
