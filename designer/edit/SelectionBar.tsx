import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Copy,
  CopyPlus,
  type LucideIcon,
  PowerOff,
  Trash2,
} from 'lucide-react';
import { useEdited, useEditor } from '../draft/use-editor.ts';
import { edit as words } from '../text/en/edit.ts';
import type { Action } from './actions.ts';
import { sayKeys } from './keys.ts';

const buttons: readonly (readonly [string, LucideIcon])[][] = [
  [
    ['align-left', AlignStartVertical],
    ['align-center', AlignCenterVertical],
    ['align-right', AlignEndVertical],
    ['align-top', AlignStartHorizontal],
    ['align-middle', AlignCenterHorizontal],
    ['align-bottom', AlignEndHorizontal],
  ],
  [
    ['spread-across', AlignHorizontalDistributeCenter],
    ['spread-down', AlignVerticalDistributeCenter],
  ],
  [
    ['duplicate', CopyPlus],
    ['copy', Copy],
    ['off', PowerOff],
    ['remove', Trash2],
  ],
];

/** What can be done to several chosen things, over the canvas. */
export function SelectionBar({ actions }: { actions: readonly Action[] }) {
  const editor = useEditor();
  const count = useEdited((state) => state.selection.size);
  if (count < 2) return null;
  return (
    <div className="selection-bar canvas-float" role="toolbar" aria-label={words.bar}>
      <span className="num">{words.chosen(count)}</span>
      {buttons.map((group) => (
        <span key={group[0]![0]} className="selection-group">
          {group.map(([id, Icon]) => {
            const action = actions.find((one) => one.id === id)!;
            const keys = action.keys?.[0];
            const name = keys ? `${action.name} (${sayKeys(keys)})` : action.name;
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
