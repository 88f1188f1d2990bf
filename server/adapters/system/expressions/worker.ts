// Entry of a worker thread: answers one expression at a time, as JSON text.
import { parentPort } from 'node:worker_threads';
import { ConnectorError } from '../../../../nodes/node-type.ts';
import { isSmall } from './answer.ts';
import { jsonataEvaluator, type Question } from './evaluator.ts';
import { limits } from './limits.ts';

/** What a worker answers: JSON text (absent when there is no value), or a failure. */
export type Answer = { json?: string | undefined } | { code: string; message: string };

const evaluate = jsonataEvaluator(limits.timeout);

async function answer(question: Question): Promise<Answer> {
  try {
    isSmall(question.data, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
    const value = await evaluate(question);
    return { json: value === undefined ? undefined : JSON.stringify(value) };
  } catch (error) {
    const { code, message } = error instanceof ConnectorError ? error : { code: 'expr.failed', message: 'The expression failed in a way we did not foresee.' };
    return { code, message };
  }
}

parentPort?.on('message', async (question: Question) => parentPort?.postMessage(await answer(question)));
parentPort?.postMessage('ready');
