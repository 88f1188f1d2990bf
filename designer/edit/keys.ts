/** Which action a key press means. */

import type { EditorState } from '../draft/editor.ts';
import type { KeyGroup } from '../keys/page-keys.ts';
import { areLettersOn } from '../keys/single-letters.ts';
import { isKeyboardTaken } from '../keys/use-list-keys.ts';
import { edit as words } from '../text/en/edit.ts';
import type { Action } from './actions.ts';

type Press = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** A press as actions write it: "Mod+Shift+Z", "Shift+A", "Alt+ArrowUp", "Delete". */
export function pressed({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Press): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  const name = /^[a-z]$/i.test(key) ? key.toUpperCase() : altKey && letter ? letter : key;
  const shift = shiftKey && (/^[A-Z]$/.test(name) || name.length > 1);
  return [(ctrlKey || metaKey) && 'Mod', altKey && 'Alt', shift && 'Shift', name].filter(Boolean).join('+');
}

/** A key that types something: it rests in fields, and can be switched off. */
export const isSingle = (keys: string): boolean => /^(Shift\+)?.$/u.test(keys);

/** The action of a press, among those that can be done now. */
export const actionFor = (actions: readonly Action[], keys: string, state: EditorState): Action | undefined =>
  actions.find((action) => action.keys?.includes(keys) && action.when(state));

/** Lets keys act on the draft; `hasCanvas` tells whether the canvas has the keyboard. Answers with the way back. */
export function followKeys(actions: () => readonly Action[], state: () => EditorState, hasCanvas: () => boolean): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    const keys = pressed(event);
    // F keys mean nothing in a field or its list of choices; a dialog keeps them too.
    const resting = /^F\d/.test(keys) ? '[role="dialog"], [role="menu"]' : 'input, textarea, select, [contenteditable]';
    if (event.defaultPrevented || (event.target instanceof Element && event.target.closest(resting))) return;
    if (!/^F\d/.test(keys) && isKeyboardTaken()) return;
    if (isSingle(keys) && !areLettersOn()) return;
    const action = actionFor(actions(), keys, state());
    if (!action || action.native || (action.canvas && !hasCanvas())) return;
    event.preventDefault();
    action.run();
  };
  window.addEventListener('keydown', onKeyDown);
  return () => window.removeEventListener('keydown', onKeyDown);
}

/** A key as it is printed on a key cap: "Ctrl D". */
export const sayKeys = (keys: string): string =>
  keys
    .split('+')
    .map((key) => ({ Mod: 'Ctrl', Delete: 'Del', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→', Escape: 'Esc' })[key] ?? key)
    .join(' ');

/** The first key of an action, as it is printed; undefined without one. */
export const keysText = ({ keys }: Pick<Action, 'keys'>): string | undefined => (keys?.[0] ? sayKeys(keys[0]) : undefined);

/** Every key of these actions, as the list under "?" shows them. */
export function keyGroups(actions: readonly Action[]): KeyGroup[] {
  const byGroup = Map.groupBy(
    actions.filter(({ keys }) => keys?.[0] !== undefined),
    ({ group }) => group,
  );
  return [...byGroup].map(([group, list]) => ({
    name: words.groupsOfActs[group],
    keys: list.map((action): [string, string] => [keysText(action)!, action.name]),
  }));
}
