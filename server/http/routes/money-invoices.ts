import type { ReadInvoice } from '../../../flows/documents/invoice/invoice.ts';
import type { Finding } from '../../../flows/documents/invoice/rules/rule.ts';
import { ProblemError } from '../../../flows/flow.ts';
import type { EinvoiceView } from '../api.ts';
import { readUpload } from '../read-upload.ts';
import { type Route, textOf } from '../route.ts';
import { label } from '../shapes.ts';

const types = ['application/octet-stream', 'application/xml', 'text/xml', 'application/pdf', 'text/plain'];
const mostShown = 2_000_000;

/** E-invoices as people read them. */
export const viewInvoiceRoutes = (): Route[] => [
  {
    method: 'POST',
    path: '/api/einvoices/view',
    summary: 'Read an e-invoice of any form: the invoice, what is wrong with it, and where each value stood',
    group: 'Money',
    role: 'operator',
    query: { file: label() },
    upload: types,
    answer: 'EinvoiceView',
    async handler(ask) {
      return viewOf(await readUpload(ask.req, types), textOf(ask, 'file') ?? 'invoice');
    },
  },
];

/** Readers and rules are loaded at their first need. */
async function viewOf(bytes: Buffer, file: string): Promise<EinvoiceView> {
  const { validateInvoice } = await import('../../../flows/documents/invoice/validate.ts');
  const { readDocument } = await import('../../../flows/documents/invoice/read-document.ts');
  const { readEmbedded } = await import('../../../flows/documents/invoice/pdf/read-pdf.ts');
  const { xmlText } = await import('../../../flows/documents/xml/xml-text.ts');
  const [read, ...others] = readDocument(bytes);
  if (read === undefined || others.length > 0)
    throw new ProblemError(422, {
      code: 'einvoice.not_one',
      path: '',
      message: `The file holds ${others.length === 0 ? 'no invoice' : `${others.length + 1} invoices`} — show them one at a time.`,
    });
  const isPdf = bytes.subarray(0, 1024).includes('%PDF-');
  const document = isPdf ? readEmbedded(bytes).xml : bytes;
  const validation = read.syntax === 'EDIFACT' ? undefined : validateInvoice(document);
  const source = read.syntax === 'EDIFACT' ? document.toString('latin1') : xmlText(document);
  return {
    file,
    syntax: read.syntax,
    ...(validation === undefined ? {} : { profile: validation.profile }),
    packs: validation?.packs ?? [],
    invoice: read.invoice,
    places: Object.fromEntries([...read.places].map(([pointer, { line }]) => [pointer, line])),
    findings: (validation?.findings ?? []).map((finding) => placed(finding, read)),
    ...(source.length > mostShown ? {} : { source }),
  };
}

/** A finding with its place in the invoice: what stands at its path, else the first thing beneath it, else the last thing before its line in the same element. */
function placed(finding: Finding, { places }: ReadInvoice): EinvoiceView['findings'][number] {
  let beneath: string | undefined;
  let beside: string | undefined;
  const parent = finding.path.slice(0, finding.path.lastIndexOf('/'));
  for (const [pointer, { path }] of places) {
    if (path === finding.path) return { ...finding, at: pointer };
    if (path.startsWith(`${finding.path}/`)) beneath ??= pointer;
    if (parent.lastIndexOf('/') > 0 && path.startsWith(`${parent}/`)) beside ??= pointer;
  }
  const isWhole = finding.path.lastIndexOf('/') === 0; // something of the whole document is missing: nowhere to point to
  const at = isWhole ? undefined : (beneath ?? beside);
  return at === undefined ? finding : { ...finding, at };
}
