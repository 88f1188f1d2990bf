/** A fact told of an issued invoice, and what it makes of its record. */
import type { InvoiceFact, IssuedInvoice } from '../../../flows/documents/outgoing/invoice-book.ts';
import { type InvoiceState, stepTo } from '../../../flows/documents/outgoing/invoice-state.ts';
import { ProblemError } from '../../../flows/flow.ts';

/** The record with a fact more; nothing where it was told before. Throws 409 `invoice.transition`. */
export function withFact(record: IssuedInvoice, fact: InvoiceFact): IssuedInvoice | undefined {
  if (record.facts.some(({ key }) => key === fact.key)) return undefined;
  const step = stepTo(record.state, fact.state, pastOf(record));
  if (step.kind === 'refused') throw new ProblemError(409, { code: 'invoice.transition', path: '', message: `Invoice ${record.number}: ${step.because}.` });
  if (step.kind === 'late') return { ...record, facts: [...record.facts, { ...fact, late: true }] };
  const clearedAs = record.state === 'awaiting_clearance' && typeof fact.evidence['officialNumber'] === 'string' ? fact.evidence['officialNumber'] : undefined;
  return { ...record, state: step.to, since: fact.at, facts: [...record.facts, fact], ...(clearedAs === undefined ? {} : { clearedAs }) };
}

/** True when the fact would move it. */
export const isMovedBy = (record: IssuedInvoice, state: InvoiceFact['state']): boolean => stepTo(record.state, state, pastOf(record)).kind === 'moves';

const pastOf = ({ facts }: IssuedInvoice): InvoiceState[] => facts.flatMap(({ state, late }) => (late || state === 'reopened' ? [] : [state]));
