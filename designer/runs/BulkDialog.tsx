import { Button, Modal } from '@mantine/core';
import type { BulkAsk, RunInfo } from '../../server/http/api.ts';
import { ReasonDialog } from '../act/ReasonDialog.tsx';
import { useBulk } from '../api/runs.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { en } from '../text/en.ts';

const words = en.runs.bulk;
const wordsOf = (act: BulkAsk['act'], n: number) => ({ title: words[`${act}Title`](n), what: words[`${act}What`], go: words[`${act}Go`](n) });

/** Says what one act would do to many runs, asks why, does it, and names those that refused. */
export function BulkDialog({ act, runs, onClose, onDone }: { act: BulkAsk['act']; runs: RunInfo[]; onClose: () => void; onDone: () => void }) {
  const bulk = useBulk();
  const ids = runs.map((run) => run.id);
  const refused = bulk.data?.refused ?? [];
  if (refused.length > 0)
    return (
      <Modal opened onClose={onDone} title={words.refusedTitle(refused.length)} size={520}>
        <p>{words.refusedText}</p>
        <ul className="refused">
          {refused.map((each) => (
            <li key={each.id}>
              <strong>{runs.find((run) => run.id === each.id)?.keys[0] ?? each.id}</strong> {each.detail} <span className="mono quiet">{each.code}</span>
            </li>
          ))}
        </ul>
        <div className="reason-acts">
          <Button data-autofocus onClick={onDone}>
            {words.closed}
          </Button>
        </div>
      </Modal>
    );
  return (
    <ReasonDialog
      {...wordsOf(act, ids.length)}
      keep={words.keep}
      danger={act !== 'retry'}
      busy={bulk.isPending}
      onClose={onClose}
      onGo={(reason) =>
        bulk.mutate(
          { act, ids, reason },
          {
            onSuccess: (answer) => {
              say([words.did(answer.done, act), answer.refused.length > 0 && words.refused(answer.refused.length)].filter(Boolean).join(', '));
              if (answer.refused.length === 0) onDone();
            },
            onError: sayRefused,
          },
        )
      }
    />
  );
}
