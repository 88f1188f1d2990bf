import { Button, Modal } from '@mantine/core';
import { CircleDot } from 'lucide-react';
import type { FlowDiff } from '../../flows/diff.ts';
import type { Flow, FlowDetail } from '../../server/http/api.ts';
import { useReplaceDraft } from '../api/ship.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { ship } from '../text/en/ship.ts';
import { en } from '../text/en.ts';
import { exportFile } from './History.tsx';

const words = ship.revertDialog;

interface RevertDialogProps {
  flowId: string;
  detail: FlowDetail;
  /** The version the draft is to be again, and how the draft differs from it. */
  number: number;
  flow: Flow;
  diff: FlowDiff;
  onClose: () => void;
}

/** Throws the changes of the draft away, once it is said which. */
export function RevertDialog({ flowId, detail, number, flow, diff, onClose }: RevertDialogProps) {
  const replace = useReplaceDraft(flowId);
  const { lock: _, ...drawing } = flow;
  const go = () =>
    replace.mutate(
      { drawing, rev: detail.rev },
      {
        onSuccess: () => {
          say(words.done(number));
          onClose();
        },
        onError: sayRefused,
      },
    );
  return (
    <Modal opened onClose={onClose} title={words.title(number)} size={500} closeButtonProps={{ 'aria-label': en.act.close }}>
      <div className="reason">
        <ul className="reason-what">
          {[words.lost(diff.nodes.length), words.stays].map((line) => (
            <li key={line}>
              <CircleDot size={14} aria-hidden />
              {line}
            </li>
          ))}
        </ul>
        <div className="reason-acts">
          <Button onClick={() => void exportFile(flowId)}>{ship.exportDraft}</Button>
          <Button data-autofocus onClick={onClose}>
            {words.keep}
          </Button>
          <Button className="danger" loading={replace.isPending} onClick={go}>
            {words.go}
          </Button>
        </div>
      </div>
    </Modal>
  );
}
