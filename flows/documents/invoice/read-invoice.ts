/** The one way in: whatever e-invoice a document is, as a neutral invoice. */
import { ProblemError } from '../../flow.ts';
import type { XmlElement } from '../xml/element.ts';
import { readXml } from '../xml/read-xml.ts';
import { cii } from './cii/table.ts';
import type { ReadInvoice } from './invoice.ts';
import { readBound } from './read-bound.ts';
import { ublCreditNote, ublInvoice } from './ubl/syntax.ts';

const documents = [ublInvoice, ublCreditNote, cii];

/** Reads UBL or CII; throws 422 `einvoice.unknown_document`, `einvoice.invalid_amount`, or what readXml throws. */
export const readInvoice = (source: string | Uint8Array): ReadInvoice => readInvoiceElement(readXml(source));

/** The same from a tree. */
export function readInvoiceElement(root: XmlElement): ReadInvoice {
  const document = documents.find(({ root: name, namespace }) => name.split(':').at(-1) === root.name && namespace === root.namespace);
  if (document !== undefined) return { syntax: document.syntax, ...readBound(root, document.table) };
  throw new ProblemError(422, {
    code: 'einvoice.unknown_document',
    path: '1:1',
    message: `${root.name} of ${root.namespace === '' ? 'no namespace' : root.namespace} is not supported — send a UBL 2.1 Invoice or CreditNote or a UN/CEFACT CrossIndustryInvoice.`,
  });
}
