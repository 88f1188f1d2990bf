import { Button, Popover, Select, TextInput } from '@mantine/core';
import { ChevronDown, KeyRound, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { tables as words } from '../text/en/tables.ts';
import type { Column, ColumnType, Edit } from './sheet.ts';

const types = Object.entries(words.types).map(([value, label]) => ({ value, label }));

/** The head of a column: its name, and behind it what the column is. */
export function ColumnHead({
  column,
  at,
  isKey,
  only,
  readOnly,
  onEdit,
}: {
  column: Column;
  at: number;
  isKey: boolean;
  only: boolean;
  readOnly: boolean;
  onEdit: (edit: Edit) => void;
}) {
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState(column.name);
  const open = () => {
    setName(column.name);
    setOpen(true);
  };
  const close = () => {
    setOpen(false);
    if (name.trim() !== '' && name !== column.name) onEdit({ do: 'change column', at, name: name.trim() });
  };
  const label = (
    <>
      <span className="cut">{column.name}</span>
      {isKey ? (
        <span className="tag">
          <KeyRound size={12} aria-hidden /> {words.isKey}
        </span>
      ) : null}
    </>
  );
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus
    // biome-ignore lint/a11y/useSemanticElements: part of the grid
    <div role="columnheader" aria-colindex={at + 2} className="sheet-head">
      {readOnly ? (
        <span className="sheet-head-name">{label}</span>
      ) : (
        <Popover opened={isOpen} onDismiss={close} position="bottom-start" width={260} trapFocus returnFocus withinPortal>
          <Popover.Target>
            <button type="button" className="sheet-head-name" onClick={isOpen ? close : open}>
              {label}
              <ChevronDown size={14} aria-hidden />
            </button>
          </Popover.Target>
          <Popover.Dropdown aria-label={words.column(column.name)}>
            <form
              className="column-form"
              onSubmit={(event) => {
                event.preventDefault();
                close();
              }}
            >
              <TextInput label={words.columnName} value={name} maxLength={60} data-autofocus onChange={(event) => setName(event.currentTarget.value)} />
              <Select
                label={words.columnType}
                data={types}
                value={column.type}
                allowDeselect={false}
                comboboxProps={{ withinPortal: false }}
                onChange={(type) => type && onEdit({ do: 'change column', at, type: type as ColumnType })} // one of our own values
              />
              {isKey ? null : (
                <>
                  <Button
                    leftSection={<KeyRound size={14} />}
                    disabled={column.type === 'boolean' || column.type === 'date'}
                    onClick={() => onEdit({ do: 'key', name: column.name })}
                  >
                    {words.useAsKey}
                  </Button>
                  <Button className="danger" leftSection={<Trash2 size={14} />} disabled={only} onClick={() => onEdit({ do: 'remove column', at })}>
                    {words.removeColumn}
                  </Button>
                </>
              )}
            </form>
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  );
}
