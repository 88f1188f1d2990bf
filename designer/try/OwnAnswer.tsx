import { Button, Checkbox, Modal, Select, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Flow, GivenAnswer, TryStep } from '../../server/http/api.ts';
import { useNodeTypes } from '../api/flows.ts';
import { portWord } from '../canvas/ports.ts';
import { tryWords as words } from '../text/en/try.ts';
import { en } from '../text/en.ts';
import { readJson } from './read-json.ts';

interface OwnAnswerProps {
  flow: Flow;
  step: TryStep;
  given: GivenAnswer | undefined;
  onUse: (answer: GivenAnswer) => void;
  onClose: () => void;
}

/** The answer of a call as whoever tries wants it: an output and a port, or a failure. */
export function OwnAnswer({ flow, step, given, onUse, onClose }: OwnAnswerProps) {
  const info = useNodeTypes().data?.find(({ type }) => type === step.type);
  const drawn = flow.edges.flatMap(({ from }) => (from.startsWith(`${step.node}.`) ? [from.slice(step.node.length + 1)] : []));
  const ports = [...new Set([...(info?.ports ?? []), ...drawn])].filter((port) => !['error', 'compensate', 'timeout'].includes(port));
  const [port, setPort] = useState<string | null>(given?.port ?? step.port ?? ports[0] ?? null);
  const [text, setText] = useState(JSON.stringify(given?.output ?? step.output ?? {}, null, 2));
  const [fails, setFails] = useState(given?.error !== undefined);
  const [code, setCode] = useState(given?.error?.code ?? 'connector.refused');
  const [message, setMessage] = useState(given?.error?.message ?? '');
  const output = readJson(text);
  const isReady = fails ? code.trim() !== '' && message.trim() !== '' : output !== undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    if (fails) onUse({ kind: 'mine', error: { code: code.trim(), message: message.trim() } });
    else onUse({ kind: 'mine', output: output ?? null, ...(port === null ? {} : { port }) });
  };
  return (
    <Modal opened onClose={onClose} title={words.mineTitle(step.title)} size={520} closeButtonProps={{ 'aria-label': en.act.close }}>
      <form className="try-form" onSubmit={submit}>
        <Checkbox label={words.mineError} checked={fails} onChange={(event) => setFails(event.currentTarget.checked)} />
        {fails ? (
          <>
            <Select label={words.mineCode} data={codes} value={code} allowDeselect={false} onChange={(next) => setCode(next ?? code)} />
            <TextInput data-autofocus label={words.mineMessage} value={message} maxLength={400} onChange={(event) => setMessage(event.currentTarget.value)} />
          </>
        ) : (
          <>
            {ports.length > 1 && (
              <Select
                label={words.minePort}
                data={ports.map((value) => ({ value, label: portWord(value) }))}
                value={port}
                allowDeselect={false}
                onChange={setPort}
              />
            )}
            <Textarea
              data-autofocus
              className="try-code"
              label={words.mineOutput}
              value={text}
              error={output === undefined ? words.pasteBad : undefined}
              autosize
              minRows={6}
              maxRows={14}
              spellCheck={false}
              onChange={(event) => setText(event.currentTarget.value)}
            />
          </>
        )}
        <div className="try-form-acts">
          <Button onClick={onClose}>{en.act.close}</Button>
          <Button type="submit" variant="filled" disabled={!isReady}>
            {words.mineGo}
          </Button>
        </div>
      </form>
    </Modal>
  );
}

/** What receivers most often say no with; the first of them are tried again. */
const codes = [
  'connector.unavailable',
  'connector.timeout',
  'connector.rate_limited',
  'connector.refused',
  'connector.not_found',
  'connector.conflict',
  'connector.unauthorized',
];
