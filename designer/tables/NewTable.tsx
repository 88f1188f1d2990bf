import { Button, FileInput, Modal, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../api/client.ts';
import { useImport, useSaveTable } from '../api/tables.ts';
import { say } from '../show/notify.tsx';
import { tables as words } from '../text/en/tables.ts';
import { en } from '../text/en.ts';
import { Problems } from './Problems.tsx';

/** A name for expressions out of a title. */
const nameOf = (title: string): string =>
  title
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 48);

/** Makes a table: empty with its key column, or out of a CSV file. */
export function NewTable({ onClose }: { onClose: () => void }) {
  const [title, setTitle] = useState('');
  const [own, setOwn] = useState<string>();
  const [key, setKey] = useState('code');
  const [file, setFile] = useState<File | null>(null);
  const navigate = useNavigate();
  const id = own ?? nameOf(title);
  const save = useSaveTable(id);
  const bring = useImport(id);
  const failed = save.error ?? bring.error;
  const isNamed = /^[a-z][a-z0-9_]{0,47}$/.test(id);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = {
      onSuccess: () => {
        say(words.created(title.trim()));
        void navigate({ to: '/tables/$tableId', params: { tableId: id } });
      },
    };
    const column = key.trim();
    if (file) bring.mutate({ csv: await file.text(), title: title.trim(), key: column, rev: undefined }, done);
    else save.mutate({ title: title.trim(), key: column, columns: [{ name: column, type: 'text' }], rows: [], rev: undefined }, done);
  };
  return (
    <Modal opened onClose={onClose} title={words.newTitle} size={460} closeButtonProps={{ 'aria-label': en.act.close }}>
      <form className="import" onSubmit={(event) => void submit(event)}>
        <TextInput data-autofocus required label={words.titleField} maxLength={200} value={title} onChange={(event) => setTitle(event.currentTarget.value)} />
        <TextInput required label={words.name} description={words.nameHint} maxLength={48} value={id} onChange={(event) => setOwn(event.currentTarget.value)} />
        <TextInput
          required
          label={words.keyField}
          description={words.keyHint}
          maxLength={60}
          value={key}
          onChange={(event) => setKey(event.currentTarget.value)}
        />
        <FileInput
          label={words.file}
          description={words.fileHint}
          accept=".csv,text/csv,text/plain"
          clearable
          clearButtonProps={{ 'aria-label': words.clearFile }}
          value={file}
          onChange={setFile}
        />
        {failed instanceof ApiError ? <Problems error={failed} /> : null}
        <div className="reason-acts">
          <Button onClick={onClose}>{en.act.close}</Button>
          <Button type="submit" variant="filled" loading={save.isPending || bring.isPending} disabled={title.trim() === '' || key.trim() === '' || !isNamed}>
            {words.create}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
