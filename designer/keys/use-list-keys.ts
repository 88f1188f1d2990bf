import { useHotkeys } from '@mantine/hooks';

// A closed select keeps its list in the page, hidden; only what is seen holds the keyboard.
const busy = () => [...document.querySelectorAll('[role="dialog"], [role="menu"], [role="listbox"]')].some((layer) => layer.checkVisibility());

/** Single letters of a list. They rest while a field, a menu or a dialog has the keyboard. */
export function useListKeys(keys: Record<string, () => void>): void {
  useHotkeys(
    Object.entries(keys).map(([key, act]) => [
      key,
      () => {
        if (!busy()) act();
      },
    ]),
  );
}
