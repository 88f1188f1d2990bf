import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { useState } from 'react';
import { mapping as words } from '../text/en/mapping.ts';
import { FixedInput } from './FixedInput.tsx';
import { marksOf } from './marks.ts';
import type { Row } from './rows.ts';
import { shown } from './shown.ts';
import { each, type Source, sourceAt } from './source.ts';
import type { Mapping } from './use-mapping.ts';
import { complaintWords } from './warning-words.ts';

/** What gives one field: an expression, or a value that is always the same. */
export function SourceEditor({ mapping, row }: { mapping: Mapping; row: Row }) {
  const { source } = row;
  const [way, setWay] = useState<'expr' | 'fixed'>(source?.kind === 'fixed' ? 'fixed' : 'expr');
  const isEmbedded = row.path.includes(each);
  return (
    <>
      <div className="mapping-editor-head">
        <h3 className="cut">{row.key}</h3>
        <span className="hint">{words.kinds[row.kind]}</span>
      </div>
      {typeof row.schema['description'] === 'string' ? <p className="hint">{row.schema['description']}</p> : null}
      {row.state === 'covered' || row.state === 'group' ? (
        <p className="hint">{row.state === 'covered' ? words.refused.covered : words.choose}</p>
      ) : (
        <>
          {row.kind === 'list' ? null : (
            <SegmentedControl
              size="xs"
              fullWidth
              aria-label={words.how}
              value={way}
              data={[
                { value: 'expr', label: words.ways.expr },
                { value: 'fixed', label: words.ways.fixed },
              ]}
              onChange={(next) => setWay(next === 'fixed' ? 'fixed' : 'expr')}
            />
          )}
          {way === 'expr' ? (
            <ExpressionInput mapping={mapping} row={row} />
          ) : (
            <FixedInput row={row} onChange={(value) => mapping.set(row, { kind: 'fixed', value })} />
          )}
          <Below mapping={mapping} row={row} />
          {isEmbedded ? <p className="hint">{words.inItem(listAround(mapping, row))}</p> : null}
          <div className="mapping-editor-acts">
            {source?.kind === 'list' ? (
              <Button size="xs" onClick={() => mapping.set(row, { kind: 'expr', text: source.text })}>
                {words.asWhole}
              </Button>
            ) : source?.kind === 'expr' && row.kind === 'list' && row.hasFields ? (
              <Button size="xs" onClick={() => mapping.set(row, { kind: 'list', text: source.text, keeps: true })}>
                {words.oneByOne}
              </Button>
            ) : null}
            {source ? (
              <Button size="xs" aria-label={words.unmapOf(row.key)} onClick={() => mapping.set(row, undefined)}>
                {words.unmap}
              </Button>
            ) : null}
          </div>
        </>
      )}
    </>
  );
}

function listAround({ value }: Mapping, { path }: Row): string {
  const list = sourceAt(value, path.slice(0, path.lastIndexOf(each)));
  return list?.kind === 'list' ? list.text : '';
}

/** Keeps what is typed; hands on what holds together, so that the fields around it stay readable. */
function ExpressionInput({ mapping, row }: { mapping: Mapping; row: Row }) {
  const given = row.source && row.source.kind !== 'fixed' ? row.source.text : '';
  const [typed, setTyped] = useState({ text: given, sent: given });
  // Changed from elsewhere: a fix, a line, an undo.
  const text = given === typed.sent ? typed.text : given;
  const whole = isWhole(text);
  const take = (next: string): void => {
    const trimmed = next.trim();
    setTyped({ text: next, sent: isWhole(next) ? trimmed : given });
    if (!isWhole(next) || trimmed === given) return;
    const source: Source | undefined =
      trimmed === '' ? undefined : row.source?.kind === 'list' ? { ...row.source, text: trimmed } : { kind: 'expr', text: trimmed };
    mapping.set(row, source);
  };
  return (
    <Textarea
      aria-label={row.source?.kind === 'list' ? words.listExpression(row.key) : words.expression(row.key)}
      autosize
      minRows={1}
      maxRows={8}
      spellCheck={false}
      classNames={{ input: 'mono' }}
      value={text}
      error={whole ? null : words.unbalanced}
      onChange={(event) => take(event.currentTarget.value)}
    />
  );
}

const isWhole = (text: string): boolean => {
  const marks = marksOf(text);
  return marks !== undefined && !marks.some(({ char, depth }) => depth === 0 && (char === ',' || char === ';'));
};

/** Always one of: the value, what is wrong with it, or that there is nothing to look at. */
function Below({ mapping, row }: { mapping: Mapping; row: Row }) {
  const cell = mapping.cells.get(row.key);
  if (!mapping.orders.chosen) return <p className="hint">{words.noOrder}</p>;
  if (!row.source) return null;
  if (!cell) return <p className="hint">{words.checking}</p>;
  if (cell.kind === 'problem') return <p className="mapping-bad">{cell.problem.message}</p>;
  if (cell.kind === 'nothing') return <p className="mapping-warn">{words.finds}</p>;
  return (
    <p className={cell.complaint ? 'mapping-warn' : 'hint'}>
      {shown(cell.value)}
      {cell.complaint ? ` · ${complaintWords(cell.complaint)}` : ''}
    </p>
  );
}
