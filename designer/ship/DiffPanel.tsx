import { useEffect, useRef } from 'react';
import { type FieldChange, type FlowDiff, isSameDrawing, isSameVersion, type NodeDiff } from '../../flows/diff.ts';
import type { Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { NodeTile } from '../canvas/NodeIcon.tsx';
import { lineOf, titleOf } from '../canvas/words.ts';
import { ship as words } from '../text/en/ship.ts';
import { type SaidChange, sayFlowField, sayNodeField, sayPort } from './field-words.ts';

export interface DiffPanelProps {
  before: Flow;
  after: Flow;
  diff: FlowDiff;
  types: ReadonlyMap<string, NodeTypeInfo>;
  selected: string | undefined;
  onSelect: (node: string) => void;
}

/** Every change beside the drawing, node by node, field by field; what is not part of the version stands apart. */
export function DiffPanel({ before, after, diff, types, selected, onSelect }: DiffPanelProps) {
  return (
    <aside className="diff-panel" aria-label={words.changes}>
      <header className="diff-head">
        <h2>{diff.nodes.length === 0 ? words.same : words.differ(diff.nodes.length)}</h2>
        {diff.nodes.length > 1 && <span className="hint">{words.keys}</span>}
        <p>{isSameDrawing(diff) ? words.sameDrawing : isSameVersion(diff) ? words.sameVersion : words.byId}</p>
      </header>
      <ul className="diff-nodes">
        {diff.nodes.map((node) => (
          <NodeChange key={node.node} node={node} before={before} after={after} types={types} isCurrent={node.node === selected} onSelect={onSelect} />
        ))}
      </ul>
      <FlowChanges name={words.settings} changes={diff.settings} />
      <FlowChanges name={words.signals} changes={diff.signals} />
      <FlowChanges name={words.slots} changes={diff.slots} />
      <FlowChanges name={words.lock} changes={diff.lock} />
      <Apart diff={diff} after={after} types={types} />
    </aside>
  );
}

interface NodeChangeProps extends Pick<DiffPanelProps, 'before' | 'after' | 'types' | 'onSelect'> {
  node: NodeDiff;
  isCurrent: boolean;
}

function NodeChange({ node, before, after, types, isCurrent, onSelect }: NodeChangeProps) {
  const spec = after.nodes[node.node] ?? before.nodes[node.node]!; // it stands in one of them
  const info = types.get(spec.type);
  const row = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  const lines = { added: lineOf(spec, info), removed: lineOf(spec, info) };
  return (
    <li ref={row} aria-current={isCurrent} className="diff-node">
      <button type="button" className="diff-node-head" onClick={() => onSelect(node.node)}>
        <NodeTile name={info?.icon ?? 'circle-help'} group={info?.group ?? 'unknown'} />
        <b>{titleOf(spec, info)}</b>
        <span className="mono">{node.node}</span>
      </button>
      <dl>
        {node.kind === 'added' && <Row label={words.added} after={lines.added} />}
        {node.kind === 'removed' && <Row label={words.removed} before={lines.removed} hint={wasOn(node.node, before)} />}
        {node.fields.map((field) => (
          <Row key={field.path} {...sayNodeField(node.node, field, info)} />
        ))}
        {node.ports.map((port) => (
          <Row key={port.from} {...sayPort(port, before, after, types)} />
        ))}
      </dl>
    </li>
  );
}

const wasOn = (node: string, before: Flow): string | undefined => {
  const from = before.edges.filter(({ to }) => to === node).map((edge) => edge.from);
  return from.length > 0 ? words.wasOn(from.join(', ')) : undefined;
};

/** One change: what stood there struck through, what stands there now, each with its word for those who do not see it. */
function Row({ label, before, after, hint }: Partial<Omit<SaidChange, 'hint'>> & { label: string; hint?: string | undefined }) {
  return (
    <div className="diff-row">
      <dt>{label}</dt>
      <dd>
        {before !== undefined && (
          <del>
            <span className="hidden-words">{words.before} </span>
            {before}
          </del>
        )}
        {before !== undefined && after !== undefined && <span aria-hidden> → </span>}
        {after !== undefined && (
          <ins>
            <span className="hidden-words">{words.after} </span>
            {after}
          </ins>
        )}
        {hint && <span className="diff-hint">{hint}</span>}
      </dd>
    </div>
  );
}

function FlowChanges({ name, changes }: { name: string; changes: FieldChange[] }) {
  if (changes.length === 0) return null;
  return (
    <section className="diff-part">
      <h3>{name}</h3>
      <dl>
        {changes.map((change) => (
          <Row key={change.path} {...sayFlowField(change)} />
        ))}
      </dl>
    </section>
  );
}

function Apart({ diff, after, types }: Pick<DiffPanelProps, 'diff' | 'after' | 'types'>) {
  const { moved, notes, tests, words: said } = diff.apart;
  if (moved.length + notes.length + tests.length + said.length === 0) return null;
  const titles = moved.map((id) => (after.nodes[id] ? titleOf(after.nodes[id], types.get(after.nodes[id].type)) : id));
  return (
    <section className="diff-part" data-apart>
      <h3>{words.apart}</h3>
      <dl>
        {titles.length > 0 && <Row label={words.movedNodes} hint={titles.join(', ')} />}
        {notes.length > 0 && <Row label={words.notes} hint={notes.join(', ')} />}
        {tests.length > 0 && <Row label={words.tests} hint={tests.join(', ')} />}
        {said.map((change) => (
          <Row key={change.path} {...sayFlowField(change)} />
        ))}
      </dl>
    </section>
  );
}
