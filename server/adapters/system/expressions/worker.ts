// Entry of a worker thread: answers one expression at a time, as JSON text. Tables come once per version, before the question.
import { parentPort } from 'node:worker_threads';
import type { LookupTable } from '../../../../flows/lookup-table.ts';
import { ConnectorError } from '../../../../nodes/node-type.ts';
import { isSmall } from './answer.ts';
import { jsonataEvaluator, type Question } from './evaluator.ts';
import { limits } from './limits.ts';
import { recentlyUsed } from './recently-used.ts';

/** What a worker answers: JSON text (absent when there is no value), or a failure. */
export type Answer = { json?: string | undefined } | { code: string; message: string };

/** What a worker is asked: `tables` names the version of each table the expression looks into. */
export type Asked = Question & { tables: [name: string, version: string][]; fresh: [version: string, table: LookupTable][] };

const evaluate = jsonataEvaluator(limits.timeout);
const known = recentlyUsed<string, LookupTable>(limits.tables);

async function answer({ tables, fresh, ...question }: Asked): Promise<Answer> {
  try {
    isSmall(question.data, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY);
    for (const [version, table] of fresh) known.set(version, table);
    const now = new Map(tables.map(([name, version]) => [name, known.get(version)]));
    const value = await evaluate(question, (name) => now.get(name));
    return { json: value === undefined ? undefined : JSON.stringify(value) };
  } catch (error) {
    const { code, message } = error instanceof ConnectorError ? error : { code: 'expr.failed', message: 'The expression failed in a way we did not foresee.' };
    return { code, message };
  }
}

parentPort?.on('message', async (asked: Asked) => parentPort?.postMessage(await answer(asked)));
parentPort?.postMessage('ready');
