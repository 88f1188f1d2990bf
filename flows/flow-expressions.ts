/** Every expression of a drawing, with the place where it stands. */
import { type Flow, isExpr, type Json } from './flow.ts';
import { escapePointer } from './pointer.ts';

export interface FlowExpression {
  source: string;
  /** JSON pointer of the expression. */
  path: string;
  node?: string;
}

export function expressionsOf(flow: Flow): FlowExpression[] {
  const found: FlowExpression[] = [];
  const walk = (value: Json | undefined, path: string, node?: string): void => {
    if (isExpr(value)) found.push({ source: value.$expr, path: `${path}/$expr`, ...(node === undefined ? {} : { node }) });
    else if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, `${path}/${index}`, node);
    else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) walk(item, `${path}/${escapePointer(key)}`, node);
  };
  walk(flow.key as Json | undefined, '/key');
  walk(flow.lane?.key as Json | undefined, '/lane/key');
  for (const [name, rule] of Object.entries(flow.signals ?? {})) walk(rule.key as Json | undefined, `/signals/${escapePointer(name)}/key`);
  for (const [id, node] of Object.entries(flow.nodes)) walk(node.config, `/nodes/${id}/config`, id);
  return found;
}
