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

interface Known extends CompiledExpression {
  /** May be evaluated on the main thread; taken back when it once took too long there. */
  cheap: boolean;
}

/** Evaluates expressions: plain ones at once, cheap ones between other work, the rest in worker threads. */
export function expressionPool(options: { workers?: number } = {}): Expressions & { close(): Promise<void> } {
  const known = recentlyUsed<string, Known>(5_000);
  const pool = workerPool(options.workers);
  const evaluateHere = jsonataEvaluator(limits.mainTimeout);
  const turn = inTurn();

  const compile = (source: string): Known => {
    const compiled = compileExpression(source);
    return known.set(source, { ...compiled, cheap: compiled.ast !== undefined && isCheap(compiled.ast) });
  };

  const evaluateCheap = async (expression: Known, question: Question): Promise<Json | undefined> => {
    try {
      return await turn(() => evaluateHere(question));
    } catch (error) {
      if (!(error instanceof ConnectorError) || error.code !== 'expr.timeout') throw error;
      expression.cheap = false;
      return pool.run(question);
    }
  };

  return {
    evaluate(source, data, { now, seed }) {
      const expression = known.get(source) ?? compile(source);
      const [problem] = expression.problems;
      if (problem) throw new ConnectorError(codeOf(problem.code), problem.message);
      if (expression.native) {
        const value = expression.native(data);
        if (value !== notPlain) return value;
      }
      const question: Question = { source, data, now, seed };
      return expression.cheap && isSmall(data, 2_000, 65_536) ? evaluateCheap(expression, question) : pool.run(question);
    },
    close: () => pool.close(),
  };
}

/** A flow that was deployed has no such problem; an expression in a retry's patch may. */
const codeOf = (code: string): ErrorCode => (code === 'expr.syntax' ? 'expr.syntax' : 'expr.failed');
