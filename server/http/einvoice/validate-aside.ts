/** Holds an e-invoice against its rules without holding up the hub: a large one is judged in a thread of its own, one after the other. */
import { Worker } from 'node:worker_threads';
import type { Validation } from '../../../flows/documents/invoice/validate.ts';
import { type Problem, ProblemError } from '../../../flows/flow.ts';

/** Judged at once up to here, in bytes: that takes milliseconds. */
const mostAtOnce = 256 * 1024;
/** Milliseconds a large one may take. */
const patience = 60_000;

export type Verdict = { validation: Validation } | { refused: { status: number; problems: Problem[] } };

let before: Promise<unknown> = Promise.resolve();

/** Throws what validateInvoice throws; 503 `einvoice.too_slow` after a minute. The rules are loaded at their first need. */
export async function validateAside(bytes: Buffer): Promise<Validation> {
  if (bytes.length <= mostAtOnce) return (await import('../../../flows/documents/invoice/validate.ts')).validateInvoice(bytes);
  const mine = before.then(() => inThread(bytes));
  before = mine.catch(() => undefined);
  return mine;
}

function inThread(bytes: Buffer): Promise<Validation> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: bytes, execArgv: ['--disable-warning=ExperimentalWarning'] });
  const tooSlow = new ProblemError(503, {
    code: 'einvoice.too_slow',
    path: '',
    message: 'The invoice takes longer than a minute to check — send it in parts.',
  });
  return new Promise<Validation>((resolve, reject) => {
    const timer = setTimeout(() => reject(tooSlow), patience);
    worker.on('message', (verdict: Verdict) =>
      'validation' in verdict ? resolve(verdict.validation) : reject(new ProblemError(verdict.refused.status, verdict.refused.problems)),
    );
    worker.on('error', reject);
    worker.on('exit', () => {
      clearTimeout(timer);
      reject(tooSlow);
    });
  }).finally(() => worker.terminate());
}
