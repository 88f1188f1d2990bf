import jsonata from 'jsonata';
import { LinearRegExp } from '../../../../flows/expression-regex.ts';
import { placeIn } from '../../../../flows/expression-syntax.ts';
import type { Json } from '../../../../flows/flow.ts';
import { type FindTable, LookupFailed } from '../../../../flows/lookup-table.ts';
import { ConnectorError, type ErrorCode } from '../../../../nodes/node-type.ts';
import { notANumber, plainAnswer } from './answer.ts';
import { installFunctions, type Moment, watchValue } from './functions.ts';
import { limits } from './limits.ts';
import { recentlyUsed } from './recently-used.ts';

export interface Question {
  source: string;
  data: { [name: string]: Json };
  now: number;
  seed: string;
}

const noTable: FindTable = () => undefined;

/** JSONata with our functions and limits, one evaluation at a time; the same on the main thread and in a worker. */
export function jsonataEvaluator(timeout: number): (question: Question, find?: FindTable) => Promise<Json | undefined> {
  const compiled = recentlyUsed<string, jsonata.Expression>(500);
  let moment: Moment = { now: 0, seed: '', source: '', drawn: 0, find: noTable };

  const compile = (source: string): jsonata.Expression => {
    const regexEngine = LinearRegExp as unknown as RegExpConstructor; // JSONata uses `new`, `lastIndex` and `exec` of it
    const expression = jsonata(source, { timeout, stack: limits.stack, sequence: limits.items, RegexEngine: regexEngine });
    installFunctions(expression, () => moment);
    const assign = expression.assign as (name: unknown, value: unknown) => void; // the hook's name is a symbol, which the type leaves out
    assign(Symbol.for('jsonata.__evaluate_exit'), (_node: unknown, _input: unknown, _environment: unknown, result: unknown) => watchValue(result));
    return expression;
  };

  const evaluate = async ({ source, data, now, seed }: Question, find: FindTable): Promise<Json | undefined> => {
    try {
      const expression = compiled.get(source) ?? compiled.set(source, compile(source));
      moment = { now, seed, source, drawn: 0, find };
      return plainAnswer(await expression.evaluate(data));
    } catch (error) {
      throw failureOf(source, error);
    }
  };

  // JSONata measures its time by the wall clock; when that jumped forward, the expression gets a second go.
  return async (question, find = noTable) => {
    const started = performance.now();
    try {
      return await evaluate(question, find);
    } catch (error) {
      if ((error as ConnectorError).code !== 'expr.timeout' || performance.now() - started > timeout / 2) throw error;
      return evaluate(question, find);
    }
  };
}

const codes: { [code: string]: ErrorCode } = {
  D1012: 'expr.timeout',
  D1011: 'expr.limit',
  D2014: 'expr.limit',
  D2015: 'expr.limit',
  D1001: 'expr.not_a_number',
  D3001: 'expr.not_a_number',
  D3061: 'expr.not_a_number',
};

/** Words for what JSONata throws, which is a bare object with a code of its own. */
function failureOf(source: string, error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  if (error instanceof LookupFailed) return failure('expr.failed', error.message.replace(/\.$/, ''));
  if (error instanceof RangeError)
    return /string length/.test(error.message)
      ? failure('expr.output_too_large', 'it makes a text that is too long')
      : failure('expr.limit', 'it is nested too deeply');
  const { code, message, position } = error as { code?: string; message?: string; position?: number };
  const known = codes[code ?? ''];
  if (known === 'expr.timeout') return timedOut();
  if (known === 'expr.limit')
    return failure('expr.limit', `it makes more than ${limits.items} items or calls itself too deeply — work on fewer items, or use for_each`);
  if (known) return notANumber();
  if (code?.startsWith('S')) return failure('expr.syntax', `it cannot be read: ${message}`);
  const place = position === undefined ? '' : ` (at ${placeIn(source, position - 1)})`;
  return failure('expr.failed', `${(message ?? String(error)).slice(0, 300)}${place}`);
}

const failure = (code: ErrorCode, words: string): ConnectorError => new ConnectorError(code, `The expression failed: ${words}.`);

/** The failure of an expression that took too long. */
export const timedOut = (): ConnectorError =>
  new ConnectorError('expr.timeout', `The expression was stopped after ${limits.deadline} ms — make it simpler, or look for a loop without an end.`);
