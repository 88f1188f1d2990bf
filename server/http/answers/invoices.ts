/** What the API answers about invoices: `api/invoices.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { anyObject, instant, list, object, oneOf, page, text, whole } from '../shapes.ts';

const issuedInvoice: Record<string, JsonObject> = {
  number: text,
  kind: oneOf('invoice', 'credit_note'),
  state: text,
  since: instant,
  issueDate: text,
  'dueDate?': text,
  currency: text,
  gross: text,
  payable: text,
  buyer: object({ 'id?': text, 'name?': text, 'country?': text }),
  orders: list(text),
  'credits?': text,
};

export const invoicesAnswers: Record<string, JsonObject> = {
  InvoiceSummary: object(issuedInvoice),
  InvoicePage: page('InvoiceSummary'),
  InvoiceDetail: object({
    ...issuedInvoice,
    series: text,
    'clearedAs?': text,
    creditedBy: list(object({ number: text, gross: text })),
    original: object({ form: oneOf('ubl', 'cii', 'pdf'), name: text, type: text, bytes: whole, sha256: text }),
    facts: list(object({ state: text, at: instant, by: text, evidence: anyObject, 'late?': { const: true } })),
    tries: list(object({ channel: text, at: instant, outcome: oneOf('begun', 'taken', 'failed', 'refused', 'skipped'), because: text, 'id?': text })),
  }),
};
