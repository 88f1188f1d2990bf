import { Button } from '@mantine/core';
import { CircleX, KeyRound, Lightbulb, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { mapping as words } from '../text/en/mapping.ts';
import { SourceEditor } from './SourceEditor.tsx';
import { shown } from './shown.ts';
import type { Suggestion } from './suggest.ts';
import type { Mapping, MappingAsk } from './use-mapping.ts';
import { detailOf, fixWords, titleOf } from './warning-words.ts';

const mostSuggestions = 8;

/** What is left to do, what may go wrong, and the field at hand. */
export function SidePanel({ mapping, ask }: { mapping: Mapping; ask: MappingAsk }) {
  const { missing, warnings, suggestions, keyRow } = mapping;
  const others = suggestions.filter(({ row }) => row.state !== 'missing');
  return (
    <aside className="mapping-side" aria-label={words.side}>
      <div className="mapping-todo">
        <Part title={words.missingHead} icon={<CircleX size={14} color="var(--parked)" aria-hidden />}>
          {missing.length === 0 ? <p className="hint">{words.missingNone}</p> : null}
          {missing.map((row) => (
            <Missing key={row.key} mapping={mapping} field={row.key} suggestion={suggestions.find((one) => one.row.key === row.key)} />
          ))}
        </Part>
        {warnings.length > 0 ? (
          <Part title={words.warningsHead} icon={<TriangleAlert size={14} color="var(--waiting)" aria-hidden />}>
            {warnings.map((warning) => (
              <div key={`${warning.row.key} ${warning.kind}`} className="mapping-warning">
                <button type="button" className="mapping-title" onClick={() => mapping.select(warning.row.key)}>
                  {titleOf(warning)}
                </button>
                <p className="hint">{detailOf(warning)}</p>
                {warning.fixes.map((fix) => (
                  <Button
                    key={fix.kind}
                    size="xs"
                    className="mapping-fix"
                    aria-label={words.fixOf(fixWords(fix), warning.row.key)}
                    onClick={() => mapping.fix(warning, fix)}
                  >
                    {fixWords(fix)}
                  </Button>
                ))}
              </div>
            ))}
          </Part>
        ) : null}
        {others.length > 0 ? (
          <Part title={words.suggestionsHead} icon={<Lightbulb size={14} aria-hidden />}>
            {others.slice(0, mostSuggestions).map((suggestion) => (
              <Missing key={suggestion.row.key} mapping={mapping} field={suggestion.row.key} suggestion={suggestion} />
            ))}
            {others.length > mostSuggestions ? <p className="hint">{words.more(others.length - mostSuggestions)}</p> : null}
          </Part>
        ) : null}
        {keyRow ? (
          <p className="hint mapping-part">
            <KeyRound size={13} className="mapping-key" aria-hidden /> {words.keyNote(keyRow.key)}
          </p>
        ) : null}
      </div>
      <div className="mapping-editor" data-mapping-editor>
        {mapping.selected ? (
          <SourceEditor key={mapping.selected.key} mapping={mapping} row={mapping.selected} ask={ask} />
        ) : (
          <p className="hint">{words.choose}</p>
        )}
      </div>
    </aside>
  );
}

function Part({ title, icon, children }: { title: string; icon: ReactNode; children: ReactNode }) {
  return (
    <section className="mapping-part">
      <h3>
        {icon}
        {title}
      </h3>
      {children}
    </section>
  );
}

function Missing({ mapping, field, suggestion }: { mapping: Mapping; field: string; suggestion: Suggestion | undefined }) {
  return (
    <div className="mapping-todo-card">
      <button type="button" className="mapping-title mono" onClick={() => mapping.select(field)}>
        {field}
      </button>
      {suggestion ? (
        <Button size="xs" aria-label={words.takeFor(field)} onClick={() => mapping.take([suggestion])}>
          {words.use}
        </Button>
      ) : null}
      <p className="hint">{suggestion ? reasonOf(suggestion) : words.noSuggestion}</p>
    </div>
  );
}

function reasonOf({ row, source, reason }: Suggestion): string {
  const text = source.kind === 'fixed' ? shown(source.value) : source.text;
  return `${words.suggested(text)}, ${words.reasons[reason.kind](row.name, reason.from)}${reason.cast ? `, ${words.brought}` : ''}`;
}
