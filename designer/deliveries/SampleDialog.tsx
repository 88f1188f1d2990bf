import { Button, Modal, Select, TextInput } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { DeliveryInfo, Problem } from '../../server/http/api.ts';
import { ApiError } from '../api/client.ts';
import { useAddSample, useSamples } from '../api/deliveries.ts';
import { useFlows } from '../api/flows.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';

const words = en.deliveries.sample;

/** Keeps a message as a named sample of a flow; what looks like a secret or a card number is told first. */
export function SampleDialog({ delivery, onClose }: { delivery: DeliveryInfo; onClose: () => void }) {
  const flows = useFlows().data ?? [];
  const [flow, setFlow] = useState<string | null>(delivery.runs[0]?.flow ?? null);
  const [name, setName] = useState(delivery.key ?? '');
  const [found, setFound] = useState<Problem[]>([]);
  const samples = useSamples(flow ?? undefined).data;
  const add = useAddSample();
  const send = (sensitive?: 'hide' | 'keep') => {
    if (flow === null || name.trim() === '') return;
    add.mutate(
      { flow, name: name.trim(), delivery: delivery.id, ...(sensitive ? { sensitive } : {}) },
      {
        onSuccess: (sample) => {
          say(words.did(sample.name, sample.hidden));
          onClose();
        },
        onError: (error) => {
          if (error instanceof ApiError && error.code === 'sample.sensitive') setFound(error.problems ?? []);
          else sayRefused(error);
        },
      },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  const isReady = flow !== null && name.trim() !== '';
  return (
    <Modal opened onClose={onClose} title={words.title} size={480} closeButtonProps={{ 'aria-label': en.act.close }}>
      <form className="sample" onSubmit={submit}>
        <p className="hint">{words.what}</p>
        <Select
          label={words.flow}
          placeholder={words.chooseFlow}
          allowDeselect={false}
          data={flows.map(({ id, title }) => ({ value: id, label: title }))}
          value={flow}
          onChange={setFlow}
        />
        <TextInput
          data-autofocus
          label={words.name}
          placeholder={words.namePlace}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {samples ? <p className="hint">{samples.length > 0 ? words.others(samples.map((one) => one.name).join(', ')) : words.none}</p> : null}
        {found.length > 0 ? (
          <div className="callout" data-tone="waiting" role="alert">
            <TriangleAlert size={16} aria-hidden />
            <div>
              <strong>{words.found(found.length)}</strong>
              <ul>
                {found.map(({ path, message }) => (
                  <li key={path}>{message.split('. ')[0]}</li>
                ))}
              </ul>
              <p>{words.foundText}</p>
            </div>
          </div>
        ) : null}
        <div className="reason-acts">
          {found.length > 0 ? (
            <>
              <Button disabled={!isReady} onClick={() => send('keep')}>
                {words.keep}
              </Button>
              <Button variant="filled" disabled={!isReady} loading={add.isPending} onClick={() => send('hide')}>
                {words.hide(found.length)}
              </Button>
            </>
          ) : (
            <>
              <Button onClick={onClose}>{en.act.keep}</Button>
              <Button type="submit" variant="filled" disabled={!isReady} loading={add.isPending}>
                {words.go}
              </Button>
            </>
          )}
        </div>
      </form>
    </Modal>
  );
}
