import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { mapping as words } from '../text/en/mapping.ts';
import { CodeInput, PlainInput } from './ExpressionInputs.tsx';
import { FixedInput } from './FixedInput.tsx';
import type { Row } from './rows.ts';
import { shown } from './shown.ts';
import { each, sourceAt } from './source.ts';
import type { Mapping, MappingAsk } from './use-mapping.ts';
import { complaintWords } from './warning-words.ts';

/** What gives one field: an expression, or a value that is always the same. */
export function SourceEditor({ mapping, row, ask }: { mapping: Mapping; row: Row; ask: MappingAsk }) {
  const { source } = row;
  const [way, setWay] = useState<'expr' | 'fixed'>(source?.kind === 'fixed' || row.isFixed ? 'fixed' : 'expr');
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
          {row.isFixed || (row.kind === 'list' && source?.kind !== 'fixed') ? null : (
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
            isEmbedded || row.kind === 'list' ? (
              <PlainInput mapping={mapping} row={row} />
            ) : (
              <CodeInput mapping={mapping} row={row} ask={ask} />
            )
          ) : (
            <FixedInput row={row} onChange={(value) => mapping.set(row, { kind: 'fixed', value })} />
          )}
          {way === 'expr' && !isEmbedded && row.kind !== 'list' ? null : <Below mapping={mapping} row={row} />}
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
