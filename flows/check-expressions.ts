/** Every expression of a drawing, compiled once at save: what cannot be read is named with its place. */
import { compileExpression } from './expression.ts';
import type { Flow, Problem } from './flow.ts';
import { expressionsOf } from './flow-expressions.ts';

export function checkExpressions(flow: Flow): Problem[] {
  return expressionsOf(flow).flatMap(({ source, path, node }) =>
    compileExpression(source).problems.map((problem) => ({
      ...problem,
      path,
      message: `${problem.message}${problem.message.includes(problem.path) ? '' : ` (at ${problem.path})`}`,
      ...(node === undefined ? {} : { node }),
    })),
  );
}
