/** The files of an invoice: made once, kept for ever; whoever asks later gets the same bytes. */
import { hash } from 'node:crypto';
import type { Invoice } from '../../../flows/documents/invoice/invoice.ts';
import type { InvoiceFileInfo, InvoiceForm } from '../../../flows/documents/outgoing/invoice-book.ts';
import type { Documents, Put } from '../../engine/documents.ts';

const kind = 'invoice-file';
const idOf = (number: string, form: InvoiceForm): string => `${number} ${form}`;

interface Kept extends InvoiceFileInfo {
  base64: string;
}

/** A form of the invoice. Throws 422 `einvoice.not_expressible`. */
export async function makeFile(number: string, invoice: Invoice, form: InvoiceForm): Promise<{ info: InvoiceFileInfo; put: Put }> {
  const content = await contentOf(invoice, form);
  const info: InvoiceFileInfo = {
    form,
    name: form === 'pdf' ? `${number}.pdf` : `${number}.${form}.xml`,
    type: form === 'pdf' ? 'application/pdf' : 'application/xml',
    bytes: content.byteLength,
    sha256: hash('sha256', content),
  };
  const kept: Kept = { ...info, base64: content.toString('base64') };
  return { info, put: { kind, id: idOf(number, form), rev: 0, body: { ...kept } } };
}

/** The writers are loaded at their first need. */
async function contentOf(invoice: Invoice, form: InvoiceForm): Promise<Buffer> {
  if (form !== 'pdf') {
    const { writeCii, writeUbl } = await import('../../../flows/documents/invoice/write-invoice.ts');
    return Buffer.from(form === 'ubl' ? writeUbl(invoice) : writeCii(invoice));
  }
  const { writePdf } = await import('../../../flows/documents/invoice/pdf/write-pdf.ts');
  return writePdf(invoice);
}

export interface InvoiceFiles {
  read(number: string, form: InvoiceForm): Promise<(InvoiceFileInfo & { content: Uint8Array }) | undefined>;
  /** Keeps it unless one of this form is there already, and gives what is kept. */
  keep(number: string, invoice: Invoice, form: InvoiceForm, at: number): Promise<InvoiceFileInfo & { content: Uint8Array }>;
}

export function invoiceFiles(documents: Documents, tenant: string): InvoiceFiles {
  async function read(number: string, form: InvoiceForm): Promise<(InvoiceFileInfo & { content: Uint8Array }) | undefined> {
    const found = await documents.get<Kept>(tenant, kind, idOf(number, form));
    if (!found) return undefined;
    const { base64, ...info } = found.body;
    return { ...info, content: Buffer.from(base64, 'base64') };
  }

  return {
    read,
    async keep(number, invoice, form, at) {
      const known = await read(number, form);
      if (known) return known;
      const { put } = await makeFile(number, invoice, form);
      await documents.put(tenant, [put], at);
      return (await read(number, form))!; // one of the two stands there now, ours or that of whoever was quicker
    },
  };
}
