import { Modal, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { Search as SearchIcon } from 'lucide-react';
import { useState } from 'react';
import { useListKeys } from '../keys/use-list-keys.ts';
import { en } from '../text/en.ts';

/** Goes to the filter of the list shown; false where there is none. */
const findHere = (): boolean => {
  const filter = document.querySelector<HTMLInputElement>('[data-list-filter]');
  filter?.focus();
  return filter !== null;
};

/** Finds runs by order, invoice or customer number, from anywhere: Ctrl K, or `/` where no list takes it. */
export function Search() {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const navigate = useNavigate();
  useHotkeys([['mod+K', () => setOpen(true)]], []);
  useListKeys({ '/': () => findHere() || setOpen(true) });

  const find = () => {
    const key = text.trim();
    if (key === '') return;
    setOpen(false);
    setText('');
    void navigate({ to: '/runs', search: { key } });
  };
  return (
    <>
      <button type="button" className="search" onClick={() => setOpen(true)}>
        <SearchIcon size={16} aria-hidden />
        <span className="search-words">{en.shell.search}</span>
        <kbd aria-hidden>Ctrl</kbd>
        <kbd aria-hidden>K</kbd>
      </button>
      <Modal.Root opened={open} onClose={() => setOpen(false)} yOffset="12vh" centered={false} size={520}>
        <Modal.Overlay color="var(--veil)" backgroundOpacity={1} />
        <Modal.Content radius={12} aria-label={en.shell.search}>
          <form
            className="search-form"
            onSubmit={(event) => {
              event.preventDefault();
              find();
            }}
          >
            <TextInput
              data-autofocus
              size="md"
              leftSection={<SearchIcon size={16} aria-hidden />}
              placeholder={en.shell.search}
              aria-label={en.shell.search}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <p className="hint">{en.shell.searchHint}</p>
          </form>
        </Modal.Content>
      </Modal.Root>
    </>
  );
}
