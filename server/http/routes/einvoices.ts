import type { Validation } from '../../../flows/documents/invoice/validate.ts';
import type { EinvoiceValidation } from '../api.ts';
import { validateAside } from '../einvoice/validate-aside.ts';
import { problemOf } from '../problem.ts';
import { readUpload } from '../read-upload.ts';
import { Reply, type Route, textOf } from '../route.ts';
import { label } from '../shapes.ts';

const types = ['application/xml', 'text/xml', 'application/octet-stream'];

/** E-invoices held against the rules of their profile. */
export const einvoiceRoutes = (): Route[] => [
  {
    method: 'POST',
    path: '/api/einvoices/validate',
    summary: 'Validate an e-invoice: UBL or CII, EN 16931 and Peppol BIS Billing 3; 422 with every finding when one of them is fatal',
    group: 'Money',
    role: 'operator',
    query: { file: label() },
    upload: types,
    answer: 'EinvoiceValidation',
    async handler(ask): Promise<EinvoiceValidation | Reply> {
      const validation = await validateAside(await readUpload(ask.req, types));
      const { syntax, profile, findings } = validation;
      const answer: EinvoiceValidation = {
        file: textOf(ask, 'file') ?? 'invoice.xml',
        syntax,
        profile,
        findings: findings.map(({ rule, severity, path, message }) => ({ rule, severity, path, message })),
      };
      return findings.some(({ severity }) => severity === 'fatal') ? refusal(validation, answer, ask.requestId) : answer;
    },
  },
];

/** A problem that names the first broken rule in its words, lists all of them by line, and holds the whole answer too. */
function refusal({ findings }: Validation, answer: EinvoiceValidation, requestId: string): Reply {
  const broken = findings.filter(({ severity }) => severity === 'fatal');
  const [first] = broken;
  const detail = `${first?.rule}: ${first?.message}${broken.length > 1 ? ` ${broken.length - 1} more.` : ''}`;
  const problem = {
    ...problemOf(422, 'einvoice.rule_broken', detail, requestId),
    path: `${first?.line}:1`,
    problems: broken.map(({ rule, line, message }) => ({ code: rule, path: `${line}:1`, message })),
  };
  return new Reply(422, { ...problem, ...answer }, { 'content-type': 'application/problem+json; charset=utf-8' });
}
