import './commands.css';
import { Modal } from '@mantine/core';
import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useId, useRef, useState } from 'react';
import { NodeTile } from '../canvas/NodeIcon.tsx';
import { KeyHints } from '../keys/KeyHints.tsx';
import { commands as words } from '../text/en/commands.ts';
import { type Command, type CommandGroup, findCommands, groups } from './command.ts';
import { commandSources } from './registry.ts';

/** Everything the mouse can do, by typing: with what is chosen, to add, to go to, to do, and orders by their number. */
export function CommandPalette({ typed, onClose }: { typed: RefObject<string>; onClose: () => void }) {
  const [text, setText] = useState(() => typed.current);
  const [only, setOnly] = useState<CommandGroup>();
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const found = findCommands(commandSources(), text, only);
  const flat = found.flatMap(({ commands }) => commands);
  const current = Math.max(0, Math.min(at, flat.length - 1));

  const go = (next: number) => {
    setAt(next);
    list.current?.querySelector(`[data-at="${next}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const run = (command: Command | undefined) => {
    if (!command || command.shut !== undefined) return;
    onClose();
    // What it opens takes the keyboard after the palette has given it back.
    requestAnimationFrame(() => command.run());
  };
  const narrow = () => {
    const group = flat[current]?.group;
    setOnly(only === undefined ? group : groups[(groups.indexOf(only) + 1) % groups.length]);
    setAt(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      ArrowDown: () => go((current + 1) % Math.max(1, flat.length)),
      ArrowUp: () => go((current - 1 + flat.length) % Math.max(1, flat.length)),
      Enter: () => run(flat[current]),
      Tab: narrow,
      ...(text === '' && only !== undefined ? { Backspace: () => setOnly(undefined) } : {}),
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    moves[event.key]!();
  };
  let row = -1;
  return (
    <Modal.Root opened onClose={onClose} yOffset="12vh" centered={false} size={616}>
      <Modal.Overlay color="var(--veil)" backgroundOpacity={1} />
      <Modal.Content radius={12} aria-label={words.title}>
        <div className="connect-find">
          <Search size={18} aria-hidden />
          <input
            data-autofocus
            role="combobox"
            aria-expanded
            aria-controls={`${id}-list`}
            aria-activedescendant={flat[current] ? `${id}-${current}` : undefined}
            aria-label={words.title}
            placeholder={words.title}
            value={text}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setText(event.currentTarget.value);
              setAt(0);
            }}
          />
          {only && <span className="tag">{words.groups[only]}</span>}
        </div>
        <div className="command-list" role="listbox" id={`${id}-list`} aria-label={words.title} hidden={flat.length === 0} ref={list}>
          {found.map(({ group, commands }) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of choices inside a list of choices, not of a form
            <div key={group} role="group" aria-label={words.groups[group]}>
              <p className="command-group" aria-hidden>
                {words.groups[group]}
              </p>
              {commands.map((command) => {
                row++;
                const place = row;
                return (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys of the list
                  <div
                    key={command.id}
                    id={`${id}-${place}`}
                    data-at={place}
                    role="option"
                    tabIndex={-1}
                    aria-selected={place === current}
                    aria-disabled={command.shut !== undefined}
                    onMouseMove={() => setAt(place)}
                    onClick={() => run(command)}
                  >
                    <Row command={command} text={text} />
                  </div>
                );
              })}
            </div>
          ))}
        </div>
        {flat.length === 0 && <p className="connect-none">{words.none}</p>}
        <div className="connect-keys">
          <KeyHints keys={words.hints} />
        </div>
      </Modal.Content>
    </Modal.Root>
  );
}

function Row({ command, text }: { command: Command; text: string }) {
  const { icon: Icon } = command;
  return (
    <>
      <span className="command-icon">
        {Icon && ('tile' in Icon ? <NodeTile name={Icon.tile} group={Icon.group} /> : <Icon size={18} strokeWidth={1.75} aria-hidden />)}
      </span>
      <span className="connect-title">
        {marked(command.title, text)} {command.why && <small>{command.why}</small>}
      </span>
      {command.shut !== undefined && <span className="connect-words">{command.shut}</span>}
      {command.keys?.split(' ').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </>
  );
}

/** The typed words, marked where they stand. */
function marked(title: string, text: string): ReactNode {
  const wanted = text.replace(/^[>#]\s*/, '').trim();
  const at = wanted === '' ? -1 : title.toLowerCase().indexOf(wanted.toLowerCase());
  if (at < 0) return title;
  return (
    <>
      {title.slice(0, at)}
      <mark>{title.slice(at, at + wanted.length)}</mark>
      {title.slice(at + wanted.length)}
    </>
  );
}
