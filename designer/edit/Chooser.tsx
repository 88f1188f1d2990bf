import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { NodeTile } from '../canvas/NodeIcon.tsx';
import { originOf } from '../canvas/ports.ts';
import { titleOf } from '../canvas/words.ts';
import { useEdited } from '../draft/use-editor.ts';
import { edit as words } from '../text/en/edit.ts';
import { useFavourites } from './favourites.ts';
import type { Spot } from './new-node.ts';
import { searched, typeTitle, usedIn } from './palette-list.ts';
import type { ChooserAsk } from './surface.ts';

interface ChooserProps {
  ask: ChooserAsk;
  nodeTypes: readonly NodeTypeInfo[];
  onPick: (info: NodeTypeInfo) => void;
  onClose: () => void;
}

const size = { width: 320, height: 300 };

/** Chooses a node at the pointer, among those that fit there: typed, entered, done. */
export function Chooser({ ask, nodeTypes, onPick, onClose }: ChooserProps) {
  const flow = useEdited((state) => state.flow);
  const favourites = useFavourites();
  const [asked, setAsked] = useState('');
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const id = useId();
  const types = useMemo(() => new Map(nodeTypes.map((info) => [info.type, info])), [nodeTypes]);
  const found = useMemo(() => searched(fitting(nodeTypes, ask.spot), asked, flow, favourites), [nodeTypes, ask, asked, flow, favourites]);
  const used = usedIn(flow);
  useEffect(() => {
    const away = (event: PointerEvent) => event.target instanceof Node && !box.current?.contains(event.target) && onClose();
    document.addEventListener('pointerdown', away, true);
    return () => document.removeEventListener('pointerdown', away, true);
  }, [onClose]);
  const current = Math.min(at, found.length - 1);
  const go = (next: number) => {
    setAt(next);
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const moves: Record<string, () => void> = {
      ArrowDown: () => go(Math.min(found.length - 1, current + 1)),
      ArrowUp: () => go(Math.max(0, current - 1)),
      Enter: () => found[current] && onPick(found[current]),
      Escape: onClose,
      Tab: onClose,
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    event.stopPropagation();
    moves[event.key]!();
  };
  const question = questionOf(ask.spot, (node) => (flow.nodes[node] ? titleOf(flow.nodes[node], types.get(flow.nodes[node].type)) : node));
  const style = { left: Math.max(8, Math.min(ask.on.x, innerWidth - size.width - 8)), top: Math.max(8, Math.min(ask.on.y, innerHeight - size.height - 8)) };
  return (
    <div className="chooser canvas-float" role="dialog" aria-label={question} ref={box} style={style} onKeyDown={onKeyDown}>
      <div className="palette-find">
        <Search size={16} aria-hidden />
        <input
          // biome-ignore lint/a11y/noAutofocus: it opens where a line was let go, to be typed into
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={found[current] ? `${id}-${current}` : undefined}
          aria-label={question}
          placeholder={question}
          value={asked}
          onChange={(event) => {
            setAsked(event.currentTarget.value);
            setAt(0);
          }}
        />
      </div>
      <div className="chooser-list" role="listbox" id={`${id}-list`} aria-label={words.choices}>
        {found.map((info, n) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above takes the keys of the list
          <div
            key={info.type}
            id={`${id}-${n}`}
            className="chooser-row"
            role="option"
            tabIndex={-1}
            aria-selected={n === current}
            onMouseMove={() => setAt(n)}
            onClick={() => onPick(info)}
          >
            <NodeTile name={info.icon} group={info.group} />
            <b className="cut">{typeTitle(info)}</b>
            <span>{used.has(info.type) ? words.used(used.get(info.type)!) : words.groups[info.group]}</span>
          </div>
        ))}
        {found.length === 0 && <p className="hint palette-none">{words.noType(asked.trim())}</p>}
      </div>
    </div>
  );
}

/** Nothing leads to a trigger, and what goes into a line must lead on. */
export function fitting(nodeTypes: readonly NodeTypeInfo[], spot: Spot): NodeTypeInfo[] {
  if (spot.kind === 'beside') return [...nodeTypes];
  return nodeTypes.filter((info) => info.trigger === undefined && (spot.kind === 'after' || info.ports.length > 0));
}

function questionOf(spot: Spot, title: (node: string) => string): string {
  if (spot.kind === 'beside') return words.chooseAny;
  if (spot.kind === 'line') return words.chooseInto;
  const { node, port } = originOf({ from: spot.from, to: '' });
  return words.chooseAfter(port ?? title(node));
}
