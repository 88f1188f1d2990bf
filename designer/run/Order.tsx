import type { Json, Money, RunDetail } from '../../server/http/api.ts';
import { moneyOf } from '../show/amount.ts';
import { run as words } from '../text/en/run.ts';
import { FieldRows } from './FieldRows.tsx';
import { FoldedJson } from './JsonBlock.tsx';
import { orderHead } from './order-head.ts';

const mostLines = 8;

/** The order the run carries: who, what and how much; the documents folded. */
export function Order({ run }: { run: RunDetail }) {
  const isSame = JSON.stringify(run.order) === JSON.stringify(run.trigger);
  return (
    <section className="card" aria-label={words.document}>
      <div className="card-head">
        <h2>{words.document}</h2>
      </div>
      <div className="card-body">
        <Head order={run.order} />
        {isSame ? null : <FoldedJson value={run.order} name={words.canonical} />}
        <FoldedJson value={run.trigger} name={words.trigger} />
        {run.output === undefined ? null : <FoldedJson value={run.output} name={words.result} />}
      </div>
    </section>
  );
}

function Head({ order }: { order: Json }) {
  const head = orderHead(order);
  if (!head) return <FieldRows value={order} most={9} />;
  const more = head.lines.length - mostLines;
  return (
    <>
      {head.who ? <p className="order-who">{head.who}</p> : null}
      <ul className="lines">
        {head.lines.slice(0, mostLines).map((line) => (
          <Line key={line.id} name={line.name} total={line.total} />
        ))}
        {more > 0 ? <Line name={words.moreLines(more)} total={undefined} /> : null}
        {head.taxes.map((tax) => (
          <Line key={tax.id} name={tax.name} total={tax.total} />
        ))}
        <Line name={words.total} total={head.total} />
      </ul>
    </>
  );
}

const Line = ({ name, total }: { name: string; total: Money | undefined }) => (
  <li>
    <span>{name}</span>
    {total ? <span className="num">{moneyOf(total)}</span> : null}
  </li>
);
