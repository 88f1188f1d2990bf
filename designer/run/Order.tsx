import type { RunDetail } from '../../server/http/api.ts';
import { run as words } from '../text/en/run.ts';
import { FieldRows } from './FieldRows.tsx';
import { FoldedJson } from './JsonBlock.tsx';

/** The order the run carries: its head in rows, the documents folded. */
export function Order({ run }: { run: RunDetail }) {
  const isSame = JSON.stringify(run.order) === JSON.stringify(run.trigger);
  return (
    <section className="card" aria-label={words.document}>
      <div className="card-head">
        <h2>{words.document}</h2>
      </div>
      <div className="card-body">
        <FieldRows value={run.order} most={9} />
        {isSame ? null : <FoldedJson value={run.order} name={words.canonical} />}
        <FoldedJson value={run.trigger} name={words.trigger} />
        {run.output === undefined ? null : <FoldedJson value={run.output} name={words.result} />}
      </div>
    </section>
  );
}
