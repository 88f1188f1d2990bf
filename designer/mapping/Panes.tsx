import { useEffect, useMemo, useRef, useState } from 'react';
import { Lines, rowHeight } from './Lines.tsx';
import type { Row } from './rows.ts';
import { SourcePane } from './SourcePane.tsx';
import { flatten, type SourceNode } from './source-tree.ts';
import { TargetPane } from './TargetPane.tsx';
import { fitsText, indexOfShown, isRowOpen, openAtFirst, shownNodes, shownRows } from './tree-rows.ts';
import { type Mapping, unusedIn } from './use-mapping.ts';

/** Left, right, and the lines between what is in view. */
export function Panes({ mapping, title }: { mapping: Mapping; title: string }) {
  const { tree, rows, lines, selected, warnings } = mapping;
  const [filter, setFilter] = useState('');
  const [onlyUnused, setOnlyUnused] = useState(false);
  const [wanted, setWanted] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [wantedRows, setWantedRows] = useState<ReadonlyMap<string, boolean>>(new Map());
  const used = useMemo(() => new Set([...lines.values()].flat().map(({ key }) => key)), [lines]);
  const atFirst = useMemo(() => openAtFirst(flatten(tree), used), [tree, used]);
  const isOpen = ({ key }: SourceNode): boolean => wanted.get(key) ?? atFirst.has(key);
  const unused = useMemo(() => unusedIn({ tree, rows, lines }), [tree, rows, lines]);
  const text = filter.trim().toLowerCase();
  const fits = text !== '' ? fitsText(text) : onlyUnused ? ({ key }: SourceNode) => unused.has(key) : undefined;
  const shown = shownNodes(tree, isOpen, fits);
  const isFieldOpen = (row: Row): boolean => isRowOpen(row, rows, wantedRows, selected?.key);
  const fields = shownRows(rows, isFieldOpen);
  const left = useRef<HTMLDivElement>(null);
  const right = useRef<HTMLDivElement>(null);
  const warned = new Set(warnings.map(({ row }) => row.key));
  const drawn = rows.flatMap((row) =>
    (lines.get(row.key) ?? []).map((node) => ({
      from: fits ? shown.indexOf(node) : indexOfShown(shown, node.key),
      to: indexOfShown(fields, row.key),
      tone: warned.has(row.key) ? ('waiting' as const) : row.key === selected?.key ? ('primary' as const) : ('edge' as const),
    })),
  );
  const source = selected && lines.get(selected.key)?.[0];
  const sourceIndex = source ? indexOfShown(shown, source.key) : -1;
  useEffect(() => {
    const pane = left.current;
    if (!pane || sourceIndex < 0 || selected === undefined) return;
    const middle = sourceIndex * rowHeight;
    if (middle < pane.scrollTop || middle > pane.scrollTop + pane.clientHeight - rowHeight) pane.scrollTop = middle - pane.clientHeight / 2;
  }, [selected, sourceIndex]);
  return (
    <div className="mapping-panes">
      <SourcePane
        mapping={mapping}
        shown={shown}
        used={used}
        isOpen={(node) => fits !== undefined || isOpen(node)}
        toggle={(node) => setWanted(new Map(wanted).set(node.key, !isOpen(node)))}
        filter={filter}
        setFilter={setFilter}
        unused={unused.size}
        onlyUnused={onlyUnused}
        setOnlyUnused={setOnlyUnused}
        scroll={left}
      />
      <Lines lines={drawn} left={left} right={right} />
      <TargetPane
        mapping={mapping}
        shown={fields}
        isOpen={isFieldOpen}
        toggle={(row) => setWantedRows(new Map(wantedRows).set(row.key, !isFieldOpen(row)))}
        title={title}
        warned={warned}
        scroll={right}
      />
    </div>
  );
}
