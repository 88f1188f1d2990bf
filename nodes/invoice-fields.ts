/** What nodes that write invoices have in common: fields of their forms, what they give, and the way to the books. */

import type { DraftFinding } from '../flows/documents/outgoing/check-draft.ts';
import type { InvoiceBook, IssuedInvoice } from '../flows/documents/outgoing/invoice-book.ts';
import { type JsonObject, ProblemError } from '../flows/flow.ts';
import { ConnectorError, type EffectTurn, type Through, type Turn } from './node-type.ts';
import { amount, gives, list, text } from './output.ts';

export const seriesField: JsonObject = {
  type: 'string',
  title: 'Series',
  description: 'What the number begins with, such as INV-2026-; each series has no gap',
  pattern: '^[A-Za-z0-9][A-Za-z0-9._-]{0,30}$',
};
export const digitsField: JsonObject = { type: 'integer', title: 'Digits', minimum: 1, maximum: 12, default: 5, 'x-more': true };
export const numberField: JsonObject = { type: 'string', title: 'Invoice number', minLength: 1, maxLength: 60, 'x-widget': 'expression' };

export const findings: JsonObject = list(gives({ rule: text(), severity: text('fatal or warning'), path: text(), message: text() }), 'What the rules say');

export const issuedGives: Record<string, JsonObject> = {
  number: text(),
  state: text('valid, or awaiting_clearance where an authority numbers it first'),
  issueDate: text(),
  'dueDate?': text(),
  gross: amount('With tax'),
  payable: amount('To be paid'),
  file: gives({ name: text(), sha256: text() }),
};

/** An issued invoice as steps after this one see it. */
export const issuedOutput = ({ number, state, issueDate, dueDate, gross, payable, currency, original }: IssuedInvoice): JsonObject => ({
  number,
  state,
  issueDate,
  ...(dueDate === undefined ? {} : { dueDate }),
  gross: { amount: gross, currency },
  payable: { amount: payable, currency },
  file: { name: original.name, sha256: original.sha256 },
});

/** The invoices of the hub. Throws ConnectorError where nothing is kept, as while trying. */
export function invoicesOf({ books }: EffectTurn): InvoiceBook {
  if (books) return books.invoices;
  throw new ConnectorError('connector.refused', 'nothing is written into the books here — run the flow for real, or give this step an answer');
}

/** The connection of a slot. Throws ConnectorError where nothing leaves, as while trying. */
export async function throughOf({ through }: EffectTurn, slot: string): Promise<Through> {
  if (through) return through(slot);
  throw new ConnectorError('connector.refused', 'nothing leaves here — run the flow for real, or give this step an answer');
}

/** A refusal of the books as a failure of the step; what is busy may be asked again. */
export async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    throw new ConnectorError(error.status === 503 ? 'connector.unavailable' : 'data.invalid', error.problems[0]?.message ?? error.message, { cause: error });
  }
}

/** The day in the zone of the flow, as invoices write it. */
export const dayOf = ({ now, zone }: Turn): string => new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' }).format(now);

export const isFatal = (found: readonly DraftFinding[]): boolean => found.some(({ severity }) => severity === 'fatal');

/** Who a fact is told by, and of which run. */
export const toldBy = ({ run }: Turn): { by: string; evidence: JsonObject } => ({ by: `flow ${run.flow}`, evidence: { run: run.id, version: run.version } });
