import { type KeyboardEvent, useRef } from 'react';
import { tables as words } from '../text/en/tables.ts';
import { type Cell, type Column, textOf, wrongIn } from './sheet.ts';

/** One cell: shown, or typed into. Enter goes down, Tab to the right, Esc leaves it as it was. */
export function GridCell({
  id,
  column,
  cell,
  row,
  at,
  tableKey,
  doubles,
  isActive,
  typing,
  onFocus,
  onOpen,
  onDone,
}: {
  id: string;
  column: Column;
  cell: Cell;
  row: number;
  at: number;
  tableKey: string;
  doubles: ReadonlySet<string>;
  isActive: boolean;
  /** The first letter typed over it, empty to go on with what stands; undefined while it is only shown. */
  typing: string | undefined;
  onFocus: () => void;
  onOpen: () => void;
  onDone: (text: string | undefined, move: [down: number, right: number]) => void;
}) {
  const wrong = wrongIn(column, cell, tableKey, doubles);
  const isLeft = useRef(false);
  const leave = (text: string | undefined, move: [number, number]) => {
    isLeft.current = true;
    onDone(text, move);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const text = event.currentTarget.value;
    if (event.key === 'Enter') leave(text, [1, 0]);
    else if (event.key === 'Tab') leave(text, [0, event.shiftKey ? -1 : 1]);
    else if (event.key === 'Escape') leave(undefined, [0, 0]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a cell of the grid
    <div
      id={id}
      role="gridcell"
      aria-colindex={at + 2}
      aria-invalid={wrong === undefined ? undefined : true}
      title={wrong === undefined ? undefined : words.wrong[wrong]}
      tabIndex={isActive ? 0 : -1}
      className="sheet-cell"
      data-type={column.type}
      data-wrong={wrong}
      onFocus={onFocus}
      onDoubleClick={onOpen}
    >
      {typing === undefined ? (
        <span className="cut">{textOf(cell)}</span>
      ) : (
        <input
          // biome-ignore lint/a11y/noAutofocus: the cell had the focus, and typing goes on in it
          autoFocus
          aria-label={words.cell(row + 1, column.name)}
          defaultValue={typing === '' ? textOf(cell) : typing}
          onFocus={({ currentTarget }) => {
            isLeft.current = false;
            currentTarget.setSelectionRange(currentTarget.value.length, currentTarget.value.length);
          }}
          onKeyDown={onKeyDown}
          onBlur={(event) => !isLeft.current && leave(event.currentTarget.value, [0, 0])}
        />
      )}
    </div>
  );
}
