import { useVirtualizer } from '@tanstack/react-virtual';
import { type ClipboardEvent, type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { tables as words } from '../text/en/tables.ts';
import { ColumnHead } from './ColumnHead.tsx';
import { GridCell } from './GridCell.tsx';
import { type Edit, fromClipboard, type Sheet, twice } from './sheet.ts';

export interface Place {
  row: number;
  column: number;
}

const idOf = ({ row, column }: Place): string => `cell-${row}-${column}`;
const moves: Record<string, [down: number, right: number]> = {
  ArrowDown: [1, 0],
  ArrowUp: [-1, 0],
  ArrowRight: [0, 1],
  ArrowLeft: [0, -1],
  PageDown: [20, 0],
  PageUp: [-20, 0],
};

/** The rows of a table as a sheet: walked by arrows, edited in place, filled from the clipboard. One cell is in the tab order. */
export function Grid({
  sheet,
  readOnly,
  narrow,
  active,
  onActive,
  onEdit,
}: {
  sheet: Sheet;
  readOnly: boolean;
  narrow: boolean;
  active: Place;
  onActive: (place: Place) => void;
  onEdit: (edit: Edit) => void;
}) {
  const { columns, rows, key } = sheet;
  const scroller = useRef<HTMLDivElement>(null);
  const [typing, setTyping] = useState<string>();
  const doubles = useMemo(() => twice(sheet), [sheet]);
  const height = narrow ? 45 : 36; // its line included
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
    paddingStart: height,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height is the reason to measure again
  useEffect(() => virtual.measure(), [virtual, height]);

  const go = (to: Place) => {
    const place = { row: Math.max(0, Math.min(rows.length - 1, to.row)), column: Math.max(0, Math.min(columns.length - 1, to.column)) };
    setTyping(undefined);
    onActive(place);
    virtual.scrollToIndex(place.row, { align: 'auto' });
    // At once where it is drawn, so that no key typed meanwhile is lost; after drawing where it is far.
    const drawn = document.getElementById(idOf(place));
    if (drawn) drawn.focus();
    else requestAnimationFrame(() => document.getElementById(idOf(place))?.focus());
  };
  const open = (place: Place) => {
    if (readOnly) return;
    onActive(place);
    setTyping('');
  };
  const move = (down: number, right: number) => go({ row: active.row + down, column: active.column + right });

  const onKeyDown = (event: KeyboardEvent) => {
    if (typing !== undefined || (event.target as HTMLElement).getAttribute('role') !== 'gridcell') return; // cells are HTML only
    const step = moves[event.key];
    if (step) move(...step);
    else if (event.key === 'Home') go({ row: event.ctrlKey ? 0 : active.row, column: 0 });
    else if (event.key === 'End') go({ row: event.ctrlKey ? rows.length - 1 : active.row, column: columns.length - 1 });
    else if (readOnly || event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === 'Enter' || event.key === 'F2') setTyping('');
    else if (event.key === 'Delete' || event.key === 'Backspace') onEdit({ do: 'cell', ...active, text: '' });
    else if (event.key.length === 1) setTyping(event.key);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const onPaste = (event: ClipboardEvent) => {
    if (readOnly || typing !== undefined) return;
    event.preventDefault();
    onEdit({ do: 'paste', ...active, texts: fromClipboard(event.clipboardData.getData('text/plain')) });
  };

  const template = `${narrow ? 44 : 56}px repeat(${columns.length}, minmax(150px, 1fr))`;
  const width = (narrow ? 44 : 56) + columns.length * 150;
  return (
    <div ref={scroller} className="sheet-scroll">
      {/* biome-ignore lint/a11y/useSemanticElements: a table that is drawn in part and edited in place is a grid */}
      <div
        role="grid"
        tabIndex={-1}
        aria-label={words.grid(sheet.title)}
        aria-rowcount={rows.length + 1}
        aria-colcount={columns.length + 1}
        aria-readonly={readOnly}
        className="sheet"
        style={{ height: virtual.getTotalSize(), minWidth: width }}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
      >
        {/* biome-ignore lint/a11y/useFocusableInteractive: cells take the focus */}
        {/* biome-ignore lint/a11y/useSemanticElements: part of the grid */}
        <div role="row" aria-rowindex={1} className="sheet-row sheet-heads" style={{ gridTemplateColumns: template, height }}>
          {/* biome-ignore lint/a11y/useFocusableInteractive: nothing happens here */}
          {/* biome-ignore lint/a11y/useSemanticElements: part of the grid */}
          <span role="columnheader" aria-colindex={1} className="sheet-number">
            <span className="hidden-words">{words.row}</span>
          </span>
          {columns.map((column, at) => (
            <ColumnHead key={column.name} column={column} at={at} isKey={column.name === key} only={columns.length === 1} readOnly={readOnly} onEdit={onEdit} />
          ))}
        </div>
        {virtual.getVirtualItems().map(({ index, start }) => (
          // biome-ignore lint/a11y/useFocusableInteractive: cells take the focus
          // biome-ignore lint/a11y/useSemanticElements: part of the grid
          <div
            key={index}
            role="row"
            aria-rowindex={index + 2}
            className="sheet-row"
            style={{ gridTemplateColumns: template, height, transform: `translateY(${start}px)` }}
          >
            {/* biome-ignore lint/a11y/useFocusableInteractive: nothing happens here */}
            {/* biome-ignore lint/a11y/useSemanticElements: part of the grid */}
            <span role="rowheader" aria-colindex={1} className="sheet-number num">
              {index + 1}
            </span>
            {columns.map((column, at) => {
              const isActive = active.row === index && active.column === at;
              return (
                <GridCell
                  key={column.name}
                  id={idOf({ row: index, column: at })}
                  column={column}
                  cell={rows[index]?.[at] ?? null}
                  row={index}
                  at={at}
                  tableKey={key}
                  doubles={doubles}
                  isActive={isActive}
                  typing={isActive ? typing : undefined}
                  onFocus={() => !isActive && onActive({ row: index, column: at })}
                  onOpen={() => open({ row: index, column: at })}
                  onDone={(text, [down, right]) => {
                    if (text !== undefined) onEdit({ do: 'cell', row: index, column: at, text });
                    go({ row: index + down, column: at + right });
                  }}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}
