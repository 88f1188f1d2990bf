import { KeyRound, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { mapping as words } from '../text/en/mapping.ts';
import { Fold, type FoldState } from './Fold.tsx';
import type { Cell } from './result.ts';
import type { Row } from './rows.ts';
import { shown } from './shown.ts';
import { unitOf } from './units.ts';
import type { Mapping } from './use-mapping.ts';

interface Props {
  row: Row;
  mapping: Mapping;
  warned: boolean;
  fold: FoldState | undefined;
}

/** One field of the target: its name and kind, what gives it, and what comes of it. */
export function FieldCells({ row, mapping, warned, fold }: Props) {
  return (
    <>
      <GridCell className="mapping-what" depth={row.depth}>
        <Fold fold={fold} />
        <span className="mapping-dot" data-used={row.state === 'given' || undefined} data-missing={row.state === 'missing' || undefined} />
        <span className="mapping-name cut">{row.name}</span>
        {row.key === mapping.keyRow?.key ? <KeyRound size={13} className="mapping-key" aria-label={words.isKey} /> : null}
        {row.required ? (
          <span className="mapping-star" role="img" aria-label={words.isRequired}>
            *
          </span>
        ) : null}
        <span className="hint cut">{row.extra ? words.extra : row.kind === 'object' ? '' : (unitOf(row) ?? words.kinds[row.kind])}</span>
      </GridCell>
      <GridCell className="mapping-given mono cut">{givenWords(row, mapping.rows)}</GridCell>
      <GridCell className="mapping-result cut">
        <Result cell={mapping.cells.get(row.key)} row={row} warned={warned} />
      </GridCell>
    </>
  );
}

function GridCell({ className, depth = 0, children }: { className: string; depth?: number; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: a cell outside of a table, whose row has the focus
    <span role="gridcell" className={className} style={depth > 0 ? { paddingLeft: depth * 18 } : undefined}>
      {children}
    </span>
  );
}

function givenWords(row: Row, rows: readonly Row[]): string {
  const { source, state } = row;
  if (state === 'missing') return words.drop;
  if (state === 'covered') {
    const by = rows.findLast(({ path, source: of }) => of !== undefined && path.length < row.path.length && path.every((name, at) => row.path[at] === name));
    return by?.source && by.source.kind !== 'fixed' ? words.covered(by.source.text) : '';
  }
  if (!source) return state === 'open' ? words.optional : '';
  return source.kind === 'fixed' ? words.fixed(typeof source.value === 'object' ? JSON.stringify(source.value) : shown(source.value)) : source.text;
}

function Result({ cell, row, warned }: { cell: Cell | undefined; row: Row; warned: boolean }) {
  if (!cell || row.state === 'group') return null;
  if (cell.kind === 'problem')
    return (
      <span className="mapping-bad" title={cell.problem.message}>
        {cell.problem.message}
      </span>
    );
  if (cell.kind === 'nothing') return <span className="mapping-warn">{cell.stops ? words.stops : words.empty}</span>;
  const text = shown(cell.value);
  const isBad = cell.complaint !== undefined || warned;
  return (
    <span className={isBad ? 'mapping-warn' : undefined} title={text}>
      {isBad ? <TriangleAlert size={13} aria-hidden /> : null}
      {text}
      {cell.more > 0 ? <span className="hint"> {words.more(cell.more)}</span> : null}
    </span>
  );
}
