import { useHotkeys } from '@mantine/hooks';
import { Search as SearchIcon } from 'lucide-react';
import { useState } from 'react';
import { LazyPalette } from '../commands/LazyPalette.tsx';
import { usePlaceCommands } from '../commands/use-places.ts';
import { useListKeys } from '../keys/use-list-keys.ts';
import { en } from '../text/en.ts';

/** Goes to the filter of the list shown; false where there is none. */
const findHere = (): boolean => {
  const filter = document.querySelector<HTMLInputElement>('[data-list-filter]');
  filter?.focus();
  return filter !== null;
};

/** Finds runs by order, invoice or customer number, and everything else that can be done, from anywhere: Ctrl K, or `/` where no list takes it. */
export function Search() {
  const [open, setOpen] = useState(false);
  usePlaceCommands();
  useHotkeys([['mod+K', () => setOpen(true)]], []);
  useListKeys({ '/': () => findHere() || setOpen(true) });
  return (
    <>
      <button type="button" className="search" onClick={() => setOpen(true)}>
        <SearchIcon size={16} aria-hidden />
        <span className="search-words">{en.shell.search}</span>
        <kbd aria-hidden>Ctrl</kbd>
        <kbd aria-hidden>K</kbd>
      </button>
      {open && <LazyPalette onClose={() => setOpen(false)} />}
    </>
  );
}
