/** Every expression of a drawing, compiled once at save: what cannot be read is named with its place. */
import { compileExpression } from './expression.ts';
import { type Flow, isExpr, type Json, type Problem } from './flow.ts';
import { escapePointer } from './pointer.ts';

export function checkExpressions(flow: Flow): Problem[] {
  const problems: Problem[] = [];
  const walk = (value: Json | undefined, path: string, node?: string): void => {
    if (isExpr(value)) {
      for (const problem of compileExpression(value.$expr).problems) {
        problems.push({
          ...problem,
          path: `${path}/$expr`,
          message: `${problem.message}${problem.path === '' ? '' : ` (at ${problem.path})`}`,
          ...(node === undefined ? {} : { node }),
        });
      }
    } else if (Array.isArray(value)) for (const [index, item] of value.entries()) walk(item, `${path}/${index}`, node);
    else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) walk(item, `${path}/${escapePointer(key)}`, node);
  };
  walk(flow.key as Json | undefined, '/key');
  walk(flow.lane?.key as Json | undefined, '/lane/key');
  for (const [name, rule] of Object.entries(flow.signals ?? {})) walk(rule.key as Json | undefined, `/signals/${escapePointer(name)}/key`);
  for (const [id, node] of Object.entries(flow.nodes)) walk(node.config, `/nodes/${id}/config`, id);
  return problems;
}
