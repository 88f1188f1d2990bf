/** What the rules say of an invoice that has no number yet. */

import { ProblemError } from '../../flow.ts';
import type { Invoice } from '../invoice/invoice.ts';

export interface DraftFinding {
  rule: string;
  severity: 'fatal' | 'warning';
  path: string;
  message: string;
}

/** Stands where the number will be while the rules look. */
const beforeNumbering = '1';

/** Findings by the rules of its profile and day, loaded at their first need; what cannot be written at all is one of them. */
export async function checkDraft(invoice: Invoice): Promise<{ packs: string[]; findings: DraftFinding[] }> {
  const { validateInvoice } = await import('../invoice/validate.ts');
  const { writeUbl } = await import('../invoice/write-invoice.ts');
  try {
    const { packs, findings } = validateInvoice(writeUbl({ number: beforeNumbering, ...invoice }));
    return { packs, findings: findings.map(({ rule, severity, path, message }) => ({ rule, severity, path, message })) };
  } catch (error) {
    return { packs: [], findings: findingsOf(error) };
  }
}

/** Why a document could not be built or written, as findings; rethrows what is no refusal. */
export function findingsOf(error: unknown): DraftFinding[] {
  if (!(error instanceof ProblemError)) throw error;
  return error.problems.map(({ code, path, message }) => ({ rule: code, severity: 'fatal', path, message }));
}
