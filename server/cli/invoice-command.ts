/** `hub invoice validate`: e-invoices held against their rules, without a hub. */
import { validateInvoice } from '../../flows/documents/invoice/validate.ts';
import { xmlText } from '../../flows/documents/xml/xml-text.ts';
import { ProblemError } from '../../flows/flow.ts';
import type { SecondOpinion } from '../einvoice-packs/second-opinion.ts';
import type { EinvoiceValidation } from '../http/api.ts';
import { CommandRefused } from './hub-client.ts';
import { read } from './validate.ts';

export type ValidatedFile =
  | (EinvoiceValidation & { secondOpinion?: SecondOpinion })
  | { file: string; error: { code: string; detail: string; line: number | null } };

/** One answer per file; a file that is no e-invoice says why. With a folder of rule packs their answer stands beside ours. */
export async function validateInvoiceFile(file: string, packs?: string): Promise<ValidatedFile> {
  try {
    const bytes = await read(file);
    const validation = validateInvoice(bytes);
    const { syntax, profile, findings } = validation;
    const answer = { file, syntax, profile, findings: findings.map(({ rule, severity, path, message }) => ({ rule, severity, path, message })) };
    if (packs === undefined) return answer;
    const { secondOpinion } = await import('../einvoice-packs/second-opinion.ts');
    return { ...answer, secondOpinion: await secondOpinion(packs, xmlText(bytes), validation) };
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
  const { file, syntax, profile, findings, secondOpinion } = answer;
  const count = findings.length === 0 ? 'nothing found' : `${findings.length} found`;
  return [
    `${file}: ${syntax}, ${profile}, ${count}`,
    ...findings.map(({ rule, severity, path, message }) => `  ${severity}  ${rule}  ${message}\n    ${path}`),
    ...(secondOpinion === undefined ? [] : opinionWords(secondOpinion)),
  ].join('\n');
}

function opinionWords({ absent, packs, findings, differences }: SecondOpinion): string[] {
  if (absent !== undefined) return [`  no second opinion: ${absent}`];
  return [
    `  second opinion of ${packs.join(', ')}: ${findings.length} found, ${differences.length === 0 ? 'the same rules' : 'other rules:'}`,
    ...differences.map(({ rule, only }) => `    ${rule}  only ${only === 'ours' ? 'here' : 'there'}`),
  ];
}
