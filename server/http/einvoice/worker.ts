/** The thread that judges one large e-invoice. */
import { parentPort, workerData } from 'node:worker_threads';
import { validateInvoice } from '../../../flows/documents/invoice/validate.ts';
import { ProblemError } from '../../../flows/flow.ts';
import type { Verdict } from './validate-aside.ts';

function judge(): Verdict {
  try {
    return { validation: validateInvoice(workerData as Uint8Array) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { refused: { status: error.status, problems: error.problems } };
  }
}

parentPort?.postMessage(judge());
