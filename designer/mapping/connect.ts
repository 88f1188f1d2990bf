import type { Json } from '../../flows/flow.ts';
import type { Row } from './rows.ts';
import { each, type Source, setSource, sourceAt } from './source.ts';
import { expressionFor, type Scope, scopeOf } from './source-path.ts';
import { nodeAt, type SourceNode } from './source-tree.ts';
import { listFrom } from './suggest.ts';

export type Connected = { value: Json | undefined; source: Source } | { refused: 'list-first' | 'other-item' | 'covered' | 'fixed' };

/** Draws a line from the left to the right. A list around the target that is not mapped yet is mapped to the list around the source. */
export function connect(value: Json | undefined, row: Row, node: SourceNode, tree: readonly SourceNode[]): Connected {
  if (row.state === 'covered') return { refused: 'covered' };
  if (row.isFixed) return { refused: 'fixed' };
  const prepared = mapLists(value, row, node, tree);
  if (prepared === 'list-first') return { refused: prepared };
  const scope: Scope = scopeOf(prepared, row.path, tree);
  const text = expressionFor(node.path, scope);
  if (text === undefined) return { refused: 'other-item' };
  const source: Source = row.kind === 'list' && node.kind === 'list' ? listFrom(row, node, text) : { kind: 'expr', text };
  return { value: setSource(prepared, row.path, source), source };
}

function mapLists(value: Json | undefined, row: Row, node: SourceNode, tree: readonly SourceNode[]): Json | undefined | 'list-first' {
  let prepared = value;
  const lists = node.path.flatMap((name, at) => (name === each ? [node.path.slice(0, at)] : []));
  let used = 0;
  for (const [at, name] of row.path.entries()) {
    if (name !== each) continue;
    const path = row.path.slice(0, at);
    const list = lists[used];
    used += 1;
    if (sourceAt(prepared, path)?.kind === 'list') continue;
    const from = list && nodeAt(tree, list);
    const text = from && expressionFor(from.path, scopeOf(prepared, path, tree));
    if (text === undefined) return 'list-first';
    prepared = setSource(prepared, path, { kind: 'list', text, keeps: true });
  }
  return prepared;
}
