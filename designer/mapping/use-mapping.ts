import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import type { Flow, Json, JsonObject, NodeTypeInfo } from '../../server/http/api.ts';
import { mapping as words } from '../text/en/mapping.ts';
import { promisedTo } from './before.ts';
import { connect } from './connect.ts';
import { type Answered, type Cell, cellOf, expressionsIn, outcomeOf, type Summary, summaryOf, type Verdict, verdictOf } from './result.ts';
import { missingIn, type Row, rowsOf } from './rows.ts';
import { type Source, setSource } from './source.ts';
import { locate, mentioned, scopeOf } from './source-path.ts';
import { flatten, type Promised, type SourceNode, sourceTree } from './source-tree.ts';
import { type Suggestion, suggestionsFor } from './suggest.ts';
import { type OrderData, type Orders, useAnswers, useOrders } from './use-orders.ts';
import { usePast } from './use-past.ts';
import { type Fix, type Warning, warningsFor } from './warnings.ts';

export interface MappingAsk {
  flow: Flow;
  nodeTypes: readonly NodeTypeInfo[];
  node: string;
  /** JSON pointer of the value in the config. */
  path: string;
  value: Json;
  target: JsonObject;
  onChange(value: Json): void;
}

export interface Preview {
  order: OrderData;
  cells: ReadonlyMap<string, Cell>;
  verdict: Verdict;
}

export interface Mapping {
  value: Json;
  rows: Row[];
  tree: SourceNode[];
  orders: Orders;
  /** What each row comes to in the chosen order. */
  cells: ReadonlyMap<string, Cell>;
  previews: (Preview | undefined)[];
  summary: Summary;
  missing: Row[];
  warnings: Warning[];
  suggestions: Suggestion[];
  /** The row that carries what runs of this flow are found by. */
  keyRow: Row | undefined;
  /** What each row mentions on the left, by key of the row. */
  lines: ReadonlyMap<string, readonly SourceNode[]>;
  selected: Row | undefined;
  select(key: string | undefined): void;
  /** Field on the left that is being carried. */
  picked: SourceNode | undefined;
  pick(node: SourceNode | undefined): void;
  connect(row: Row, node: SourceNode): void;
  set(row: Row, source: Source | undefined): void;
  fix(warning: Warning, fix: Fix): void;
  take(suggestions: readonly Suggestion[]): void;
  undo: (() => void) | undefined;
  redo: (() => void) | undefined;
  /** Puts another value in place of the whole. */
  replace(value: Json): void;
  /** What the last act did, for those who hear it. */
  said: string;
}

/** Everything the editor shows follows from the value, the schema and the orders looked at. */
export function useMapping({ flow, nodeTypes, node, path, value, target, onChange }: MappingAsk): Mapping {
  const [selectedKey, select] = useState<string>();
  const [picked, setPicked] = useState<SourceNode>();
  const [said, say] = useState('');
  const becomesOrder = flow.nodes[node]?.config?.['as'] === 'order';
  const orders = useOrders(flow.id);
  const past = usePast(value, onChange);
  const { chosen } = orders;
  const rows = useMemo(() => rowsOf(target, value), [target, value]);
  const promised = useMemo(() => promisedTo(flow, node, nodeTypes), [flow, node, nodeTypes]);
  const tree = useMemo(() => sourceTree(chosen?.data ?? {}, becomesOrder ? messageFirst(promised) : promised), [chosen, promised, becomesOrder]);
  const [asked] = useDebouncedValue(
    useMemo(() => expressionsIn(value), [value]),
    150,
  );
  const all = useMemo(() => (chosen && !orders.orders.includes(chosen) ? [...orders.orders, chosen] : orders.orders), [orders.orders, chosen]);
  const answers = useAnswers(flow.id, all, asked);
  const seen = useMemo(() => all.map((order, at) => previewOf(order, rows, value, answers[at])), [all, rows, value, answers]);
  const previews = useMemo(() => seen.slice(0, orders.orders.length), [seen, orders.orders]);
  const known = useMemo(() => previews.filter((preview) => preview !== undefined), [previews]);
  const cells = seen.find((preview) => preview?.order === chosen)?.cells ?? noCells;
  const lines = useMemo(() => new Map(rows.map((row) => [row.key, mentioned(row.source, scopeOf(value, row.path, tree), tree)])), [rows, value, tree]);
  const suggestions = useMemo(() => suggestionsFor(rows, value, tree, becomesOrder ? 'trigger' : 'order'), [rows, value, tree, becomesOrder]);
  const warnings = useMemo(() => {
    const held = (holds: (cell: Cell) => boolean): string[] => known.flatMap(({ cells: of }) => [...of].filter(([, cell]) => holds(cell)).map(([key]) => key));
    const empty = new Map<string, number>();
    for (const key of held(({ kind }) => kind === 'nothing')) empty.set(key, (empty.get(key) ?? 0) + 1);
    const nulls = new Set(held((cell) => cell.kind === 'nothing' && cell.isNull));
    return warningsFor(rows, { value, tree, cells, empty, nulls, total: known.length, wholeMayBeExpression: path !== '' });
  }, [rows, value, tree, cells, known, path]);
  const keyNode = typeof flow.key === 'object' ? locate(flow.key.$expr, [], tree) : undefined;

  const change = (next: Json | undefined, words: string, field?: string): void => {
    past.change(next ?? {}, field);
    say(words);
  };
  const step = (go: (() => void) | undefined, words: string) =>
    go &&
    (() => {
      go();
      say(words);
    });
  const set = (row: Row, source: Source | undefined): void =>
    change(setSource(value, row.path, source), source ? words.said.fixed(row.key) : words.said.removed(row.key), row.key);
  return {
    value,
    rows,
    tree,
    orders,
    cells,
    previews,
    summary: useMemo(() => summaryOf(known.map(({ verdict }) => verdict)), [known]),
    missing: missingIn(rows),
    warnings,
    suggestions,
    keyRow: rows.find(({ key }) => keyNode !== undefined && lines.get(key)?.length === 1 && lines.get(key)?.[0] === keyNode),
    lines,
    selected: rows.find(({ key }) => key === selectedKey),
    select,
    picked,
    pick: (next) => {
      setPicked(next);
      say(next ? words.said.picked(next.name) : words.said.dropped);
    },
    connect: (row, from) => {
      const drawn = connect(value, row, from, tree);
      setPicked(undefined);
      select(row.key);
      if ('refused' in drawn) say(words.refused[drawn.refused]);
      else change(drawn.value, words.said.connected(from.name, row.key));
    },
    set,
    undo: step(past.undo, words.said.undone),
    redo: step(past.redo, words.said.redone),
    fix: ({ row }, { apply }) => change(apply(value), words.said.fixed(row.key)),
    take: (taken) =>
      change(
        taken.reduce<Json | undefined>((now, { row, source }) => setSource(now, row.path, source), value),
        words.tookAll(taken.length),
      ),
    replace: (next) => change(next, words.said.fixed('')),
    said,
  };
}

const noCells: ReadonlyMap<string, Cell> = new Map();

function previewOf(order: OrderData, rows: readonly Row[], value: Json, given: readonly Answered[] | undefined): Preview | undefined {
  if (!given) return undefined;
  const outcome = outcomeOf(value, given);
  const mapped = rows.filter(({ state }) => state !== 'open' && state !== 'missing');
  return { order, cells: new Map(mapped.map((row) => [row.key, cellOf(row, outcome)])), verdict: verdictOf(rows, outcome) };
}

/** What makes the order looks at the message first. */
const messageFirst = (promised: readonly Promised[]): Promised[] =>
  promised.toSorted((one, other) => Number(other.name === 'trigger') - Number(one.name === 'trigger'));

/** Fields on the left that nothing mentions, of the first document and of the steps. */
export function unusedIn({ tree, rows, lines }: Pick<Mapping, 'tree' | 'rows' | 'lines'>): Set<string> {
  const used = new Set([...lines.values()].flat().map(({ key }) => key));
  // A list that is mapped item by item uses of its fields those that are named.
  const whole = rows.filter(({ source }) => source?.kind === 'expr').flatMap(({ key }) => (lines.get(key) ?? []).map((node) => node.key));
  return new Set(
    flatten(tree)
      .filter(({ path }) => path.length > 1 && (path[0] === tree[0]?.name || path[0] === 'steps'))
      .filter(({ children, kind, key }) => children.length === 0 && kind !== 'nothing' && !used.has(key) && !whole.some((other) => key.startsWith(`${other}.`)))
      .map(({ key }) => key),
  );
}
