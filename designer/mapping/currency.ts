import type { FieldPath } from './source.ts';
import { expressionFor, type Scope } from './source-path.ts';
import { nodeAt, type SourceNode } from './source-tree.ts';

const names = ['currency', 'currency_code', 'currencyCode', 'presentment_currency', 'CurrencyCode'];

/** The currency that belongs to an amount: the nearest field of that name beside it or above it, as an expression. */
export function currencyNear(path: FieldPath, scope: Scope, tree: readonly SourceNode[]): string | undefined {
  for (let length = path.length - 1; length > 0; length -= 1) {
    const around = path.slice(0, length);
    const beside = nodeAt(tree, around)?.children ?? [];
    const found = beside.find(({ name, kind }) => names.includes(name) && (kind === 'text' || kind === 'currency'));
    const text = found && expressionFor(found.path, scope);
    if (text !== undefined) return text;
  }
  return undefined;
}
