import { useHotkeys } from '@mantine/hooks';

const busy = () => document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]') !== null;

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
