/** The way out: a neutral invoice as UBL or CII text. Both throw 422 `einvoice.not_expressible` rather than lose a field. */
import { cii } from './cii/table.ts';
import type { Invoice } from './invoice.ts';
import { isCreditNote, ublCreditNote, ublInvoice } from './ubl/syntax.ts';
import { writeBound } from './write-bound.ts';

/** A UBL 2.1 Invoice, or a CreditNote where the type code says so. */
export const writeUbl = (invoice: Invoice): string => writeBound(invoice, isCreditNote(invoice) ? ublCreditNote : ublInvoice);

/** A UN/CEFACT CrossIndustryInvoice D16B. */
export const writeCii = (invoice: Invoice): string => writeBound(invoice, cii);
