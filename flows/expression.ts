import { checkNames } from './expression-names.ts';
import { compileNative, type Native } from './expression-native.ts';
import { plainPath } from './expression-path.ts';
import { type Ast, parseExpression } from './expression-syntax.ts';
import { type Uses, usesOf } from './expression-uses.ts';
import type { Problem } from './flow.ts';

export { notPlain, readPath } from './expression-path.ts';

export interface CompiledExpression {
  /** Keys and indexes, when the expression is a plain path. */
  path?: (string | number)[];
  /** Answers without JSONata, when the expression is simple enough; `notPlain` sends one evaluation back to JSONata. */
  native?: Native;
  /** The parsed expression, when it can be read and names nothing unknown. */
  ast?: Ast;
  /** Tables and values it looks up, when it does. */
  uses?: Uses;
  problems: Problem[];
}

/** Reads an expression when a flow is saved, and says everything that is wrong with it. */
export function compileExpression(source: string): CompiledExpression {
  const parsed = parseExpression(source);
  if ('problem' in parsed) return { problems: [parsed.problem] };
  const { ast } = parsed;
  const problems = checkNames(source, ast);
  if (problems.length > 0) return { problems };
  const path = plainPath(ast);
  const native = compileNative(ast);
  const uses = usesOf(source, ast);
  return { ast, problems, ...(path ? { path } : {}), ...(native ? { native } : {}), ...(uses ? { uses } : {}) };
}
