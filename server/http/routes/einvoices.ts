import { validateInvoice } from '../../../flows/documents/invoice/validate.ts';
import type { EinvoiceValidation } from '../api.ts';
import { readUpload } from '../read-upload.ts';
import { type Route, textOf } from '../route.ts';
import { label } from '../shapes.ts';

const types = ['application/xml', 'text/xml', 'application/octet-stream'];

/** E-invoices held against the rules of their profile. */
export const einvoiceRoutes = (): Route[] => [
  {
    method: 'POST',
    path: '/api/einvoices/validate',
    summary: 'Validate an e-invoice: UBL or CII, EN 16931 and Peppol BIS Billing 3',
    group: 'Money',
    role: 'operator',
    query: { file: label() },
    upload: types,
    answer: 'EinvoiceValidation',
    async handler(ask): Promise<EinvoiceValidation> {
      const { syntax, profile, findings } = validateInvoice(await readUpload(ask.req, types));
      return {
        file: textOf(ask, 'file') ?? 'invoice.xml',
        syntax,
        profile,
        findings: findings.map(({ rule, severity, path, message }) => ({ rule, severity, path, message })),
      };
    },
  },
];
