import { Button, Modal } from '@mantine/core';
import { CircleDot } from 'lucide-react';
import type { VersionInfo } from '../../server/http/api.ts';
import { useDeployPreview, useRollback } from '../api/ship.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { ship } from '../text/en/ship.ts';
import { en } from '../text/en.ts';

const words = ship.rollback;

/** Says what taking new orders back to a former version means, then does it in one click. */
export function RollbackDialog({ flowId, version, onClose }: { flowId: string; version: VersionInfo; onClose: () => void }) {
  const preview = useDeployPreview(flowId, version.version);
  const rollback = useRollback(flowId);
  const isForward = (preview.data?.from?.number ?? version.number) < version.number;
  const title = (isForward ? words.forward : words.title)(version.number);
  const errors = preview.data?.problems.filter(({ severity }) => severity !== 'warning') ?? [];
  const go = () =>
    rollback.mutate(
      { version: version.version, message: title },
      {
        onSuccess: () => {
          say(words.done(version.number));
          onClose();
        },
        onError: sayRefused,
      },
    );
  return (
    <Modal opened onClose={onClose} title={title} size={500} closeButtonProps={{ 'aria-label': en.act.close }}>
      {preview.isError ? (
        <PanelError title={ship.deployDialog.lookFailed} error={preview.error} onAgain={() => void preview.refetch()} />
      ) : !preview.data ? (
        <Bones rows={3} />
      ) : (
        <div className="reason">
          <ul className="reason-what">
            {[
              words.orders(version.number),
              words.running(preview.data.runs),
              words.draft,
              ...(preview.data.from ? [words.back(preview.data.from.number)] : []),
              ...(errors.length > 0 ? [words.problems(errors.length)] : []),
              ...errors.map(({ message }) => message),
            ].map((line) => (
              <li key={line}>
                <CircleDot size={14} aria-hidden />
                {line}
              </li>
            ))}
          </ul>
          <div className="reason-acts">
            <Button onClick={onClose}>{en.act.keep}</Button>
            <Button variant="filled" data-autofocus loading={rollback.isPending} disabled={errors.length > 0} onClick={go}>
              {(isForward ? words.goForward : words.go)(version.number)}
            </Button>
          </div>
        </div>
      )}
    </Modal>
  );
}
