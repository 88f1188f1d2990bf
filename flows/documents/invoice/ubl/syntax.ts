/** UBL 2.1: which document an invoice is, and how it is written. */
import type { Invoice } from '../invoice.ts';
import type { Document } from '../write-bound.ts';
import { creditNoteTable, invoiceTable } from './table.ts';

const uri = 'urn:oasis:names:specification:ubl:schema:xsd:';
const parts = { 'xmlns:cac': `${uri}CommonAggregateComponents-2`, 'xmlns:cbc': `${uri}CommonBasicComponents-2` };

const documentOf = (root: string, table: Document['table']): Document & { namespace: string } => ({
  syntax: 'UBL',
  root,
  namespace: `${uri}${root}-2`,
  namespaces: { xmlns: `${uri}${root}-2`, ...parts },
  table,
});

export const ublInvoice = documentOf('Invoice', invoiceTable);
export const ublCreditNote = documentOf('CreditNote', creditNoteTable);

/** Codes of UNTDID 1001 that UBL writes as a CreditNote. */
const creditNotes = new Set(['81', '83', '261', '262', '296', '308', '381', '396', '420', '458', '502', '503', '532']);

export const isCreditNote = ({ typeCode }: Invoice): boolean => typeCode !== undefined && creditNotes.has(typeCode);
