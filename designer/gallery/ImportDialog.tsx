import { Button, FileInput, Modal, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { freeId } from '../../flows/free-id.ts';
import type { Flow, NodeTypeInfo, Problem, ValidateAnswer } from '../../server/http/api.ts';
import { ApiError, call } from '../api/client.ts';
import { useFlows } from '../api/flows.ts';
import { say } from '../show/notify.tsx';
import { gallery } from '../text/en/gallery.ts';
import { en } from '../text/en.ts';
import { Findings } from './Findings.tsx';
import { readDrawing } from './read-drawing.ts';
import { Thumbnail } from './Thumbnail.tsx';
import { useMakeDraft } from './templates.ts';

const words = gallery.importDialog;

/** Everything the hub would find in a drawing; nothing is saved. */
async function problemsOf(flow: Flow, signal: AbortSignal): Promise<Problem[]> {
  try {
    return (await call<ValidateAnswer>(`/api/flows/${encodeURIComponent(flow.id)}/validate`, { method: 'POST', body: flow, signal })).problems;
  } catch (error) {
    if (error instanceof ApiError && error.status === 422) return listOf(error);
    throw error;
  }
}

const listOf = (error: ApiError): Problem[] => error.problems ?? [{ code: error.code, path: error.path ?? '', message: error.message }];

/** Takes a drawing from a file or the clipboard: what it is and what is wrong with it is shown before it is saved. */
export function ImportDialog({ nodeTypes, given = '', onClose }: { nodeTypes: NodeTypeInfo[]; given?: string; onClose: () => void }) {
  const [text, setText] = useState(given);
  const [file, setFile] = useState<File | null>(null);
  const [settled] = useDebouncedValue(text, 250);
  const read = settled.trim() === '' ? undefined : readDrawing(settled);
  const flow = read && 'flow' in read ? read.flow : undefined;
  const check = useQuery({ queryKey: ['drawing-check', settled], queryFn: ({ signal }) => problemsOf(flow as Flow, signal), enabled: flow !== undefined });
  const make = useMakeDraft();
  const flows = useFlows().data ?? [];
  const free = flow && freeId(flow.id || flow.title, flows.map(({ id }) => id)); // biome-ignore format: one line
  const refusal = make.error instanceof ApiError ? make.error : undefined;

  const change = (next: string) => {
    setText(next);
    make.reset();
  };
  const take = async (next: File | null) => {
    setFile(next);
    change(next ? await next.text() : '');
  };
  const go = () => flow && make.mutate({ drawing: flow, name: flow.id || flow.title }, { onSuccess: () => say(words.done(flow.title)) });
  return (
    <Modal opened onClose={onClose} title={words.title} size={720} closeButtonProps={{ 'aria-label': en.act.close }}>
      <div className="import">
        <FileInput
          data-autofocus
          label={words.file}
          placeholder={words.filePlace}
          accept=".json,application/json"
          clearable
          clearButtonProps={{ 'aria-label': words.clearFile }}
          value={file}
          onChange={(next) => void take(next)}
        />
        <Textarea
          label={words.text}
          placeholder={words.place}
          autosize
          minRows={4}
          maxRows={10}
          spellCheck={false}
          classNames={{ input: 'mono' }}
          value={text}
          onChange={(event) => change(event.currentTarget.value)}
        />
        <div aria-live="polite">
          {refusal ? (
            <Findings text={text} problems={listOf(refusal)} title={words.refused(listOf(refusal).length)} tone="parked" />
          ) : read && 'problems' in read ? (
            <Findings text={settled} problems={read.problems} title={words.refused(read.problems.length)} tone="parked" />
          ) : flow ? (
            <div className="import-found">
              <Thumbnail flow={flow} nodeTypes={nodeTypes} />
              <p>
                <strong>{flow.title}</strong> {words.drawn(Object.keys(flow.nodes).length, flow.edges.length)}
              </p>
              {free && free.number > 1 ? <p className="hint">{words.renamed(flow.id, free.id)}</p> : null}
              {check.isPending ? <p className="hint">{words.checking}</p> : null}
              {check.data?.length === 0 ? <p className="hint">{words.fits}</p> : null}
              {check.data && check.data.length > 0 ? (
                <Findings text={settled} problems={check.data} title={words.found(check.data.length)} tone="waiting" />
              ) : null}
            </div>
          ) : (
            <p className="hint">{words.nothing}</p>
          )}
        </div>
        <div className="reason-acts">
          <Button onClick={onClose}>{en.act.close}</Button>
          <Button variant="filled" disabled={flow === undefined || settled !== text} loading={make.isPending} onClick={go}>
            {words.go}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
