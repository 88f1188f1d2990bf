import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { ListPlus, Plus, Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { TableDetail } from '../../server/http/api.ts';
import { ApiError } from '../api/client.ts';
import { useSaveTable, useTableUsers } from '../api/tables.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { Empty } from '../states/Empty.tsx';
import { tables as words } from '../text/en/tables.ts';
import { Grid, type Place } from './Grid.tsx';
import { Problems } from './Problems.tsx';
import { SaveBar } from './SaveBar.tsx';
import { missedBy } from './sheet.ts';
import { useSheet } from './use-sheet.ts';

/** The rows of a table, and the way to save what was changed in them. */
export function SheetEditor({ table, readOnly, onReload }: { table: TableDetail; readOnly: boolean; onReload: () => void }) {
  const { sheet, edit, isChanged, undo, discard } = useSheet(table, table.rev);
  const [active, setActive] = useState<Place>({ row: 0, column: 0 });
  const [message, setMessage] = useState('');
  const narrow = useMediaQuery('(max-width: 640px)') ?? false;
  const save = useSaveTable(table.id);
  const missed = missedBy(useTableUsers(table.id).data ?? [], sheet);
  const error = save.error instanceof ApiError ? save.error : undefined;
  const row = Math.min(active.row, Math.max(0, sheet.rows.length - 1));
  const column = Math.min(active.column, sheet.columns.length - 1);

  const send = () => {
    const { title, key, columns, rows } = sheet;
    save.mutate(
      { title, key, columns, rows, rev: table.rev, ...(message.trim() === '' ? {} : { message: message.trim() }) },
      {
        onSuccess: ({ version }) => {
          setMessage('');
          say(words.saved(version));
        },
        onError: (failed) => !(failed instanceof ApiError && (failed.status === 422 || failed.status === 412)) && sayRefused(failed),
      },
    );
  };

  return (
    <section className="card sheet-card">
      {readOnly ? null : (
        <div className="sheet-tools">
          <Button leftSection={<ListPlus size={14} />} onClick={() => edit({ do: 'add row', at: sheet.rows.length === 0 ? 0 : row + 1 })}>
            {words.addRow}
          </Button>
          <Button leftSection={<Trash2 size={14} />} disabled={sheet.rows.length === 0} onClick={() => edit({ do: 'remove row', at: row })}>
            {words.removeRow}
          </Button>
          <Button leftSection={<Plus size={14} />} onClick={() => edit({ do: 'add column', name: words.newColumn })}>
            {words.addColumn}
          </Button>
          <Button variant="subtle" leftSection={<Undo2 size={14} />} disabled={!isChanged} onClick={undo}>
            {words.undo}
          </Button>
          <span className="hint sheet-hint">{words.gridHint}</span>
        </div>
      )}
      {error?.status === 412 ? (
        <div className="callout" data-tone="waiting" role="alert">
          <span>{words.outdated}</span>
          <Button
            size="xs"
            onClick={() => {
              save.reset();
              onReload();
            }}
          >
            {words.reload}
          </Button>
        </div>
      ) : error?.status === 422 ? (
        <Problems error={error} onGo={setActive} />
      ) : null}
      {isChanged && missed.length > 0 ? (
        <div className="callout" data-tone="waiting" role="status">
          <ul>
            {missed.map(({ title, columns }) => (
              <li key={title}>{words.missed(title, columns.join(', '))}</li>
            ))}
          </ul>
        </div>
      ) : null}
      <Grid sheet={sheet} readOnly={readOnly} narrow={narrow} active={{ row, column }} onActive={setActive} onEdit={edit} />
      {sheet.rows.length === 0 ? (
        <Empty kind="first" title={words.rows(0)}>
          {words.noRows}
        </Empty>
      ) : null}
      {readOnly ? null : (
        <form
          className="sheet-save"
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          <SaveBar message={message} onMessage={setMessage} isChanged={isChanged} busy={save.isPending} discard={discard} />
        </form>
      )}
    </section>
  );
}
