import './outline.css';
import { ChevronRight, CircleX, CornerDownRight, Hourglass } from 'lucide-react';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { sayWaiting } from '../canvas/CardParts.tsx';
import type { PathStatus } from '../canvas/convert.ts';
import { type FigureStore, useFigure } from '../canvas/figures.ts';
import { NodeTile } from '../canvas/NodeIcon.tsx';
import { portWord } from '../canvas/ports.ts';
import type { RunPath } from '../canvas/run-path.ts';
import { sayCount } from '../canvas/spans.ts';
import { Status } from '../show/Status.tsx';
import { canvas as words } from '../text/en/canvas.ts';
import { type OutlineRow, outlineOf } from './outline-tree.ts';

export interface OutlineProps {
  flow: Flow;
  nodeTypes: NodeTypeInfo[];
  figures?: FigureStore | undefined;
  /** In a run: where it stands. */
  path?: RunPath | undefined;
  selected?: string | undefined;
  onSelect: (id: string | undefined) => void;
  /** In editing: what stands at the end of a row, and what further keys do on it. They win over type-ahead. */
  end?: ((row: OutlineRow, isCurrent: boolean) => ReactNode) | undefined;
  onKey?: ((event: KeyboardEvent, row: OutlineRow) => boolean) | undefined;
}

/** The same flow as a tree, for reading, for small screens and for the keyboard. */
export function Outline({ flow, nodeTypes, figures, path, selected, onSelect, end, onKey }: OutlineProps) {
  const all = useMemo(() => outlineOf(flow, nodeTypes), [flow, nodeTypes]);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<string>();
  const tree = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => visible(all, closed), [all, closed]);
  const current = rows.find((row) => row.key === at) ?? rows.find((row) => row.key === selected) ?? rows[0];

  const goTo = (key: string | undefined) => {
    if (key === undefined) return;
    setAt(key);
    requestAnimationFrame(() => tree.current?.querySelector<HTMLElement>(`[data-row="${CSS.escape(key)}"]`)?.focus());
  };
  // What is chosen elsewhere is where the keyboard goes on.
  useEffect(() => {
    if (selected === undefined) return;
    setAt((now) => (now?.startsWith(`${selected}.`) ? now : selected));
    tree.current?.querySelector(`[data-row="${CSS.escape(selected)}"]`)?.scrollIntoView?.({ block: 'nearest' });
  }, [selected]);
  const follow = (id: string) => {
    onSelect(id);
    goTo(id);
  };
  const toggle = (key: string, open: boolean) => setClosed((now) => new Set(open ? [...now].filter((one) => one !== key) : [...now, key]));
  const act = (row: OutlineRow) => (row.kind === 'node' ? onSelect(row.id) : row.target ? follow(row.target.id) : onSelect(row.node));

  const onKeyDown = (event: KeyboardEvent) => {
    if (current && onKey?.(event, current)) {
      event.preventDefault();
      return;
    }
    if (!current || event.ctrlKey || event.metaKey || event.altKey) return;
    const place = rows.indexOf(current);
    const isClosed = closed.has(current.key);
    const moves: Record<string, () => void> = {
      ArrowDown: () => goTo(rows[place + 1]?.key),
      ArrowUp: () => goTo(rows[place - 1]?.key),
      Home: () => goTo(rows[0]?.key),
      End: () => goTo(rows.at(-1)?.key),
      ArrowRight: () => (isClosed ? toggle(current.key, true) : goTo(rows[place + 1]?.parent === current.key ? rows[place + 1]?.key : undefined)),
      ArrowLeft: () => (current.kind === 'node' && current.opens && !isClosed ? toggle(current.key, false) : goTo(current.parent)),
      Enter: () => act(current),
      ' ': () => act(current),
      Escape: () => onSelect(undefined),
    };
    const move = moves[event.key] ?? typed(event.key, rows, place, goTo);
    if (!move) return;
    event.preventDefault();
    move();
  };

  return (
    <div className="outline" role="tree" aria-label={words.outlineOf(flow.title)} ref={tree} onKeyDown={onKeyDown} tabIndex={-1}>
      {rows.map((row) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the tree above handles the keys of all its rows
        <div
          key={row.key}
          className={`outline-row ${row.kind}`}
          role="treeitem"
          aria-level={row.depth + 1}
          aria-selected={row.kind === 'node' && row.id === selected}
          {...(row.kind === 'node' && row.opens ? { 'aria-expanded': !closed.has(row.key) } : {})}
          tabIndex={row === current ? 0 : -1}
          data-row={row.key}
          style={{ '--depth': row.depth } as CSSProperties}
          onFocus={() => setAt(row.key)}
          onClick={() => act(row)}
        >
          {row.kind === 'node' ? <NodeWords row={row} figures={figures} status={path?.nodes[row.id]} /> : <PortWords row={row} figures={figures} />}
          {end?.(row, row === current)}
        </div>
      ))}
    </div>
  );
}

interface NodeWordsProps {
  row: Extract<OutlineRow, { kind: 'node' }>;
  figures: FigureStore | undefined;
  status: PathStatus | undefined;
}

function NodeWords({ row, figures, status }: NodeWordsProps) {
  const own = useFigure(figures, row.id, (store) => store.read(row.id));
  return (
    <>
      <NodeTile name={row.icon} group={row.group} />
      <span className="outline-words">
        <span className="outline-title">{row.title}</span>
        <span className="outline-line" title={row.line}>
          {row.line}
        </span>
      </span>
      {own && own.waiting > 0 && (
        <span className="outline-tag waiting">
          <Hourglass size={12} aria-hidden />
          <span className="outline-long">{sayWaiting(own)}</span>
          <span className="outline-short">{sayCount(own.waiting)}</span>
        </span>
      )}
      {own && own.failed > 0 && (
        <span className="outline-tag parked">
          <CircleX size={12} aria-hidden />
          {sayCount(own.failed)}
          <span className="outline-long">{words.failed}</span>
        </span>
      )}
      {status && <Status status={status} />}
      {own && <span className="outline-done num">{words.done(sayCount(own.completed))}</span>}
      <ChevronRight className="outline-more" size={16} aria-hidden />
    </>
  );
}

function PortWords({ row, figures }: { row: Extract<OutlineRow, { kind: 'port' }>; figures: FigureStore | undefined }) {
  const count = useFigure(figures, row.node, (store) => store.read(row.node)?.ports[row.port]) ?? 0;
  return (
    <>
      <CornerDownRight size={14} aria-hidden />
      <b>{portWord(row.port)}</b>
      {count > 0 && <span className="num outline-count">{sayCount(count)}</span>}
      {row.words !== '' && <span>{row.words}</span>}
      {row.target && (
        <span className="outline-target" title={row.target.title}>
          {row.target.title}
        </span>
      )}
    </>
  );
}

function visible(rows: readonly OutlineRow[], closed: ReadonlySet<string>): OutlineRow[] {
  const hidden = new Set<string>();
  return rows.filter((row) => {
    const inside = row.parent !== undefined && (closed.has(row.parent) || hidden.has(row.parent));
    if (inside) hidden.add(row.key);
    return !inside;
  });
}

/** Type-ahead by title; G follows "goes to". */
function typed(key: string, rows: readonly OutlineRow[], place: number, goTo: (key: string) => void): (() => void) | undefined {
  const row = rows[place];
  if (key === 'g' && row?.kind === 'port' && row.target) return () => goTo(row.target!.id);
  if (key.length !== 1 || key === ' ') return undefined;
  const turned = [...rows.slice(place + 1), ...rows.slice(0, place + 1)];
  const found = turned.find((one) => one.kind === 'node' && one.title.toLowerCase().startsWith(key.toLowerCase()));
  return found && (() => goTo(found.key));
}
