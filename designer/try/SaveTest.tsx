import { Button, Modal, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { CircleDot } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Flow, TryAnswer } from '../../server/http/api.ts';
import { makeTest } from '../api/try.ts';
import { useMaybeEditor } from '../draft/use-editor.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { tryWords as words } from '../text/en/try.ts';
import { en } from '../text/en.ts';
import { withTest } from './flow-tests.ts';
import { askOf } from './try-state.ts';
import type { Trial } from './use-try.ts';

interface SaveTestProps {
  flow: Flow;
  trial: Trial;
  answer: TryAnswer;
  onClose: () => void;
}

/** Keeps the try as a test of the flow: the draft holds it, and it runs before each deploy. */
export function SaveTest({ flow, trial, answer, onClose }: SaveTestProps) {
  const [title, setTitle] = useState('');
  const editor = useMaybeEditor();
  const make = useMutation({ mutationFn: (named: string) => makeTest(flow.id, { ...askOf(trial.state, trial.pin!, flow), flow, title: named }) });
  const outputs = new Set(
    answer.steps.filter(({ node, status, output }) => node !== answer.trigger && status === 'completed' && output !== undefined).map(({ node }) => node),
  ).size;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (title.trim() === '' || !editor) return;
    make.mutate(title.trim(), {
      onSuccess: ({ id, test }) => {
        editor.edit(words.saveStep(test.title), withTest(id, test));
        say(words.saved(test.title, test.ignore ?? []));
        onClose();
      },
      onError: sayRefused,
    });
  };
  return (
    <Modal opened onClose={onClose} title={words.saveTitle} size={460} closeButtonProps={{ 'aria-label': en.act.close }}>
      <form className="try-form" onSubmit={submit}>
        <TextInput
          data-autofocus
          label={words.saveName}
          placeholder={words.savePlace}
          value={title}
          maxLength={200}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
        <ul className="try-what">
          {[words.saveWhat(answer.steps.length, outputs), words.saveWhen, words.saveNot].map((line) => (
            <li key={line}>
              <CircleDot size={14} aria-hidden />
              {line}
            </li>
          ))}
        </ul>
        <div className="try-form-acts">
          <Button onClick={onClose}>{en.act.close}</Button>
          <Button type="submit" variant="filled" loading={make.isPending} disabled={title.trim() === '' || !editor}>
            {words.saveGo}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
