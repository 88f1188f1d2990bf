import { Button, FileInput, Modal } from '@mantine/core';
import { useState } from 'react';
import { diffFlows, isSameDrawing } from '../../flows/diff.ts';
import { sayDiff } from '../../flows/say-diff.ts';
import type { Flow, FlowDetail } from '../../server/http/api.ts';
import { useReplaceDraft } from '../api/ship.ts';
import { readDrawing } from '../gallery/read-drawing.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { ship } from '../text/en/ship.ts';
import { en } from '../text/en.ts';

const words = ship.importDialog;

type Read = { flow: Flow } | { why: string };

/** Takes a file in the place of the draft: what it changes is shown before it is saved. */
export function ImportDialog({ flowId, detail, onClose }: { flowId: string; detail: FlowDetail; onClose: () => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [read, setRead] = useState<Read>();
  const replace = useReplaceDraft(flowId);
  const flow = read && 'flow' in read ? read.flow : undefined;
  const diff = flow && diffFlows(detail.flow, flow);
  const take = async (next: File | null) => {
    setFile(next);
    setRead(next ? readFor(flowId, await next.text()) : undefined);
  };
  const go = () =>
    flow &&
    replace.mutate(
      { drawing: flow, rev: detail.rev },
      {
        onSuccess: () => {
          say(words.done);
          onClose();
        },
        onError: sayRefused,
      },
    );
  return (
    <Modal opened onClose={onClose} title={words.title} size={720} closeButtonProps={{ 'aria-label': en.act.close }}>
      <div className="reason">
        <FileInput
          data-autofocus
          label={words.file}
          placeholder={words.place}
          accept=".json,application/json"
          value={file}
          onChange={(next) => void take(next)}
        />
        <div aria-live="polite">
          {read && 'why' in read && <p className="diff-refused">{read.why}</p>}
          {diff && (
            <>
              <h3>{words.found}</h3>
              {isSameDrawing(diff) ? <p className="hint">{words.nothing}</p> : <pre className="diff-lines">{sayDiff(diff).join('\n')}</pre>}
            </>
          )}
        </div>
        <div className="reason-acts">
          <Button onClick={onClose}>{en.act.keep}</Button>
          <Button variant="filled" disabled={!diff || isSameDrawing(diff)} loading={replace.isPending} onClick={go}>
            {words.go}
          </Button>
        </div>
      </div>
    </Modal>
  );
}

/** A version's file says what it was frozen with; a draft has none of that. */
function readFor(flowId: string, text: string): Read {
  const found = readDrawing(text);
  if ('problems' in found) return { why: found.problems.map(({ message }) => message).join(' ') };
  const { lock: _, ...flow } = found.flow;
  return flow.id === flowId ? { flow } : { why: words.other(flow.id, flowId) };
}
