import { Link } from '@tanstack/react-router';
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import { PanelError } from '../states/PanelError.tsx';
import { mapping as words } from '../text/en/mapping.ts';
import type { Cell, Summary, Verdict } from './result.ts';
import type { Row } from './rows.ts';
import { shown } from './shown.ts';
import type { Mapping, Preview } from './use-mapping.ts';

const mostColumns = 7;

/** What the mapping makes of the last real orders: one line per order, what is wrong first. */
export function PreviewTable({ mapping }: { mapping: Mapping }) {
  const [open, setOpen] = useState(true);
  const { previews, summary, orders, rows } = mapping;
  const known = previews.filter((preview) => preview !== undefined);
  const columns = columnsFor(rows, summary);
  return (
    <section className="mapping-preview" data-open={open && (known.length > 0 || orders.error !== null)} aria-label={headOf(mapping)}>
      <div className="mapping-preview-head">
        <button type="button" className="mapping-fold" aria-expanded={open} aria-label={open ? words.fold : words.unfold} onClick={() => setOpen(!open)}>
          {open ? <ChevronDown size={16} aria-hidden /> : <ChevronUp size={16} aria-hidden />}
        </button>
        <h3 className="cut">{headOf(mapping)}</h3>
        <Counts summary={summary} />
        <span className="hint push">{words.previewHint}</span>
      </div>
      {!open ? null : orders.error ? (
        <PanelError title={words.previewFailed} error={orders.error} onAgain={orders.again} />
      ) : known.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by keys
        <section className="mapping-preview-scroll" tabIndex={0} aria-label={words.orders}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.order}</th>
                {columns.map(({ key }) => (
                  <th key={key} scope="col">
                    {key}
                  </th>
                ))}
                <th scope="col">{words.result}</th>
              </tr>
            </thead>
            <tbody>
              {known.map((preview) => (
                <Line key={preview.order.id} preview={preview} columns={columns} />
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}

function headOf({ orders }: Mapping): string {
  const { length } = orders.orders;
  if (length === 0) return orders.isPending ? words.checking : words.previewNone;
  return orders.orders[0]?.isRun ? words.previewHead(length) : words.previewSamples(length);
}

/** Fields in trouble first, then the others that are given, in the order of the schema. */
function columnsFor(rows: readonly Row[], { trouble }: Summary): Row[] {
  const first = trouble.map(({ row }) => row.key);
  const rank = ({ key }: Row): number => (first.includes(key) ? first.indexOf(key) : first.length);
  const chosen = rows
    .filter(({ state, key }) => state === 'given' || first.includes(key))
    .toSorted((one, other) => rank(one) - rank(other))
    .slice(0, mostColumns);
  return rows.filter(({ key }) => chosen.some((one) => one.key === key));
}

function Counts({ summary: { total, complete, trouble } }: { summary: Summary }) {
  if (total === 0) return null;
  return (
    <>
      <span className="mapping-count" data-tone={complete === total ? 'completed' : 'waiting'}>
        {words.complete(complete, total)}
      </span>
      {trouble.slice(0, 3).map(({ row, orders, lacks }) => (
        <span key={row.key} className="mapping-count" data-tone={lacks ? 'parked' : 'waiting'}>
          {lacks ? words.lack(orders, row.key) : words.fail(orders, row.key)}
        </span>
      ))}
    </>
  );
}

function Line({ preview: { order, cells, verdict }, columns }: { preview: Preview; columns: readonly Row[] }) {
  return (
    <tr>
      <th scope="row">
        {order.isRun ? (
          <Link to="/runs/$runId" params={{ runId: order.id }} target="_blank">
            {order.name}
          </Link>
        ) : (
          order.name
        )}
      </th>
      {columns.map(({ key }) => (
        <td key={key}>
          <Held cell={cells.get(key)} />
        </td>
      ))}
      <td>
        <VerdictChip verdict={verdict} />
      </td>
    </tr>
  );
}

function Held({ cell }: { cell: Cell | undefined }) {
  if (!cell) return <span className="mapping-bad">{words.empty}</span>;
  if (cell.kind === 'problem')
    return (
      <span className="mapping-bad cut" title={cell.problem.message}>
        {cell.problem.message}
      </span>
    );
  if (cell.kind === 'nothing') return <span className="mapping-warn">{cell.stops ? words.stops : words.empty}</span>;
  return <span className={cell.complaint ? 'mapping-warn' : undefined}>{shown(cell.value)}</span>;
}

function VerdictChip({ verdict: { lacks, fails } }: { verdict: Verdict }) {
  const names = (rows: readonly Row[]): string => (rows.length > 2 ? `${rows.length}` : rows.map(({ key }) => key).join(', '));
  const [tone, text] =
    lacks.length > 0
      ? (['parked', words.verdict.lacks(names(lacks))] as const)
      : fails.length > 0
        ? (['waiting', words.verdict.fails(names(fails))] as const)
        : (['completed', words.verdict.complete] as const);
  return (
    <span className="mapping-count" data-tone={tone}>
      {text}
    </span>
  );
}
