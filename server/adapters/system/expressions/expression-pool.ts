import { type CompiledExpression, compileExpression, notPlain } from '../../../../flows/expression.ts';
import type { Json } from '../../../../flows/flow.ts';
import { ConnectorError, type ErrorCode } from '../../../../nodes/node-type.ts';
import type { Expressions } from '../../../engine/ports.ts';
import { isSmall } from './answer.ts';
import { jsonataEvaluator, type Question } from './evaluator.ts';
import { inTurn } from './in-turn.ts';
import { isCheap } from './is-cheap.ts';
import { limits } from './limits.ts';
import { workerPool } from './pool.ts';
import { recentlyUsed } from './recently-used.ts';
import type { References, Referred } from './references.ts';

interface Known extends CompiledExpression {
  /** May be evaluated on the main thread; taken back when it once took too long there. */
  cheap: boolean;
  /** What it looks up, by name; absent when it lives on its data alone. */
  asks?: { tables: string[]; env: boolean };
}

const nothing: Referred = { tables: new Map(), env: undefined };

/** Evaluates expressions: plain ones at once, cheap ones between other work, the rest in worker threads. */
export function expressionPool(options: { workers?: number; references?: References } = {}): Expressions & { close(): Promise<void> } {
  const known = recentlyUsed<string, Known>(5_000);
  const pool = workerPool(options.workers);
  const evaluateHere = jsonataEvaluator(limits.mainTimeout);
  const turn = inTurn();

  const compile = (source: string): Known => {
    const compiled = compileExpression(source);
    const { uses } = compiled;
    const asks = uses && { tables: [...new Set(uses.tables.map(({ table }) => table))], env: uses.values.length > 0 };
    return known.set(source, { ...compiled, cheap: compiled.ast !== undefined && isCheap(compiled.ast), ...(asks ? { asks } : {}) });
  };

  const evaluateCheap = async (expression: Known, question: Question, { tables }: Referred): Promise<Json | undefined> => {
    try {
      return await turn(() => evaluateHere(question, (name) => tables.get(name)?.table));
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code !== 'expr.timeout') throw error;
      expression.cheap = false;
      return pool.run(question, tables);
    }
  };

  const answer = (expression: Known, question: Question, referred: Referred): Json | undefined | Promise<Json | undefined> => {
    const { source, data, now, seed } = question;
    const seen: Question = referred.env ? { source, data: { ...data, env: referred.env }, now, seed } : question;
    if (expression.native) {
      const value = expression.native(seen.data, (name) => referred.tables.get(name)?.table);
      if (value !== notPlain) return value;
    }
    return expression.cheap && isSmall(data, 2_000, 65_536) ? evaluateCheap(expression, seen, referred) : pool.run(seen, referred.tables);
  };

  return {
    evaluate(source, data, { now, seed, tenant }) {
      const expression = known.get(source) ?? compile(source);
      const [problem] = expression.problems;
      if (problem) throw new ConnectorError(codeOf(problem.code), problem.message);
      const question: Question = { source, data, now, seed };
      if (!expression.asks || !options.references) return answer(expression, question, nothing);
      const referred = options.references.at(expression.asks, now, tenant);
      return referred instanceof Promise ? referred.then((found) => answer(expression, question, found)) : answer(expression, question, referred);
    },
    close: () => pool.close(),
  };
}

/** A flow that was deployed has no such problem; an expression in a retry's patch may. */
const codeOf = (code: string): ErrorCode => (code === 'expr.syntax' ? 'expr.syntax' : 'expr.failed');
