import './edit-outline.css';
import { Button, Menu } from '@mantine/core';
import { CircleX, Ellipsis, Plus, TriangleAlert, X } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useMemo, useState } from 'react';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { portWord } from '../canvas/ports.ts';
import { ConnectDialog } from '../connect/ConnectDialog.tsx';
import type { Ask } from '../connect/choices.ts';
import { useEdited } from '../draft/use-editor.ts';
import { KeyHints } from '../keys/KeyHints.tsx';
import { areLettersOn } from '../keys/single-letters.ts';
import { Empty } from '../states/Empty.tsx';
import { outline as words } from '../text/en/outline.ts';
import { Outline } from './Outline.tsx';
import type { OutlineRow } from './outline-tree.ts';
import { useOutlineActs } from './use-outline-acts.ts';

interface EditOutlineProps {
  nodeTypes: NodeTypeInfo[];
  selected: string | undefined;
  onSelect: (id: string | undefined) => void;
}

/** The draft as a tree in which everything can be done that the canvas can, without a mouse and on a phone. */
export function EditOutline({ nodeTypes, selected, onSelect }: EditOutlineProps) {
  const flow = useEdited((state) => state.flow);
  const problems = useEdited((state) => state.problems);
  const [ask, setAsk] = useState<Ask>();
  const acts = useOutlineActs(nodeTypes, onSelect);
  const byNode = useMemo(() => Map.groupBy(problems, (problem) => problem.node), [problems]);

  const onKey = (event: KeyboardEvent, row: OutlineRow): boolean => {
    const node = row.kind === 'node' ? row.id : row.node;
    const port = row.kind === 'port' ? row.port : '';
    const isLetter = areLettersOn() && !event.ctrlKey && !event.metaKey && !event.altKey;
    const act: Record<string, (() => void) | false> = {
      a: isLetter && (() => setAsk({ kind: 'after', node, port })),
      A: isLetter && (() => setAsk({ kind: 'before', node })),
      c: isLetter && (() => setAsk({ kind: 'connect', node, port })),
      n: isLetter && (() => setAsk({ kind: 'new' })),
      d: isLetter ? () => acts.turn(node) : event.ctrlKey && (() => acts.duplicate(node)),
      Delete: () => (row.kind === 'port' && row.key.includes('>') ? acts.take(row) : acts.remove(node)),
      ArrowUp: event.altKey && (() => acts.move(node, 'earlier')),
      ArrowDown: event.altKey && (() => acts.move(node, 'later')),
    };
    const wanted = act[event.key];
    if (!wanted) return false;
    wanted();
    return true;
  };
  const end = (row: OutlineRow, isCurrent: boolean): ReactNode =>
    row.kind === 'port' ? (
      <PortEnd row={row} isCurrent={isCurrent} onConnect={() => setAsk({ kind: 'connect', node: row.node, port: row.port })} onTake={() => acts.take(row)} />
    ) : (
      <span className="outline-acts">
        <ProblemTag list={byNode.get(row.id) ?? []} />
        {isCurrent && (
          <>
            <Button size="compact-sm" tabIndex={-1} leftSection={<Plus size={14} />} onClick={alone(() => setAsk({ kind: 'after', node: row.id, port: '' }))}>
              {words.addAfter} <kbd aria-hidden>A</kbd>
            </Button>
            <Menu position="bottom-end" withinPortal>
              <Menu.Target>
                <button type="button" className="bar-button" tabIndex={-1} aria-label={words.more(row.title)} onClick={alone(() => {})}>
                  <Ellipsis size={16} aria-hidden />
                </button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={alone(() => setAsk({ kind: 'connect', node: row.id, port: '' }))}>{words.connect}</Menu.Item>
                <Menu.Item onClick={alone(() => setAsk({ kind: 'before', node: row.id }))}>{words.insertBefore}</Menu.Item>
                <Menu.Item onClick={alone(() => acts.move(row.id, 'earlier'))}>{words.earlier}</Menu.Item>
                <Menu.Item onClick={alone(() => acts.move(row.id, 'later'))}>{words.later}</Menu.Item>
                <Menu.Item onClick={alone(() => acts.duplicate(row.id))}>{words.duplicate}</Menu.Item>
                <Menu.Item onClick={alone(() => acts.turn(row.id))}>{flow.nodes[row.id]?.off ? words.on : words.off}</Menu.Item>
                <Menu.Item color="red" onClick={alone(() => acts.remove(row.id))}>
                  {words.remove}
                </Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        )}
      </span>
    );

  return (
    <div className="edit-outline">
      {Object.keys(flow.nodes).length === 0 ? (
        <Empty kind="first" title={words.emptyTitle} acts={<Button onClick={() => setAsk({ kind: 'new' })}>{words.add}</Button>}>
          {words.emptyText}
        </Empty>
      ) : (
        <Outline flow={flow} nodeTypes={nodeTypes} selected={selected} onSelect={onSelect} end={end} onKey={onKey} />
      )}
      <KeyHints keys={words.hints} />
      {ask && <ConnectDialog ask={ask} nodeTypes={nodeTypes} onClose={() => setAsk(undefined)} onDone={onSelect} />}
    </div>
  );
}

/** A click on what stands in a row is not a click on the row. */
const alone = (act: () => void) => (event: MouseEvent) => {
  event.stopPropagation();
  act();
};

function ProblemTag({ list }: { list: readonly { message: string; severity?: 'error' | 'warning' }[] }) {
  if (list.length === 0) return null;
  const isError = list.some(({ severity }) => severity !== 'warning');
  const Icon = isError ? CircleX : TriangleAlert;
  return (
    <span className={`outline-tag ${isError ? 'parked' : 'waiting'}`} title={list.map(({ message }) => message).join('\n')}>
      <Icon size={12} aria-hidden />
      {list.length}
      <span className="hidden-words">{words.problems(list.length)}</span>
    </span>
  );
}

interface PortEndProps {
  row: Extract<OutlineRow, { kind: 'port' }>;
  isCurrent: boolean;
  onConnect: () => void;
  onTake: () => void;
}

function PortEnd({ row, isCurrent, onConnect, onTake }: PortEndProps) {
  const isOpen = !row.key.includes('>');
  return (
    <span className="outline-acts">
      {isOpen && row.words === 'parks the run' && (
        <span className="outline-tag waiting">
          <TriangleAlert size={12} aria-hidden />
          {words.noOneActs}
        </span>
      )}
      {isOpen && isCurrent && (
        <Button size="compact-sm" tabIndex={-1} onClick={alone(onConnect)}>
          {words.connectPort(portWord(row.port))}
        </Button>
      )}
      {row.target && isCurrent && (
        <button type="button" className="bar-button" tabIndex={-1} aria-label={words.take(portWord(row.port), row.target.title)} onClick={alone(onTake)}>
          <X size={14} aria-hidden />
        </button>
      )}
    </span>
  );
}
