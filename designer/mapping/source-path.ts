/** Paths of the left pane as expressions of the right one, and back. */

import type { Json } from '../../flows/flow.ts';
import { each, type FieldPath, type Source, sourceAt } from './source.ts';
import { nodeAt, type SourceNode } from './source-tree.ts';

/** The lists around a field, outermost first: where each is found on the left, or nothing where its text is no plain path. */
export type Scope = readonly (FieldPath | undefined)[];

const plainName = /^[A-Za-z_]\w*$/;
const reserved = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function']);
const written = (name: string): string => (plainName.test(name) && !reserved.has(name) ? name : `\`${name}\``);
const join = (path: FieldPath): string =>
  path
    .filter((name) => name !== each)
    .map(written)
    .join('.');

const startsWith = (path: FieldPath, start: FieldPath): boolean => path.length > start.length && start.every((name, at) => path[at] === name);

/** How a field inside these lists names a path; undefined where it cannot: another item of an outer list. */
export function expressionFor(path: FieldPath, scope: Scope): string | undefined {
  if (scope.length === 0) return join(path);
  const own = scope.at(-1);
  if (own && startsWith(path, [...own, each])) return join(path.slice(own.length + 1));
  if (scope.slice(0, -1).some((outer) => outer && startsWith(path, [...outer, each]))) return undefined;
  return `$$.${join(path)}`;
}

/** Lists around a field of the target as the value maps them. */
export function scopeOf(value: Json | undefined, path: FieldPath, tree: readonly SourceNode[]): Scope {
  const scope: (FieldPath | undefined)[] = [];
  path.forEach((name, at) => {
    if (name !== each) return;
    const source = sourceAt(value, path.slice(0, at));
    scope.push(source?.kind === 'list' ? locate(source.text, scope, tree)?.path : undefined);
  });
  return scope;
}

const step = '(?:[A-Za-z_]\\w*|`[^`]+`)(?:\\[-?\\d+\\])?';
const wholePath = new RegExp(`^(\\$\\$\\.)?(${step}(?:\\.${step})*)$`);
const somePath = new RegExp(`(?<![\\w$.\`])(\\$\\$\\.)?(${step}(?:\\.${step})*)(?!\\s*\\()`, 'g');

/** Where an expression that is a plain path leads on the left. */
export function locate(text: string, scope: Scope, tree: readonly SourceNode[]): SourceNode | undefined {
  const found = wholePath.exec(text.trim());
  return found ? lead(found[1] !== undefined, found[2]!, scope, tree) : undefined;
}

/** Everything on the left an expression mentions. */
export function mentioned(source: Source | undefined, scope: Scope, tree: readonly SourceNode[]): SourceNode[] {
  if (!source || source.kind === 'fixed') return [];
  const bare = source.text.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\/\*[\s\S]*?\*\//g, ' ');
  const found = [...bare.matchAll(somePath)].flatMap((one) => lead(one[1] !== undefined, one[2]!, scope, tree) ?? []);
  return [...new Set(found)];
}

function lead(fromRoot: boolean, text: string, scope: Scope, tree: readonly SourceNode[]): SourceNode | undefined {
  const names = [...text.matchAll(/`([^`]+)`|([A-Za-z_]\w*)/g)].map((one) => one[1] ?? one[2]!);
  if (fromRoot || scope.length === 0) return nodeAt(tree, names);
  const own = scope.at(-1);
  return own && nodeAt(tree, [...own, ...names]);
}

/** A path that goes through lists on its way gives many values where one may be wanted. */
export const isManyFrom = (path: FieldPath, scope: Scope): boolean => {
  const own = scope.at(-1);
  return (own && startsWith(path, [...own, each]) ? path.slice(own.length + 1) : path).includes(each);
};
