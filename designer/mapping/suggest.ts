/** What could fill the fields that are still empty, each with its reason. */
import type { Json } from '../../flows/flow.ts';
import { type Brought, bring } from './bring.ts';
import { totalFrom } from './computed.ts';
import { isVague, type Likeness, likeness, placeLikeness } from './names.ts';
import type { Row } from './rows.ts';
import { each, type FieldPath, type Source } from './source.ts';
import { expressionFor, isManyFrom, type Scope, scopeOf } from './source-path.ts';
import { flatten, type SourceNode } from './source-tree.ts';

export interface Suggestion {
  row: Row;
  source: Source;
  reason: { kind: 'same' | 'word' | 'part' | 'names' | 'total'; from: string; cast: boolean };
  score: number;
}

const least = 0.62;

/** The best for each row that nothing gives, best first. `prefer` names the root that wins among equals. */
export function suggestionsFor(rows: readonly Row[], value: Json | undefined, tree: readonly SourceNode[], prefer = 'order'): Suggestion[] {
  const roots = tree.toSorted((one, other) => Number(other.name === prefer) - Number(one.name === prefer));
  const all = flatten(roots).filter(({ path }) => path.length > 1 && path[0] !== 'run');
  return rows
    .filter(({ state, extra, isFixed }) => (state === 'open' || state === 'missing') && !extra && !isFixed)
    .flatMap((row) => bestFor(row, value, scopeOf(value, row.path, tree), all, tree) ?? [])
    .toSorted((one, other) => Number(other.row.state === 'missing') - Number(one.row.state === 'missing') || other.score - one.score);
}

function bestFor(row: Row, value: Json | undefined, scope: Scope, all: readonly SourceNode[], tree: readonly SourceNode[]): Suggestion | undefined {
  const depth = row.path.filter((name) => name === each).length;
  if (scope.length !== depth || scope.includes(undefined)) return undefined; // a list around it is not mapped yet
  const own = scope.at(-1);
  let best: Suggestion | undefined;
  const take = (next: Suggestion | undefined): void => {
    if (next && next.score >= least && (!best || next.score > best.score + 1e-9)) best = next;
  };
  for (const node of all) if (node.kind !== 'nothing' && !isManyFrom(node.path, scope)) take(rate(row, node, scope, own, tree));
  take(fullName(row, scope, all));
  if (best) return best;
  const total = totalFrom(row, value);
  return total && { row, source: total, reason: { kind: 'total', from: '', cast: false }, score: least };
}

function rate(row: Row, node: SourceNode, scope: Scope, own: FieldPath | undefined, tree: readonly SourceNode[]): Suggestion | undefined {
  const text = expressionFor(node.path, scope);
  if (text === undefined || (node.example === '' && !row.required)) return undefined;
  const inner = own !== undefined && node.path.length > own.length && own.every((name, at) => node.path[at] === name);
  if (own && !inner && isVague(row.name)) return undefined;
  const given = inner ? node.path.slice(own.length + 1, -1) : node.path.slice(node.path[0] === 'steps' ? 2 : 1, -1);
  const wanted = own ? row.path.slice(row.path.lastIndexOf(each) + 1, -1) : row.path.slice(0, -1);
  const alike = alikeIn(
    row.name,
    wanted,
    node.name,
    given.filter((name) => name !== each),
  );
  const brought = alike && (row.kind === 'list' ? listOrNothing(row, node, text) : node.kind === 'list' ? undefined : bring(row, node, text, scope, tree));
  if (!alike || !brought) return undefined;
  const far = (own && !inner ? 0.25 : 0) + (node.path[0] === 'steps' ? 0.1 : 0) + (brought.cast ? 0.02 : 0) + (brought.safe ? 0 : 0.1);
  return { row, source: brought.source, reason: { kind: alike.why, from: node.name, cast: brought.cast }, score: alike.score - far };
}

/** How alike two fields are, by name and place: `customer.id` is also said as `customer_id`. */
function alikeIn(name: string, place: FieldPath, from: string, within: FieldPath): Likeness | undefined {
  const near = placeLikeness(place, within);
  const joined = place.length > 0 && within.length === 0 ? likeness(`${place.at(-1)} ${name}`, from) : undefined;
  const like = likeness(name, from);
  const plain = like && !(near < 0 && isVague(name)) ? { why: like.why, score: like.score * 0.75 + near * 0.25 } : undefined;
  return joined?.why === 'same' ? { why: 'same', score: 0.95 } : plain;
}

const listOrNothing = (row: Row, node: SourceNode, text: string): Brought | undefined =>
  node.kind === 'list' ? { source: listFrom(row, node, text), cast: false, safe: true } : undefined;

/** The list as it is where its items already have every field that is required; its items one by one otherwise. */
export function listFrom(row: Row, node: SourceNode, text: string): Source {
  const items = row.schema['items'];
  const required = typeof items === 'object' && items !== null && !Array.isArray(items) ? [items['required'] ?? []].flat() : [];
  const given = new Set(node.children.map(({ name }) => name));
  const isSame = !row.hasFields || (required.length > 0 && required.every((name) => given.has(String(name))));
  return isSame && (row.hasFields || node.children.length === 0) ? { kind: 'expr', text } : { kind: 'list', text, keeps: true };
}

/** First and last name make a name. */
function fullName(row: Row, scope: Scope, all: readonly SourceNode[]): Suggestion | undefined {
  if (row.name !== 'name' || row.kind !== 'text') return undefined;
  let best: Suggestion | undefined;
  for (const first of all) {
    if (!/^(first_?name|given_?name)$/i.test(first.name) || first.kind === 'nothing' || isManyFrom(first.path, scope)) continue;
    const beside = first.path.slice(0, -1);
    const last = all.find(({ name, path }) => /^(last_?name|family_?name|surname)$/i.test(name) && path.slice(0, -1).join('.') === beside.join('.'));
    const [one, other] = [expressionFor(first.path, scope), last && expressionFor(last.path, scope)];
    if (!last || one === undefined || other === undefined) continue;
    const score = 0.9 * 0.75 + placeLikeness(row.path.slice(0, -1), beside.slice(1)) * 0.25;
    if (best && score <= best.score) continue;
    best = {
      row,
      source: { kind: 'expr', text: `${one} & " " & ${other}` },
      reason: { kind: 'names', from: `${first.name}, ${last.name}`, cast: false },
      score,
    };
  }
  return best;
}
