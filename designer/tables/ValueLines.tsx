import { ActionIcon, Button, Select, TextInput } from '@mantine/core';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { UsedByInfo, ValuesDetail } from '../../server/http/api.ts';
import { ApiError } from '../api/client.ts';
import { useSaveValues } from '../api/values.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { Empty } from '../states/Empty.tsx';
import { tables as words } from '../text/en/tables.ts';
import { Problems } from './Problems.tsx';
import { SaveBar } from './SaveBar.tsx';
import { isWrong, type Kind, type Line, linesOf, valuesOf } from './values-draft.ts';

const kinds = Object.entries(words.valueTypes).map(([value, label]) => ({ value, label }));
const truths = ['true', 'false'];

/** The values of an environment line by line, with the flows that read each, and the way to save them. */
export function ValueLines({ given, users, readOnly }: { given: ValuesDetail; users: UsedByInfo[]; readOnly: boolean }) {
  const [lines, setLines] = useState(() => linesOf(given.values));
  const [message, setMessage] = useState('');
  const save = useSaveValues(given.environment);
  const isChanged = JSON.stringify(valuesOf(lines)) !== JSON.stringify(valuesOf(linesOf(given.values)));
  const isSound = lines.every((line) => isWrong(line, lines) === undefined);
  const change = (id: number, part: Partial<Line>) => setLines(lines.map((line) => (line.id === id ? { ...line, ...part } : line)));
  const add = () => setLines([...lines, { id: Math.max(-1, ...lines.map(({ id }) => id)) + 1, name: '', kind: 'text', text: '' }]);
  const send = () =>
    save.mutate(
      { rev: given.rev, message: message.trim(), values: valuesOf(lines) },
      {
        onSuccess: ({ version }) => say(words.valuesSaved(version ?? 0)),
        onError: (error) => !(error instanceof ApiError && error.status === 422) && sayRefused(error),
      },
    );
  return (
    <form
      className="value-form"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {save.error instanceof ApiError && save.error.status === 422 ? <Problems error={save.error} /> : null}
      {lines.length === 0 ? (
        <Empty kind="first" title={words.valuesNone}>
          {words.valuesNoneText}
        </Empty>
      ) : (
        <ul className="value-lines">
          <li className="value-heads" aria-hidden>
            <span>{words.valueName}</span>
            <span>{words.valueType}</span>
            <span>{words.value}</span>
            <span>{words.usedByFlows}</span>
          </li>
          {lines.map((line, at) => {
            const wrong = line.name === '' && line.text === '' ? undefined : isWrong(line, lines);
            const readers = users.filter(({ values }) => values.includes(line.name)).map(({ title }) => title);
            const own = { disabled: readOnly, size: 'sm' as const };
            return (
              <li key={line.id}>
                <TextInput
                  {...own}
                  aria-label={words.nameOf(at + 1)}
                  error={wrong === 'name'}
                  value={line.name}
                  maxLength={48}
                  onChange={(event) => change(line.id, { name: event.currentTarget.value })}
                />
                <Select
                  {...own}
                  aria-label={words.kindOf(at + 1)}
                  data={kinds}
                  value={line.kind}
                  allowDeselect={false}
                  onChange={(kind) => kind && change(line.id, { kind: kind as Kind, text: kind === 'boolean' ? 'false' : line.text })} // one of our own values
                />
                {line.kind === 'boolean' ? (
                  <Select
                    {...own}
                    className="value-text"
                    aria-label={words.valueOf(at + 1)}
                    data={truths}
                    value={line.text}
                    allowDeselect={false}
                    onChange={(text) => change(line.id, { text: text ?? 'false' })}
                  />
                ) : (
                  <TextInput
                    {...own}
                    className="value-text"
                    aria-label={words.valueOf(at + 1)}
                    error={wrong === 'text'}
                    value={line.text}
                    maxLength={2_000}
                    onChange={(event) => change(line.id, { text: event.currentTarget.value })}
                  />
                )}
                <span className="hint">{readers.join(', ')}</span>
                {readOnly ? null : (
                  <ActionIcon
                    variant="subtle"
                    className="value-remove"
                    aria-label={words.removeValue(line.name)}
                    onClick={() => setLines(lines.filter(({ id }) => id !== line.id))}
                  >
                    <Trash2 size={16} aria-hidden />
                  </ActionIcon>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {readOnly ? null : (
        <div className="sheet-save">
          <Button leftSection={<Plus size={14} />} onClick={add}>
            {words.addValue}
          </Button>
          <SaveBar
            message={message}
            onMessage={setMessage}
            isChanged={isChanged}
            isSound={isSound}
            busy={save.isPending}
            discard={() => setLines(linesOf(given.values))}
          />
        </div>
      )}
    </form>
  );
}
