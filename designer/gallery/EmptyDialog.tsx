import { Button, Modal, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { freeId } from '../../flows/free-id.ts';
import { useFlows } from '../api/flows.ts';
import { sayRefused } from '../show/notify.tsx';
import { gallery } from '../text/en/gallery.ts';
import { en } from '../text/en.ts';
import { useMakeDraft } from './templates.ts';

const words = gallery.emptyDialog;

/** Names a flow without a node, and opens it. */
export function EmptyDialog({ onClose }: { onClose: () => void }) {
  const [title, setTitle] = useState('');
  const flows = useFlows().data ?? [];
  const make = useMakeDraft();
  const name = title.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate({ drawing: { format: 1, id: '', title: name, nodes: {}, edges: [] }, name }, { onError: sayRefused });
  };
  const hint = words.id(freeId(name || words.place, flows.map(({ id }) => id)).id); // biome-ignore format: one line
  return (
    <Modal opened onClose={onClose} title={words.title} size={460} closeButtonProps={{ 'aria-label': en.act.close }}>
      <form className="reason" onSubmit={submit}>
        <TextInput
          data-autofocus
          required
          label={words.name}
          placeholder={words.place}
          description={hint}
          maxLength={200}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <div className="reason-acts">
          <Button onClick={onClose}>{en.act.close}</Button>
          <Button type="submit" variant="filled" loading={make.isPending} disabled={name === ''}>
            {words.go}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
