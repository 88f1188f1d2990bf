import { type KeyboardEvent, type RefObject, useState } from 'react';
import { mapping as words } from '../text/en/mapping.ts';
import { AddField } from './AddField.tsx';
import { FieldCells } from './FieldCells.tsx';
import type { Row } from './rows.ts';
import { dragKind } from './SourcePane.tsx';
import { shown } from './shown.ts';
import { sourceAt } from './source.ts';
import { flatten } from './source-tree.ts';
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
  const { picked, selected, value, orders } = mapping;
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
              <FieldCells
                row={row}
                mapping={mapping}
                warned={warned.has(row.key)}
                fold={row.hasFields ? { open: isOpen(row), toggle: () => toggle(row) } : undefined}
              />
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

/** The field beside may still be on its way: it is asked for again with each frame, half a second long. */
function focusEditor(tries = 30): void {
  const field = document.querySelector<HTMLElement>('[data-mapping-editor] :is(textarea, .cm-content, input[type="text"], select)');
  if (field) field.focus();
  else if (tries > 0) requestAnimationFrame(() => focusEditor(tries - 1));
}
