import { useHotkeys } from '@mantine/hooks';
import { areLettersOn } from './single-letters.ts';

/** True while a dialog, a menu or a list of choices has the keyboard. A closed select keeps its list in the page, hidden: only what is seen counts. */
export const isKeyboardTaken = () =>
  [...document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]')].some((layer) => layer.checkVisibility());

/** Single letters of a list. They rest while a field, a menu or a dialog has the keyboard. */
export function useListKeys(keys: Record<string, () => void>): void {
  useHotkeys(
    Object.entries(keys).map(([key, act]) => [
      key,
      () => {
        if (areLettersOn() && !isKeyboardTaken()) act();
      },
    ]),
  );
}
