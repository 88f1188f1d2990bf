import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { findOrder } from '../api/try.ts';
import type { Pin } from '../expression/pinned-sample.ts';
import { sayRefused } from '../show/notify.tsx';
import { tryWords as words } from '../text/en/try.ts';
import { en } from '../text/en.ts';

/** Finds a real order by its key, to try it again. */
export function FindOrder({ flowId, onChoose, onClose }: { flowId: string; onChoose: (pin: Pin) => void; onClose: () => void }) {
  const [key, setKey] = useState('');
  const find = useMutation({ mutationFn: (asked: string) => findOrder(flowId, asked), onError: sayRefused });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const asked = key.trim();
    if (asked !== '') find.mutate(asked, { onSuccess: (run) => run && onChoose({ kind: 'run', id: run.id, key: asked }) });
  };
  const none = find.isSuccess && !find.data ? words.keyNone(find.variables) : undefined;
  return (
    <Modal opened onClose={onClose} title={words.keyTitle} size={420} closeButtonProps={{ 'aria-label': en.act.close }}>
      <form className="try-form" onSubmit={submit}>
        <TextInput data-autofocus label={words.keyLabel} value={key} error={none} maxLength={200} onChange={(event) => setKey(event.currentTarget.value)} />
        <div className="try-form-acts">
          <Button onClick={onClose}>{en.act.close}</Button>
          <Button type="submit" variant="filled" loading={find.isPending} disabled={key.trim() === ''}>
            {words.keyGo}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
