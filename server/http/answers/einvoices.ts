/** What the API answers about einvoices: `api/einvoices.ts` for readers without TypeScript. */
import type { JsonObject } from '../../../flows/flow.ts';
import { list, object, oneOf, text } from '../shapes.ts';

export const einvoicesAnswers: Record<string, JsonObject> = {
  EinvoiceValidation: object({
    file: text,
    syntax: oneOf('UBL', 'CII'),
    profile: text,
    findings: list(object({ rule: text, severity: oneOf('fatal', 'warning'), path: text, message: text })),
  }),
};
