import { ChevronDown, ChevronRight, Search, Star } from 'lucide-react';
import { type DragEvent, type KeyboardEvent, type Ref, useMemo, useState } from 'react';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { draggedType } from '../canvas/editing.ts';
import { NodeTile } from '../canvas/NodeIcon.tsx';
import { useEditor } from '../draft/use-editor.ts';
import { edit as words } from '../text/en/edit.ts';
import { toggleFavourite, useFavourites } from './favourites.ts';
import { paletteOf, searched, typeTitle } from './palette-list.ts';

interface PaletteProps {
  nodeTypes: readonly NodeTypeInfo[];
  field: Ref<HTMLInputElement>;
  /** Adds a node of this type after what is chosen, else in the middle. */
  onAdd: (info: NodeTypeInfo) => void;
  /** Back to the canvas. */
  onLeave: () => void;
}

/** Every node there is: by group, by search; dragged onto the canvas, pressed, or typed and entered. */
export function Palette({ nodeTypes, field, onAdd, onLeave }: PaletteProps) {
  const editor = useEditor();
  const favourites = useFavourites();
  const [asked, setAsked] = useState('');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const list = useMemo(() => paletteOf(nodeTypes, favourites), [nodeTypes, favourites]);
  const found = useMemo(
    () => (asked.trim() === '' ? undefined : searched(nodeTypes, asked, editor.get().flow, favourites)),
    [nodeTypes, asked, favourites, editor],
  );
  const toggle = (name: string) => setOpen((now) => (now.has(name) ? new Set([...now].filter((one) => one !== name)) : new Set([...now, name])));
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter' && found?.[0]) {
      onAdd(found[0]);
      setAsked('');
    } else if (event.key === 'Escape') {
      if (asked === '') {
        event.currentTarget.blur();
        onLeave();
      } else setAsked('');
    } else if (event.key === 'ArrowDown') event.currentTarget.closest('.palette')?.querySelector<HTMLElement>('.palette-type')?.focus();
    else return;
    event.preventDefault();
  };
  const entry = (info: NodeTypeInfo, inside = false) => (
    <Entry key={info.type} info={info} inside={inside} kept={favourites.includes(info.type)} onAdd={onAdd} />
  );
  return (
    <nav className="palette" aria-label={words.palette} onKeyDown={walkEntries}>
      <div className="palette-find">
        <Search size={16} aria-hidden />
        <input
          ref={field}
          aria-label={words.find}
          placeholder={words.find}
          value={asked}
          onChange={(event) => setAsked(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <kbd aria-hidden>N</kbd>
      </div>
      <div className="palette-list">
        {found?.length === 0 && <p className="hint palette-none">{words.noType(asked.trim())}</p>}
        {found ? (
          <ul>{found.map((info) => entry(info))}</ul>
        ) : (
          list.map((group) => (
            <section key={group.key} aria-label={group.name}>
              <h2>{group.name}</h2>
              <ul>
                {group.types.map((info) => entry(info))}
                {group.systems.map((system) => (
                  <li key={system.name}>
                    <button type="button" className="palette-type" aria-expanded={open.has(system.name)} onClick={() => toggle(system.name)}>
                      <NodeTile name={system.types[0]!.icon} group={group.key} />
                      <span className="cut">{system.title}</span>
                      <span className="palette-count num">{system.types.length}</span>
                      {open.has(system.name) ? <ChevronDown size={14} aria-hidden /> : <ChevronRight size={14} aria-hidden />}
                    </button>
                    {open.has(system.name) && <ul>{system.types.map((info) => entry(info, true))}</ul>}
                  </li>
                ))}
              </ul>
            </section>
          ))
        )}
      </div>
    </nav>
  );
}

interface EntryProps {
  info: NodeTypeInfo;
  inside: boolean;
  kept: boolean;
  onAdd: (info: NodeTypeInfo) => void;
}

function Entry({ info, inside, kept, onAdd }: EntryProps) {
  const drag = (event: DragEvent) => {
    event.dataTransfer.setData(draggedType, info.type);
    event.dataTransfer.effectAllowed = 'copy';
  };
  const title = inside ? info.title : typeTitle(info);
  const favour = kept ? words.unfavour(title) : words.favour(title);
  return (
    <li className="palette-row" data-inside={inside}>
      <button
        type="button"
        className="palette-type"
        draggable
        onDragStart={drag}
        title={info.summary}
        aria-label={words.addType(title)}
        onClick={() => onAdd(info)}
      >
        <NodeTile name={info.icon} group={info.group} />
        <span className="cut">{title}</span>
      </button>
      <button type="button" className="palette-star" aria-label={favour} aria-pressed={kept} title={favour} onClick={() => toggleFavourite(info.type)}>
        <Star size={15} fill={kept ? 'currentColor' : 'none'} aria-hidden />
      </button>
    </li>
  );
}

/** Up and down among the entries. */
function walkEntries(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const from = (event.target as Element).closest('.palette-type'); // keyboard events start at elements
  if (step === 0 || !from) return;
  const entries = [...event.currentTarget.querySelectorAll<HTMLElement>('.palette-type')];
  const next = entries[entries.indexOf(from as HTMLElement) + step] ?? event.currentTarget.querySelector('input');
  event.preventDefault();
  next?.focus();
}
