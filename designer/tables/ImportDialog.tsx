import { Button, FileInput, Modal, Radio, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { TableDetail, TableImport } from '../../server/http/api.ts';
import { ApiError } from '../api/client.ts';
import { useImport } from '../api/tables.ts';
import { say } from '../show/notify.tsx';
import { tables as words } from '../text/en/tables.ts';
import { en } from '../text/en.ts';
import { Preview } from './Preview.tsx';
import { Problems } from './Problems.tsx';

/** Takes rows from a file: first what would change is shown, then it is done. */
export function ImportDialog({ table, onClose }: { table: TableDetail; onClose: () => void }) {
  const [csv, setCsv] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [mode, setMode] = useState<'replace' | 'merge'>('replace');
  const [found, setFound] = useState<TableImport['changes']>();
  const act = useImport(table.id);
  const error = act.error instanceof ApiError ? act.error : undefined;
  const changes = found ? found.added + found.changed + found.removed : 0;

  const reset = () => {
    setFound(undefined);
    act.reset();
  };
  const take = async (next: File | null) => {
    setFile(next);
    reset();
    if (next) setCsv(await next.text());
  };
  const look = () => act.mutate({ csv, mode, dryRun: true, rev: table.rev }, { onSuccess: (answer) => setFound(answer.changes) });
  const go = () =>
    act.mutate(
      { csv, mode, rev: table.rev },
      {
        onSuccess: ({ version }) => {
          say(words.imported(version ?? 0));
          onClose();
        },
      },
    );
  return (
    <Modal opened onClose={onClose} title={words.importTitle(table.title)} size={720} closeButtonProps={{ 'aria-label': en.act.close }}>
      <div className="import">
        <FileInput
          label={words.importFile}
          accept=".csv,text/csv,text/plain"
          clearable
          clearButtonProps={{ 'aria-label': words.clearFile }}
          value={file}
          onChange={(next) => void take(next)}
        />
        <Textarea
          label={words.importText}
          placeholder={words.importPlace}
          autosize
          minRows={4}
          maxRows={8}
          classNames={{ input: 'mono' }}
          value={csv}
          onChange={(event) => {
            setCsv(event.currentTarget.value);
            reset();
          }}
        />
        <Radio.Group
          label={words.mode}
          value={mode}
          onChange={(next) => {
            setMode(next === 'merge' ? 'merge' : 'replace');
            reset();
          }}
        >
          <div className="import-modes">
            {(['replace', 'merge'] as const).map((each) => (
              <Radio key={each} value={each} label={words.modes[each]} />
            ))}
          </div>
        </Radio.Group>
        {error ? <Problems error={error} /> : null}
        {found && !error ? <Preview changes={found} /> : null}
        <div className="reason-acts">
          <Button onClick={onClose}>{en.act.close}</Button>
          {found && !error ? (
            <Button
              variant="filled"
              loading={act.isPending}
              disabled={changes === 0 && found.columnsAdded.length + found.columnsRemoved.length === 0}
              onClick={go}
            >
              {words.go(changes)}
            </Button>
          ) : (
            <Button variant="filled" loading={act.isPending} disabled={csv.trim() === ''} onClick={look}>
              {words.look}
            </Button>
          )}
        </div>
      </div>
    </Modal>
  );
}
