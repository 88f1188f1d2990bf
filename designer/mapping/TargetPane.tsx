import { ChevronDown, ChevronRight, KeyRound, TriangleAlert } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, type RefObject, useState } from 'react';
import { mapping as words } from '../text/en/mapping.ts';
import { AddField } from './AddField.tsx';
import type { Cell } from './result.ts';
import type { Row } from './rows.ts';
import { dragKind } from './SourcePane.tsx';
import { shown } from './shown.ts';
import { sourceAt } from './source.ts';
import { flatten } from './source-tree.ts';
import { unitOf } from './units.ts';
import type { Mapping } from './use-mapping.ts';
import { useRoving } from './use-roving.ts';

interface Props {
  mapping: Mapping;
  shown: readonly Row[];
  isOpen(row: Row): boolean;
  toggle(row: Row): void;
  title: string;
  warned: ReadonlySet<string>;
  scroll: RefObject<HTMLDivElement | null>;
}

/** The fields of the target, what gives each, and what comes of it in the chosen order. */
export function TargetPane({ mapping, shown: fields, isOpen, toggle, title, warned, scroll }: Props) {
  const { rows, cells, picked, selected, value, orders } = mapping;
  const [over, setOver] = useState<string>();
  const roving = useRoving(fields.length);
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    if (roving.onKey(event)) return;
    const row = fields[Number((event.target as HTMLElement).dataset['index'])]; // rows alone take keys here
    if (!row) return;
    if (event.key === 'Enter' || event.key === ' ') act(row, true);
    else if ((event.key === 'Delete' || event.key === 'Backspace') && row.source) mapping.set(row, undefined);
    else if (row.hasFields && event.key === (isOpen(row) ? 'ArrowLeft' : 'ArrowRight')) toggle(row);
    else if (event.key === 'Escape' && picked) mapping.pick(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const act = (row: Row, isKey: boolean): void => {
    if (picked) {
      mapping.connect(row, picked);
      return;
    }
    mapping.select(row.key);
    if (row.state === 'group') toggle(row);
    else if (isKey) focusEditor();
    else requestAnimationFrame(() => document.querySelector('[data-mapping-editor]')?.scrollIntoView({ block: 'nearest' }));
  };
  const whole = sourceAt(value, []);
  return (
    <section className="mapping-target" aria-label={words.to(title)}>
      <div className="mapping-pane-head">
        <h3 className="cut">{words.to(title)}</h3>
        <span className="hint">{orders.chosen ? words.resultFor(orders.chosen.name) : words.noSample}</span>
      </div>
      <div className="mapping-scroll" ref={scroll}>
        <div role="treegrid" aria-label={words.to(title)} onKeyDown={onKey}>
          {fields.map((row, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useSemanticElements: the grid takes the keys of its rows
            <div
              key={row.key}
              role="row"
              aria-level={row.depth + 1}
              {...(row.hasFields ? { 'aria-expanded': isOpen(row) } : {})}
              {...(index === 0 ? { 'data-autofocus': true } : {})}
              aria-selected={selected?.key === row.key}
              tabIndex={roving.tabIndex(index)}
              data-index={index}
              data-state={row.state}
              data-warned={warned.has(row.key) || undefined}
              data-over={over === row.key || undefined}
              data-selected={selected?.key === row.key || undefined}
              className="mapping-row mapping-field"
              onFocus={() => roving.onFocus(index)}
              onClick={() => act(row, false)}
              onDragOver={(event) => {
                if (!event.dataTransfer.types.includes(dragKind)) return;
                event.preventDefault();
                setOver(row.key);
              }}
              onDragLeave={() => setOver((before) => (before === row.key ? undefined : before))}
              onDrop={(event) => {
                event.preventDefault();
                setOver(undefined);
                const dragged = event.dataTransfer.getData(dragKind);
                const node = flatten(mapping.tree).find(({ key }) => key === dragged);
                if (node) mapping.connect(row, node);
              }}
            >
              <GridCell className="mapping-what" depth={row.depth}>
                <Fold row={row} open={isOpen(row)} toggle={toggle} />
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
              <GridCell className="mapping-given mono cut">{givenWords(row, rows)}</GridCell>
              <GridCell className="mapping-result cut">
                <Result cell={cells.get(row.key)} row={row} warned={warned.has(row.key)} />
              </GridCell>
            </div>
          ))}
        </div>
        {whole ? (
          <p className="mapping-whole">
            {words.whole(whole.kind === 'fixed' ? shown(whole.value) : whole.text)}{' '}
            <button type="button" className="mapping-link" onClick={() => mapping.replace({})}>
              {words.oneByOne}
            </button>
          </p>
        ) : (
          <AddField mapping={mapping} />
        )}
      </div>
    </section>
  );
}

function Fold({ row, open, toggle }: { row: Row; open: boolean; toggle: (row: Row) => void }) {
  if (!row.hasFields) return <span className="mapping-twist" />;
  const Icon = open ? ChevronDown : ChevronRight;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: arrows open and close the row
    <span
      className="mapping-twist"
      onClick={(event) => {
        event.stopPropagation();
        toggle(row);
      }}
    >
      <Icon size={14} aria-hidden />
    </span>
  );
}

/** The field beside may still be on its way: it is asked for again with each frame, half a second long. */
function focusEditor(tries = 30): void {
  const field = document.querySelector<HTMLElement>('[data-mapping-editor] :is(textarea, .cm-content, input[type="text"], select)');
  if (field) field.focus();
  else if (tries > 0) requestAnimationFrame(() => focusEditor(tries - 1));
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
