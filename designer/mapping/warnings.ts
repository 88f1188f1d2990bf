/** What may go wrong with what is mapped, each with the change that mends it where there is one. */
import type { Json } from '../../flows/flow.ts';
import { isUtc } from './bring.ts';
import type { Complaint } from './complaint.ts';
import { currencyNear } from './currency.ts';
import { castTo, fits, hasLeadingZero } from './fit.ts';
import { type Kind, kindOfValue } from './kinds.ts';
import { leaveOut } from './leave-out.ts';
import type { Cell } from './result.ts';
import type { Row } from './rows.ts';
import { each, isWithinText, type Source, setSource } from './source.ts';
import { isManyFrom, locate, mentioned, type Scope, scopeOf } from './source-path.ts';
import type { SourceNode } from './source-tree.ts';
import { taxMismatch, unitStep } from './units.ts';

export interface Fix {
  kind: 'cast' | 'unit' | 'first' | 'cut' | 'utc' | 'leave-out' | 'fallback' | 'keep-list';
  /** What is written, for the button's words. */
  text: string;
  /** Something is lost by it. */
  lossy?: boolean;
  apply(value: Json | undefined): Json | undefined;
}

export type Warning = { row: Row; fixes: Fix[] } & (
  | { kind: 'kind'; given: Kind; wanted: Kind; example?: Json }
  | { kind: 'unit'; given: string; wanted: string }
  | { kind: 'tax'; given: string; wanted: string }
  | { kind: 'many' | 'zeros' | 'one-item' }
  | { kind: 'value'; complaint: Complaint; example: Json }
  | { kind: 'empty'; orders: number; total: number }
);

export interface Looked {
  value: Json | undefined;
  tree: readonly SourceNode[];
  /** What each row comes to in the chosen order, by key. */
  cells: ReadonlyMap<string, Cell>;
  /** Of `total` orders, how many give a row nothing, by key. */
  empty: ReadonlyMap<string, number>;
  /** Rows that some of them give null. */
  nulls: ReadonlySet<string>;
  total: number;
  /** The whole value may become one expression. */
  wholeMayBeExpression: boolean;
}

export const warningsFor = (rows: readonly Row[], looked: Looked): Warning[] =>
  rows.filter(({ state }) => state === 'given').flatMap((row) => ofRow(row, looked));

function ofRow(row: Row, looked: Looked): Warning[] {
  const { value, tree } = looked;
  const { source } = row;
  if (!source || source.kind === 'fixed') return aboutValue(row, looked, undefined);
  const set = (kind: Fix['kind'], text: string, lossy = false): Fix => ({
    kind,
    text,
    ...(lossy ? { lossy } : {}),
    apply: (now) => setSource(now, row.path, { kind: 'expr', text }),
  });
  if (source.kind === 'list') {
    if (source.keeps) return [];
    return [{ row, kind: 'one-item', fixes: [{ kind: 'keep-list', text: '[…]', apply: (now) => keepList(now, row) }] }];
  }
  const scope = scopeOf(value, row.path, tree);
  const node = locate(source.text, scope, tree);
  return [
    ...(node ? aboutNode(row, node, source, scope, set) : []),
    ...zeros(row, source, scope, tree),
    ...aboutValue(row, looked, set, node, scope),
    ...emptiness(row, looked, set),
  ];
}

type Set = (kind: Fix['kind'], text: string, lossy?: boolean) => Fix;

function aboutNode(row: Row, node: SourceNode, { text }: Source & { kind: 'expr' }, scope: Scope, set: Set): Warning[] {
  const found: Warning[] = [];
  const unit = unitStep(row, node);
  if (unit) found.push({ row, kind: 'unit', given: unit.from, wanted: unit.to, fixes: [set('unit', unit.apply(text))] });
  const tax = taxMismatch(row, node);
  if (tax) found.push({ row, kind: 'tax', ...tax, fixes: [] });
  if (row.kind !== 'list' && row.kind !== 'any' && isManyFrom(node.path, scope) && !/\[-?\d+\]/.test(text))
    found.push({ row, kind: 'many', fixes: [set('first', firstOf(node, text))] });
  return found;
}

/** `order.lines.sku` of the first line. */
function firstOf(node: SourceNode, text: string): string {
  const list = node.path[node.path.indexOf(each) - 1] ?? '';
  const parts = text.split('.');
  const at = parts.findIndex((part) => part.replaceAll('`', '') === list);
  return at < 0 ? `(${text})[0]` : parts.map((part, index) => (index === at ? `${part}[0]` : part)).join('.');
}

/** Numbers made of texts that begin with 0. */
const zeros = (row: Row, source: Source, scope: Scope, tree: readonly SourceNode[]): Warning[] =>
  source.kind === 'expr' && /\$number\s*\(/.test(source.text) && mentioned(source, scope, tree).some(({ example }) => hasLeadingZero(example))
    ? [{ row, kind: 'zeros', fixes: [] }]
    : [];

function aboutValue(row: Row, { cells, tree }: Looked, set: Set | undefined, node?: SourceNode, scope: Scope = []): Warning[] {
  const cell = cells.get(row.key);
  if (cell?.kind === 'value' && !cell.complaint) return [];
  const text = row.source?.kind === 'expr' ? row.source.text : undefined;
  const currency = node && currencyNear(node.path, scope, tree);
  const cast = (given: Kind, example: Json | undefined): Fix[] => {
    const found = set && text !== undefined ? castTo(row.kind, given, text, example, currency) : undefined;
    return found && set ? [set('cast', found.text, !found.safe)] : [];
  };
  if (cell?.kind === 'value' && cell.complaint) {
    const { complaint, value } = cell;
    if (complaint.kind === 'kind') {
      const given = kindOfValue(value);
      const unit = node && unitStep(row, node);
      return unit ? [] : [{ row, kind: 'kind', given, wanted: row.kind, example: value, fixes: cast(given, value) }];
    }
    return [{ row, kind: 'value', complaint, example: value, fixes: set && text !== undefined ? mend(complaint, text, set, node) : [] }];
  }
  if (cell || !node || node.kind === 'nothing' || fits(node.kind, row.kind) || row.kind === 'currency' || row.kind === 'country') return [];
  return [{ row, kind: 'kind', given: node.kind, wanted: row.kind, fixes: cast(node.kind, node.example) }];
}

function mend(complaint: Complaint, text: string, set: Set, node: SourceNode | undefined): Fix[] {
  if (complaint.kind === 'long') return [set('cut', `$substring(${text}, 0, ${complaint.most})`, true)];
  return complaint.kind === 'offset' && node && isUtc(node) ? [set('utc', `${text} & "Z"`)] : [];
}

const fallbacks: Partial<Record<Kind, string>> = { number: '0', whole: '0', boolean: 'false', list: '[]' };

function emptiness(row: Row, { value, empty, nulls, total, wholeMayBeExpression }: Looked, set: Set): Warning[] {
  const orders = empty.get(row.key) ?? 0;
  const isNull = nulls.has(row.key);
  if (orders === 0 || row.source?.kind !== 'expr' || (isWithinText(value, row.path) && !row.required && !isNull)) return [];
  const { text } = row.source;
  const fallback = row.kind === 'text' && !row.schema['minLength'] ? '""' : fallbacks[row.kind];
  const fixes = [
    ...(row.required ? [] : leavingOut(row, text, value, isNull, row.path.length > 1 || wholeMayBeExpression)),
    ...(fallback === undefined ? [] : [set('fallback', `${operand(text)} ?: ${fallback}`)]),
  ];
  return [{ row, kind: 'empty', orders, total, fixes }];
}

/** Null is a value to an expression: it has to be asked for. */
function leavingOut(row: Row, text: string, value: Json | undefined, isNull: boolean, mayBeText: boolean): Fix[] {
  const asked = isNull ? `${operand(text)} != null ? ${text}` : text;
  const apply = (now: Json | undefined): Json | undefined => {
    const guarded = isNull ? setSource(now, row.path, { kind: 'expr', text: asked }) : now;
    return isWithinText(now, row.path) ? guarded : leaveOut(guarded, row.path);
  };
  return mayBeText && apply(value) !== undefined ? [{ kind: 'leave-out', text: asked, apply: (now) => apply(now) ?? now }] : [];
}

const operand = (text: string): string => (/^[\w$.`[\]]+$/.test(text) ? text : `(${text})`);

/** Brackets around the expression of a list, so that one item stays a list. */
function keepList(value: Json | undefined, row: Row): Json | undefined {
  const { json, path } = { json: value, path: row.path };
  const whole = wholeText(json, path);
  return whole === undefined ? value : setSource(setSource(value, path, undefined), path, { kind: 'expr', text: `[${whole}]` });
}

function wholeText(value: Json | undefined, path: readonly string[]): string | undefined {
  let at: Json | undefined = value;
  for (const name of path) at = typeof at === 'object' && at !== null && !Array.isArray(at) ? at[name] : undefined;
  return typeof at === 'object' && at !== null && !Array.isArray(at) && typeof at['$expr'] === 'string' ? at['$expr'] : undefined;
}
