import { Textarea } from '@mantine/core';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import type { Json, StepInfo } from '../../server/http/api.ts';
import { ReasonDialog } from '../act/ReasonDialog.tsx';
import { run as words } from '../text/en/run.ts';
import { type Change, editOf } from './change.ts';

export interface RetryDialogProps {
  name: string;
  step: StepInfo | undefined;
  busy: boolean;
  onGo: (reason: string, patch: Json | undefined) => void;
  onClose: () => void;
}

/** Asks for the reason of a retry and, where wanted, for changed fields, shown as a diff before they go out. */
export function RetryDialog({ name, step, busy, onGo, onClose }: RetryDialogProps) {
  const before = step?.input ?? {};
  const [text, setText] = useState(() => JSON.stringify(before, null, 2));
  const edit = editOf(before, text);
  const problem = 'problem' in edit ? (edit.problem === 'removed' ? words.changeBad.removed(edit.name ?? '') : words.changeBad[edit.problem]) : undefined;
  const patch = 'changes' in edit ? edit.patch : undefined;
  const changes = 'changes' in edit ? edit.changes : [];
  return (
    <ReasonDialog
      title={words.retryTitle(step?.title ?? name)}
      what={[patch ? words.retryWhat.changed : words.retryWhat.same, words.retryWhat.rest]}
      go={patch ? words.retryChanged : words.retryGo}
      busy={busy}
      onClose={onClose}
      onGo={(reason) => problem === undefined && onGo(reason, patch)}
    >
      {step ? (
        <details className="fold">
          <summary>
            <ChevronRight size={14} aria-hidden />
            {words.change}
          </summary>
          <Textarea
            className="retry-edit"
            label={words.changeHint}
            value={text}
            error={problem}
            autosize
            minRows={4}
            maxRows={12}
            spellCheck={false}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </details>
      ) : null}
      {changes.length > 0 ? <Changes changes={changes} /> : null}
    </ReasonDialog>
  );
}

const say = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Each changed field: what it was, what it becomes. */
function Changes({ changes }: { changes: Change[] }) {
  return (
    <section className="changes mono" aria-label={words.changed}>
      {changes.map((change) => (
        <div key={change.path}>
          {change.before === undefined ? null : (
            <p data-side="before">
              − {change.path} {say(change.before)}
            </p>
          )}
          {change.after === undefined ? null : (
            <p data-side="after">
              + {change.path} {say(change.after)}
            </p>
          )}
        </div>
      ))}
    </section>
  );
}
