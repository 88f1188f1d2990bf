import './ship.css';
import { Button } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { Rocket } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { VersionInfo } from '../../server/http/api.ts';
import { useVersions } from '../api/flow.ts';
import { useMe } from '../api/session.ts';
import { Choice } from '../flows/Choice.tsx';
import { FlowBar } from '../flows/FlowBar.tsx';
import type { ModeProps } from '../flows/mode-props.ts';
import { useListKeys } from '../keys/use-list-keys.ts';
import { Bones } from '../states/Bones.tsx';
import { Empty } from '../states/Empty.tsx';
import { PanelError } from '../states/PanelError.tsx';
import { ship as words } from '../text/en/ship.ts';
import { Counts } from './Counts.tsx';
import { DeployDialog } from './DeployDialog.tsx';
import { DiffCanvas } from './DiffCanvas.tsx';
import { DiffPanel } from './DiffPanel.tsx';
import { DiffText } from './DiffText.tsx';
import { backTo, exportFile, History } from './History.tsx';
import { ImportDialog } from './ImportDialog.tsx';
import { RevertDialog } from './RevertDialog.tsx';
import { RollbackDialog } from './RollbackDialog.tsx';
import { inReadingOrder } from './reading-order.ts';
import { together } from './together.ts';
import { draftName, useCompared } from './use-compared.ts';
import { VersionPicks } from './VersionPicks.tsx';

type Shown = keyof typeof words.views;
type Asking = { act: 'deploy' | 'import' | 'revert' } | { act: 'rollback'; version: VersionInfo };

/** Versions of a flow: any two compared on the canvas, in fields and in text; deployed, taken back, exported and imported. */
export function VersionsMode({ flowId, detail, nodeTypes, view, show, banners }: ModeProps) {
  const versions = useVersions(flowId);
  const list = versions.data ?? [];
  const compared = useCompared(flowId, detail, list, view);
  const isAdmin = useMe().data?.role === 'admin';
  const [shown, setShown] = useState<Shown>('canvas');
  const [asking, setAsking] = useState<Asking>();
  const types = useMemo(() => new Map(nodeTypes.map((info) => [info.type, info])), [nodeTypes]);
  const { before, after } = compared;
  const drawn = useMemo(() => (before && after && compared.diff ? together(before, after, compared.diff) : undefined), [before, after, compared.diff]);
  const diff = useMemo(
    () => compared.diff && drawn && { ...compared.diff, nodes: inReadingOrder(compared.diff.nodes, drawn.flow, types) },
    [compared.diff, drawn, types],
  );
  const ids = diff?.nodes.map(({ node }) => node) ?? [];
  const place = ids.indexOf(view.node ?? '');
  const go = (by: number) => {
    if (ids.length > 0) show({ node: ids[place < 0 ? (by > 0 ? 0 : ids.length - 1) : (place + by + ids.length) % ids.length] });
  };
  useListKeys({ J: () => go(1), K: () => go(-1) });
  useHotkeys([['mod+shift+D', () => isAdmin && setAsking({ act: 'deploy' })]]);

  const former = list.find(({ version }) => version === compared.from);
  const isDraft = compared.to === draftName;
  const isLive = former?.version === detail.deployed?.version;
  const close = () => setAsking(undefined);
  const tools = (
    <>
      <Choice<Shown> name={words.view} value={shown} options={words.views} onPick={setShown} />
      {isAdmin && former && !isLive && (
        <Button onClick={() => setAsking({ act: 'rollback', version: former })}>{backTo(former.number, detail.deployed?.number)}</Button>
      )}
      {isAdmin && former && isLive && isDraft && diff && diff.nodes.length > 0 && (
        <Button className="version-revert" onClick={() => setAsking({ act: 'revert' })}>
          {words.revert(former.number)}
        </Button>
      )}
      {isAdmin && (
        <Button variant="filled" leftSection={<Rocket size={14} aria-hidden />} onClick={() => setAsking({ act: 'deploy' })}>
          {words.deploy}
        </Button>
      )}
    </>
  );
  const picks = list.length > 0 && (
    <VersionPicks detail={detail} versions={list} from={compared.from} to={compared.to} onPick={(pick) => show({ ...pick, node: undefined })} />
  );
  const chosen = { selected: view.node, onSelect: (node: string | undefined) => show({ node }) };
  return (
    <>
      <FlowBar detail={detail} mode="versions" show={show} saying={picks} tools={tools} />
      {banners}
      {versions.isError ? (
        <PanelError title={words.failed} error={versions.error} onAgain={() => void versions.refetch()} />
      ) : compared.error ? (
        <PanelError title={words.failed} error={compared.error} onAgain={compared.again} />
      ) : versions.isPending || !diff || !drawn || !before || !after ? (
        <Bones />
      ) : list.length === 0 ? (
        <Empty kind="first" title={words.neverTitle}>
          {words.neverText}
        </Empty>
      ) : shown === 'history' ? (
        <div className="version-history">
          {isAdmin && (
            <div className="version-files">
              <Button onClick={() => void exportFile(flowId)}>{words.exportDraft}</Button>
              <Button onClick={() => setAsking({ act: 'import' })}>{words.importFile}</Button>
            </div>
          )}
          <History
            {...{ flowId, detail, isAdmin }}
            versions={list}
            onCompare={(version) => {
              show({ from: version, to: draftName, node: undefined });
              setShown('canvas');
            }}
            onRollBack={(version) => setAsking({ act: 'rollback', version })}
          />
        </div>
      ) : (
        <div className="flow-body diff-body">
          <div className="flow-drawing">
            {shown === 'text' ? (
              <DiffText diff={diff} />
            ) : (
              <DiffCanvas key={`${compared.from} ${compared.to}`} drawn={drawn} nodeTypes={nodeTypes} {...chosen}>
                <Counts diff={diff} />
              </DiffCanvas>
            )}
          </div>
          <DiffPanel {...{ before, after, diff, types }} {...chosen} />
        </div>
      )}
      <div className="hidden-words" role="status">
        {place < 0 ? '' : words.place(place + 1, ids.length, diff?.nodes[place]?.title ?? '')}
      </div>
      {asking?.act === 'deploy' && <DeployDialog flowId={flowId} onClose={close} onDeployed={close} />}
      {asking?.act === 'import' && <ImportDialog flowId={flowId} detail={detail} onClose={close} />}
      {asking?.act === 'rollback' && <RollbackDialog flowId={flowId} version={asking.version} onClose={close} />}
      {asking?.act === 'revert' && before && diff && former && (
        <RevertDialog flowId={flowId} detail={detail} number={former.number} flow={before} diff={diff} onClose={close} />
      )}
    </>
  );
}
