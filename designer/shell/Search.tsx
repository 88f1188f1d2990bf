import { Modal, TextInput } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { Search as SearchIcon } from 'lucide-react';
import { useState } from 'react';
import { en } from '../text/en.ts';

/** Finds runs by order, invoice or customer number, from anywhere: Ctrl K, or `/` where no list takes it. */
export function Search() {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const navigate = useNavigate();
  useHotkeys([['mod+K', () => setOpen(true)]], []);
  useHotkeys([['/', () => document.querySelector<HTMLInputElement>('[data-list-filter]')?.focus() ?? setOpen(true)]]);

  const find = () => {
    const key = text.trim();
    if (key === '') return;
    setOpen(false);
    setText('');
    void navigate({ to: '/runs', search: { key } });
  };
  return (
    <>
      <button type="button" className="search" onClick={() => setOpen(true)} aria-label={en.shell.search}>
        <SearchIcon size={16} aria-hidden />
        <span className="search-words">{en.shell.search}</span>
        <kbd>Ctrl</kbd>
        <kbd>K</kbd>
      </button>
      <Modal opened={open} onClose={() => setOpen(false)} withCloseButton={false} yOffset="12vh" centered={false} size={520} padding={12}>
        <form
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
          <p className="hint" style={{ padding: '8px 4px 0' }}>
            {en.shell.searchHint}
          </p>
        </form>
      </Modal>
    </>
  );
}
