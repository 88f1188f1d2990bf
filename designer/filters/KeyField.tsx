import { TextInput } from '@mantine/core';
import { ListFilter } from 'lucide-react';
import { type FormEvent, useState } from 'react';

/** Narrows a list to one key; `/` goes here. */
export function KeyField({ label, onFind }: { label: string; onFind: (key: string) => void }) {
  const [typed, setTyped] = useState('');
  const find = (event: FormEvent) => {
    event.preventDefault();
    if (typed.trim() === '') return;
    onFind(typed.trim());
    setTyped('');
  };
  return (
    <form onSubmit={find}>
      <TextInput
        data-list-filter
        className="filter-key"
        aria-label={label}
        placeholder={label}
        leftSection={<ListFilter size={14} aria-hidden />}
        rightSection={<kbd>/</kbd>}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
      />
    </form>
  );
}
