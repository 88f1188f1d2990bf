/** Reads whatever file an invoice comes in: UBL, CII, EDIFACT INVOIC, INVOIC as XML, or a PDF with one inside. */
import { readXml } from '../xml/read-xml.ts';
import { readInvoic, readInvoicXml } from './edifact/read-invoic.ts';
import type { ReadInvoice } from './invoice.ts';
import { readEmbedded } from './pdf/read-pdf.ts';
import { readInvoiceElement } from './read-invoice.ts';

/** One invoice, except for interchanges that hold several. Throws what the reader of the found format throws. */
export function readDocument(bytes: Uint8Array): ReadInvoice[] {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).toString('latin1');
  if (start.includes('%PDF-')) return [readInvoiceElement(readXml(readEmbedded(bytes).xml))];
  if (/^(?:\u00ef\u00bb\u00bf)?\s*(?:UNA|UNB|UNH)/.test(start)) return readInvoic(bytes);
  const root = readXml(bytes);
  return root.name === 'M_INVOIC' ? readInvoicXml(root) : [readInvoiceElement(root)];
}
