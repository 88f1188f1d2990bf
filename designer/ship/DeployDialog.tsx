import './ship.css';
import { Button, Modal, Radio, Textarea, TextInput, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { ArrowRight, History as HistoryIcon, Rocket } from 'lucide-react';
import { useMemo, useState } from 'react';
import { countsOf, diffFlows } from '../../flows/diff.ts';
import type { DeployAnswer, DeployPreview, Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { flowQuery } from '../api/flow.ts';
import { useNodeTypes } from '../api/flows.ts';
import { useDeploy, useDeployPreview, useRollback } from '../api/ship.ts';
import { titleOf } from '../canvas/words.ts';
import { useFlowView } from '../flows/flow-view.ts';
import { say, sayRefused } from '../show/notify.tsx';
import { Bones } from '../states/Bones.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { ship } from '../text/en/ship.ts';
import { en } from '../text/en.ts';
import { DeployChecks } from './DeployChecks.tsx';
import { Place } from './Place.tsx';
import { doTestsFail, whyNot } from './ready.ts';
import { sayDeployed } from './say-deployed.tsx';
import { useTests } from './use-tests.ts';
import { versionsOf, WaitingPlaces } from './WaitingPlaces.tsx';

const words = ship.deployDialog;

interface DeployDialogProps {
  flowId: string;
  onClose: () => void;
  onDeployed: (answer: DeployAnswer) => void;
}

/** Before new orders take the draft: what it changes, what the checks say, and what becomes of the orders under way. */
export function DeployDialog({ flowId, onClose, onDeployed }: DeployDialogProps) {
  // Whoever draws saves past this cache: what is compared is read anew.
  const detail = useQuery({ ...flowQuery(flowId), refetchOnMount: 'always' });
  const preview = useDeployPreview(flowId);
  const types = useNodeTypes().data;
  const tested = useTests(flowId, preview.data?.tests);
  const deploy = useDeploy(flowId);
  const rollback = useRollback(flowId);
  const [message, setMessage] = useState('');
  const [move, setMove] = useState<'leave' | 'safe'>('leave');
  const [skipTests, setSkipTests] = useState('');
  const found = preview.data;
  const why = whyNot(found, tested, skipTests);
  /** Nothing new to deploy: what a deploy would do is not said. */
  const isSame = found !== undefined && found.from?.version === found.to.version;
  const byType = useMemo(() => new Map((types ?? []).map((info) => [info.type, info])), [types]);

  // The dialog is gone by then: what follows hangs on the act itself.
  const undoOf = (before: DeployPreview['from'], moved: boolean) =>
    before &&
    (() =>
      void rollback.mutateAsync({ version: before.version, message: words.undoing, move: moved }).then(() => say(words.undone(before.number)), sayRefused));
  const go = () => {
    if (why !== undefined || found?.rev === undefined || deploy.isPending) return;
    const began = performance.now();
    deploy.mutate(
      { rev: found.rev, message: message.trim(), move },
      {
        onSuccess: (answer) => {
          const moved = answer.moved?.asked ?? 0;
          sayDeployed({ number: answer.deployed?.number ?? 0, ms: performance.now() - began, moved, undo: undoOf(found?.from, moved > 0) });
          onDeployed(answer);
        },
        onError: (error) => {
          sayRefused(error);
          void detail.refetch();
          void preview.refetch();
        },
      },
    );
  };
  useHotkeys([['mod+Enter', go]], []);

  const { data } = detail;
  return (
    <Modal
      opened
      onClose={onClose}
      size={860}
      className="deploy-modal"
      title={<Title title={data?.flow.title ?? flowId} preview={found} />}
      closeButtonProps={{ 'aria-label': en.act.close }}
    >
      {preview.isError ? (
        <PanelError title={words.lookFailed} error={preview.error} onAgain={() => void preview.refetch()} />
      ) : !found || !data ? (
        <Bones rows={6} />
      ) : (
        <div className="deploy">
          <div className="deploy-top">
            <div className="deploy-message">
              <Textarea
                data-autofocus
                label={words.message}
                placeholder={words.messagePlace}
                autosize
                minRows={2}
                maxRows={6}
                maxLength={1000}
                value={message}
                onChange={(event) => setMessage(event.currentTarget.value.replace(/[\n\r]+/g, ' '))}
              />
              <Changes flowId={flowId} detail={data} isSame={isSame} onClose={onClose} />
            </div>
            <div>
              <DeployChecks preview={found} titleOf={titleIn(data.flow, byType)} tested={tested} />
              {doTestsFail(tested) && (
                <TextInput
                  className="deploy-skip"
                  label={words.skipTests}
                  placeholder={words.skipPlace}
                  maxLength={1000}
                  value={skipTests}
                  onChange={(event) => setSkipTests(event.currentTarget.value)}
                />
              )}
            </div>
          </div>
          {!isSame && <Orders preview={found} types={byType} move={move} onMove={setMove} />}
        </div>
      )}
      <footer className="deploy-foot">
        {!isSame && <HistoryIcon size={16} aria-hidden />}
        <p>{isSame ? null : found?.from ? words.back(found.from.number) : words.firstBack}</p>
        <Button onClick={onClose}>{words.cancel}</Button>
        <Tooltip label={why} disabled={why === undefined}>
          <Button
            variant="filled"
            aria-disabled={why !== undefined}
            {...(why === undefined ? {} : { 'data-disabled': true })}
            leftSection={<Rocket size={14} aria-hidden />}
            rightSection={<kbd>Ctrl ↵</kbd>}
            loading={deploy.isPending}
            onClick={go}
          >
            {words.go(found?.to.number ?? 1)}
          </Button>
        </Tooltip>
        {why !== undefined && <span className="hidden-words">{why}</span>}
      </footer>
    </Modal>
  );
}

const titleIn = (flow: Flow, types: ReadonlyMap<string, NodeTypeInfo>) => (id: string) => {
  const node = flow.nodes[id];
  return node ? titleOf(node, types.get(node.type)) : id;
};

function Title({ title, preview }: { title: string; preview: DeployPreview | undefined }) {
  return (
    <span className="deploy-title">
      {words.title(title)}
      {preview && (
        <span className="deploy-step">
          <span className="tag">{preview.from ? ship.version(preview.from.number) : words.first}</span>
          {preview.from?.version !== preview.to.version && (
            <>
              <ArrowRight size={14} aria-hidden />
              <span className="tag deploy-new">{ship.version(preview.to.number)}</span>
            </>
          )}
        </span>
      )}
      <Place />
    </span>
  );
}

/** How the draft differs from what is live, in numbers, and the way to the diff. */
function Changes({
  flowId,
  detail,
  isSame,
  onClose,
}: {
  flowId: string;
  detail: Pick<DeployAnswer, 'flow' | 'deployed'>;
  isSame: boolean;
  onClose: () => void;
}) {
  const { flowId: shown, show } = useFlowView();
  const { deployed, flow } = detail;
  if (!deployed) return null;
  if (isSame) return <p className="diff-counts">{words.isSame(deployed.number)}</p>;
  const { added, removed, changed, moved } = countsOf(diffFlows(deployed.flow, flow));
  const look = () => {
    show({ mode: 'versions', from: deployed.version, to: 'draft' });
    onClose();
  };
  return (
    <p className="diff-counts">
      {added > 0 && <span data-mark="added">{ship.counts.added(added)}</span>}
      {removed > 0 && <span data-mark="removed">{ship.counts.removed(removed)}</span>}
      {changed > 0 && <span data-mark="changed">{ship.counts.changed(changed)}</span>}
      {moved > 0 && <span>{ship.movedOnly(moved)}</span>}
      {shown === flowId && (
        <button type="button" onClick={look}>
          {words.diff}
        </button>
      )}
    </p>
  );
}

interface OrdersProps {
  preview: DeployPreview;
  types: ReadonlyMap<string, NodeTypeInfo>;
  move: 'leave' | 'safe';
  onMove: (move: 'leave' | 'safe') => void;
}

/** What becomes of the orders under way: left as they are, or moved where that is safe. */
function Orders({ preview, types, move, onMove }: OrdersProps) {
  const { runs, places, safe, to } = preview;
  const versions = versionsOf(places) || (preview.from ? ship.version(preview.from.number) : '');
  if (runs === 0)
    return (
      <section className="deploy-orders">
        <h3>{words.noneUnderWay}</h3>
        <p>{words.newOrders(to.number)}</p>
      </section>
    );
  return (
    <section className="deploy-orders">
      <h3>
        {words.underWay(runs, versions)} <span className="deploy-about">{words.whatAbout(to.number)}</span>
      </h3>
      <Radio.Group value={move} onChange={(next) => onMove(next === 'safe' ? 'safe' : 'leave')} aria-label={words.underWay(runs, versions)}>
        <div className="deploy-choices">
          <Radio.Card className="deploy-choice" value="leave" data-chosen={move === 'leave'}>
            <Radio.Indicator />
            <span>
              <b>{words.leave(versions)}</b> <span className="tag deploy-new">{words.recommended}</span>
              <span className="deploy-choice-text">{words.leaveText}</span>
            </span>
          </Radio.Card>
          <Radio.Card className="deploy-choice" value="safe" disabled={safe === 0} data-chosen={move === 'safe'}>
            <Radio.Indicator disabled={safe === 0} />
            <span>
              <b>{words.move}</b>
              <span className="deploy-choice-text">{words.moveText(safe, runs - safe)}</span>
            </span>
          </Radio.Card>
        </div>
      </Radio.Group>
      <WaitingPlaces preview={preview} types={types} />
    </section>
  );
}
