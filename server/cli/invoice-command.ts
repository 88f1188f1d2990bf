/** `hub invoice validate`: e-invoices held against their rules, without a hub. */
import { validateInvoice } from '../../flows/documents/invoice/validate.ts';
import { ProblemError } from '../../flows/flow.ts';
import type { EinvoiceValidation } from '../http/api.ts';
import { CommandRefused } from './hub-client.ts';
import { read } from './validate.ts';

export type ValidatedFile = EinvoiceValidation | { file: string; error: { code: string; detail: string; line: number | null } };

/** One answer per file; a file that is no e-invoice says why. */
export async function validateInvoiceFile(file: string): Promise<ValidatedFile> {
  try {
    const { syntax, profile, findings } = validateInvoice(await read(file));
    return { file, syntax, profile, findings: findings.map(({ rule, severity, path, message }) => ({ rule, severity, path, message })) };
  } catch (error) {
    if (error instanceof CommandRefused) return { file, error: { code: error.code, detail: error.message, line: null } };
    if (!(error instanceof ProblemError)) throw error;
    const [problem] = error.problems;
    const line = /^(\d+):\d+$/.exec(problem?.path ?? '')?.[1];
    return { file, error: { code: problem?.code ?? 'refused', detail: error.message, line: line === undefined ? null : Number(line) } };
  }
}

/** Whether the invoice may be sent: it is one, and nothing fatal was found. */
export const isSendable = (answer: ValidatedFile): boolean => 'findings' in answer && answer.findings.every(({ severity }) => severity !== 'fatal');

export function validationWords(answer: ValidatedFile): string {
  if ('error' in answer) return `${answer.file}: ${answer.error.detail} (${answer.error.code})`;
  const { file, syntax, profile, findings } = answer;
  const count = findings.length === 0 ? 'nothing found' : `${findings.length} found`;
  return [
    `${file}: ${syntax}, ${profile}, ${count}`,
    ...findings.map(({ rule, severity, path, message }) => `  ${severity}  ${rule}  ${message}\n    ${path}`),
  ].join('\n');
}
