import type { PromoteAnswer } from '../../server/http/api.ts';
import { en } from '../text/en.ts';

const words = en.environments;

/** The difference of two versions in words, node by node. */
export function ChangeList({ changes }: { changes: PromoteAnswer['changes'] }) {
  const { added, removed, changed, edges, flow } = changes;
  const isNothing = added.length + removed.length + changed.length + edges.added.length + edges.removed.length + flow.length === 0;
  if (isNothing) return <p className="hint">{words.noChanges}</p>;
  return (
    <ul className="change-list">
      {added.map(({ node, title }) => (
        <Line key={`+${node}`} mark="+" title={title} what={words.added} />
      ))}
      {removed.map(({ node, title }) => (
        <Line key={`-${node}`} mark="−" title={title} what={words.removed} />
      ))}
      {changed.map(({ node, title, fields }) => (
        <Line key={`~${node}`} mark="~" title={title} what={words.changed(fields)} />
      ))}
      {edges.added.length + edges.removed.length > 0 ? <li>{words.lines(edges.added.length, edges.removed.length)}</li> : null}
      {flow.length > 0 ? <li>{words.wholeFlow(flow)}</li> : null}
    </ul>
  );
}

function Line({ mark, title, what }: { mark: '+' | '−' | '~'; title: string; what: string }) {
  return (
    <li data-mark={mark}>
      <span className="mono" aria-hidden>
        {mark}
      </span>
      <b>{title}</b> <span className="quiet">{what}</span>
    </li>
  );
}
