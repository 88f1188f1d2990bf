import { Minus, Pencil, Plus } from 'lucide-react';
import type { TableImport } from '../../server/http/api.ts';
import { tables as words } from '../text/en/tables.ts';
import { textOf } from './sheet.ts';

const icons = { added: Plus, changed: Pencil, removed: Minus };
const shown = 50;

/** What an import would do: counts first, then row by row what was and what is to be. */
export function Preview({ changes }: { changes: TableImport['changes'] }) {
  const { rows, columnsAdded, columnsRemoved } = changes;
  const left = changes.added + changes.changed + changes.removed - Math.min(shown, rows.length);
  return (
    <section className="preview" aria-label={words.preview}>
      <p className="preview-counts">
        {(['added', 'changed', 'removed', 'same'] as const).map((kind) => (
          <span key={kind} data-kind={kind}>
            <strong className="num">{changes[kind].toLocaleString('en')}</strong> {words.counts[kind]}
          </span>
        ))}
      </p>
      {columnsAdded.length > 0 ? <p className="hint">{words.columnsAdded(columnsAdded.join(', '))}</p> : null}
      {columnsRemoved.length > 0 ? <p className="hint">{words.columnsRemoved(columnsRemoved.join(', '))}</p> : null}
      {rows.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region has to be reachable by keyboard
        <ul className="preview-rows" tabIndex={0}>
          {rows.slice(0, shown).map(({ kind, key, cells }) => {
            const Icon = icons[kind];
            return (
              <li key={`${kind} ${key}`} data-kind={kind}>
                <Icon size={14} aria-hidden />
                <span>
                  <strong>{key}</strong> <span className="quiet">{words.counts[kind]}</span>
                  {kind === 'removed' ? null : (
                    <span className="preview-cells">
                      {cells.map(({ column, before, after }) => (
                        <span key={column}>
                          {column}: {textOf(after) || '–'}
                          {kind === 'changed' ? (
                            <span className="quiet">
                              {' '}
                              ({words.before} {textOf(before) || '–'})
                            </span>
                          ) : null}
                        </span>
                      ))}
                    </span>
                  )}
                </span>
              </li>
            );
          })}
          {left > 0 ? <li className="quiet">{words.previewMore(left)}</li> : null}
        </ul>
      ) : null}
    </section>
  );
}
