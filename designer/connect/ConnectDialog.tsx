import './connect.css';
import { Modal } from '@mantine/core';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useId, useMemo, useRef, useState } from 'react';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { layoutOf } from '../canvas/layout.ts';
import { NodeTile } from '../canvas/NodeIcon.tsx';
import { portWord } from '../canvas/ports.ts';
import { titleOf } from '../canvas/words.ts';
import { useEdited, useEditor } from '../draft/use-editor.ts';
import { Choice as Choices } from '../flows/Choice.tsx';
import { KeyHints } from '../keys/KeyHints.tsx';
import { connect as words } from '../text/en/connect.ts';
import { type Ask, type Choice, choicesFor, portsToConnect } from './choices.ts';
import { doChoice } from './do-choice.ts';

interface ConnectDialogProps {
  ask: Ask;
  nodeTypes: readonly NodeTypeInfo[];
  onClose: () => void;
  /** Told the node to look at next. */
  onDone: (node: string) => void;
}

/** Draws a line or adds a node with the keyboard alone: what, by which port, to where; what does not fit says why. */
export function ConnectDialog({ ask: asked, nodeTypes, onClose, onDone }: ConnectDialogProps) {
  const editor = useEditor();
  const flow = useEdited((state) => state.flow);
  const types = useMemo(() => new Map(nodeTypes.map((info) => [info.type, info])), [nodeTypes]);
  const [ask, setAsk] = useState(asked);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const choices = useMemo(() => choicesFor(flow, types, ask, text), [flow, types, ask, text]);
  const current = Math.min(at, choices.length - 1);
  const ports = ask.kind === 'connect' || ask.kind === 'after' ? portsToConnect(flow, types, ask.node) : [];

  const go = (next: number) => {
    setAt(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  const pick = (choice: Choice | undefined) => {
    if (!choice || choice.isShut) return;
    const done = doChoice(flow, types, ask, choice, layoutOf(flow, types, false));
    editor.edit(done.name, () => done.flow);
    editor.select([done.node]);
    onDone(done.node);
    onClose();
  };
  const turnPort = (by: number) => {
    if ('port' in ask) setAsk({ ...ask, port: ports[(ports.indexOf(ask.port) + by + ports.length) % ports.length] ?? ask.port });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(Math.min(choices.length - 1, current + 1)),
      ArrowUp: () => go(Math.max(0, current - 1)),
      Enter: () => pick(choices[current]),
      ...(event.altKey ? { ArrowRight: () => turnPort(1), ArrowLeft: () => turnPort(-1) } : {}),
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    moves[event.key]!();
  };
  const title = ask.kind === 'new' ? words.fresh : ask.kind === 'before' ? words.insert : ask.kind === 'after' ? words.add : words.connect;
  const node = ask.kind === 'new' ? undefined : flow.nodes[ask.node];
  return (
    <Modal.Root opened onClose={onClose} yOffset="12vh" centered={false} size={560}>
      <Modal.Overlay color="var(--veil)" backgroundOpacity={1} />
      <Modal.Content radius={12} aria-label={node ? `${title} ${titleOf(node, types.get(node.type))}` : title}>
        <div className="connect-head">
          <b>{title}</b>
          {node && <span className="tag">{titleOf(node, types.get(node.type))}</span>}
          {'port' in ask && ports.length > 1 && (
            <Choices
              name={words.ports}
              value={ask.port === '' ? (ports[0] ?? '') : ask.port}
              options={Object.fromEntries(ports.map((port) => [port, portWord(port)]))}
              onPick={(port) => setAsk({ ...ask, port })}
            />
          )}
          {ask.kind === 'connect' && <b>{words.to}</b>}
        </div>
        <div className="connect-find">
          <Search size={16} aria-hidden />
          <input
            data-autofocus
            role="combobox"
            aria-expanded
            aria-controls={`${id}-list`}
            aria-activedescendant={choices[current] ? `${id}-${current}` : undefined}
            aria-label={words.find}
            placeholder={words.find}
            value={text}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setAt(0);
            }}
          />
        </div>
        <div className="connect-list" role="listbox" id={`${id}-list`} aria-label={title} ref={list}>
          {choices.map((choice, n) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys of the list
            <div
              key={choice.key}
              id={`${id}-${n}`}
              role="option"
              tabIndex={-1}
              aria-selected={n === current}
              aria-disabled={choice.isShut}
              onMouseMove={() => setAt(n)}
              onClick={() => pick(choice)}
            >
              <NodeTile name={choice.icon} group={choice.group} />
              <span className="connect-title">{choice.title}</span>
              <span className="connect-words">{choice.words}</span>
            </div>
          ))}
        </div>
        {choices.length === 0 && <p className="connect-none">{words.none}</p>}
        <div className="connect-keys">
          <KeyHints keys={words.hint} />
        </div>
        <span className="hidden-words" role="status">
          {words.choices(choices.length)}
        </span>
      </Modal.Content>
    </Modal.Root>
  );
}
