import jsonata from 'jsonata';
import type { Problem } from './flow.ts';

/** A part of a parsed expression, as JSONata lays it out; only what we look at is named. */
export interface Ast {
  type: string;
  value?: unknown;
  position?: number;
  steps?: Ast[];
  stages?: Ast[];
  expr?: Ast;
  expressions?: Ast[];
  expression?: Ast;
  arguments?: Ast[];
  procedure?: Ast;
  body?: Ast;
  condition?: Ast;
  then?: Ast;
  else?: Ast;
  pattern?: Ast;
  update?: Ast;
  delete?: Ast;
  terms?: { expression: Ast }[];
  predicate?: Ast[];
  group?: { lhs: [Ast, Ast][] };
  /** A node in binary, apply and bind; pairs of key and value in an object constructor. */
  lhs?: Ast | [Ast, Ast][];
  rhs?: Ast;
  /** Names bound by `@$x` and `#$i`. */
  focus?: string;
  index?: string;
}

const longestSource = 10_000;
/** JSONata's parser needs time by the square of the steps in a path: 4,900 took 326 ms, 1,500 take 30 ms. */
const mostDots = 1_500;
const deepest = 400;

/** Reads an expression, or says what is wrong and where. */
export function parseExpression(source: string): { ast: Ast } | { problem: Problem } {
  if (source.length > longestSource) {
    return refuse(
      'expr.too_long',
      '1:1',
      `The expression has ${source.length} characters — keep it within ${longestSource}, or split it over several transform steps.`,
    );
  }
  if (source.split('.').length > mostDots) {
    return refuse('expr.too_long', '1:1', `The expression has more than ${mostDots} dots — split it over several transform steps.`);
  }
  try {
    const ast = jsonata(source).ast() as unknown as Ast; // JSONata's own type lacks half of the fields
    return isDeep(ast) ? tooDeep : { ast };
  } catch (error) {
    return { problem: syntaxProblem(source, error) };
  }
}

const refuse = (code: string, path: string, message: string): { problem: Problem } => ({ problem: { code, path, message } });

const tooDeep = refuse('expr.syntax', '1:1', 'The expression is nested too deeply to be evaluated — split it over several transform steps.');

/** True when parts stand in parts more than 400 levels deep, also as the operands of one long sum. */
function isDeep(ast: Ast): boolean {
  let level: unknown[] = [ast];
  const seen = new WeakSet<object>();
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) return true;
    level = level.flatMap((node) => partsOf(node, seen));
  }
  return false;
}

/** The parts of a node, looking through the lists that hold them. */
function partsOf(node: unknown, seen: WeakSet<object>): unknown[] {
  return Object.values(node as object).flatMap((value: unknown) => {
    if (typeof value !== 'object' || value === null || value instanceof RegExp || seen.has(value)) return [];
    seen.add(value);
    return Array.isArray(value) ? partsOf(value, seen) : [value];
  });
}

function syntaxProblem(source: string, error: unknown): Problem {
  if (error instanceof RangeError) return tooDeep.problem;
  const { message, position, token } = error as { message?: string; position?: number; token?: unknown };
  const end = position ?? source.length;
  const start = token === '(end)' ? source.length : Math.max(0, end - String(token ?? '').length);
  const path = placeIn(source, start);
  return { code: 'expr.syntax', path, message: `The expression cannot be read at ${path}: ${message ?? 'it is not JSONata'}.` };
}

/** "line:column" of an offset, both from 1. */
export function placeIn(source: string, offset: number): string {
  const before = source.slice(0, Math.max(0, offset)).split('\n');
  return `${before.length}:${before.at(-1)!.length + 1}`;
}
