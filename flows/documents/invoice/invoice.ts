/**
 * The neutral invoice: what EN 16931 says, whatever syntax it came in, with room for the 2026 edition (several orders, deliveries, terms).
 * Numbers (BT-1, BG-4) are the standard's. Amounts, prices, percentages and quantities are decimal strings as written; dates are ISO days.
 * Absent is undefined, empty is ''. Signs are those of the document: a credit note states what it credits as positive.
 */
import type { Charge, Delivery, Identifier, InvoiceFile, Line, Note, Party, Payment, Period, Taxed, TaxRepresentative } from './parts.ts';

export interface Invoice {
  /** BT-24, the specification this invoice follows; chooses the rules. */
  profile?: string;
  /** BT-23, the business process. */
  process?: string;
  /** BT-1 */
  number?: string;
  /** BT-2 */
  issueDate?: string;
  /** Time of issue, hh:mm:ss; 2026 edition. */
  issueTime?: string;
  /** BT-3, UNTDID 1001: 380 invoice, 381 credit note, 384 corrected, 389 self-billed. */
  typeCode?: string;
  /** BT-5, ISO 4217 */
  currency?: string;
  /** BT-6, the currency tax is accounted in. */
  taxCurrency?: string;
  /** BT-7 */
  taxPointDate?: string;
  /** BT-8, UNTDID 2005: 3 issue, 35 delivery, 432 payment. */
  taxPointCode?: string;
  /** BT-9 */
  dueDate?: string;
  /** BT-10, the buyer's routing reference. */
  buyerReference?: string;
  /** BT-11 */
  project?: string;
  /** BT-12 */
  contract?: string;
  /** BT-13 and BT-14 */
  orders?: { number?: string; salesNumber?: string }[];
  /** BT-15 */
  receipts?: { number?: string }[];
  /** BT-16 */
  despatches?: { number?: string }[];
  /** BT-17, tender or lot. */
  tender?: string;
  /** BT-18, the object invoiced, such as a meter or subscription. */
  object?: Identifier;
  /** BT-19, where the buyer books it. */
  buyerAccounting?: string;
  /** BT-20 */
  paymentTerms?: { text?: string }[];
  /** BG-1 */
  notes?: Note[];
  /** BG-3, BT-25 and BT-26: invoices this one corrects or credits. */
  preceding?: { number?: string; issueDate?: string }[];
  /** BG-4 */
  seller?: Party;
  /** BG-7 */
  buyer?: Party;
  /** BG-10: name BT-59, id BT-60, legal id BT-61. */
  payee?: { name?: string; ids?: Identifier[]; legalId?: Identifier };
  /** BG-11 */
  taxRepresentative?: TaxRepresentative;
  /** BG-13 */
  deliveries?: Delivery[];
  /** BG-14 */
  period?: Period;
  /** BG-16, one per way to pay. */
  payments?: Payment[];
  /** BT-83, what the payer is to quote. */
  paymentReference?: string;
  /** BT-89, the mandate of the direct debit. */
  mandate?: string;
  /** BT-90 */
  creditorId?: string;
  /** BT-91, the account to be debited. */
  debitedAccount?: string;
  /** BG-20, on the whole document, positive. */
  allowances?: (Charge & Taxed)[];
  /** BG-21 */
  charges?: (Charge & Taxed)[];
  /** BG-22 */
  totals?: Totals;
  /** BG-23, one per category and rate. */
  taxes?: TaxBreakdown[];
  /** BG-24 */
  attachments?: Attachment[];
  /** BG-25 */
  lines?: Line[];
}

/** BG-22 */
export interface Totals {
  /** BT-106, sum of the lines. */
  lines?: string;
  /** BT-107 */
  allowances?: string;
  /** BT-108 */
  charges?: string;
  /** BT-109, without tax. */
  net?: string;
  /** BT-110 */
  tax?: string;
  /** BT-111, the tax in the currency of BT-6. */
  taxAccounted?: string;
  /** BT-112, with tax. */
  gross?: string;
  /** BT-113 */
  prepaid?: string;
  /** BT-114 */
  rounding?: string;
  /** BT-115, what is to be paid. */
  payable?: string;
}

/** BG-23 */
export interface TaxBreakdown extends Taxed {
  /** BT-116, the net it is computed on. */
  base?: string;
  /** BT-117 */
  tax?: string;
  /** BT-120 */
  exemption?: string;
  /** BT-121 */
  exemptionCode?: string;
}

/** BG-24: id BT-122, description BT-123, address BT-124, file BT-125. */
export interface Attachment {
  id?: string;
  description?: string;
  uri?: string;
  file?: InvoiceFile;
}

/** Where a value stood in the source. */
export interface Place {
  /** `/Invoice/InvoiceLine[2]/Price/PriceAmount`, or `LIN[2]/PRI` of a segment. */
  path: string;
  line: number;
}

/** Something the neutral invoice has no word for, kept as it stood. */
export interface Aside extends Place {
  text: string;
}

export type InvoiceSyntax = 'UBL' | 'CII' | 'EDIFACT';

/** An invoice as read. `places` leads from a pointer into the invoice, `/lines/1/price/net`, to where it stood. */
export interface ReadInvoice {
  syntax: InvoiceSyntax;
  invoice: Invoice;
  places: Map<string, Place>;
  asides: Aside[];
}

export type {
  Address,
  Charge,
  Classification,
  Contact,
  Delivery,
  Identifier,
  InvoiceFile,
  Item,
  Line,
  Note,
  Party,
  Payment,
  Period,
  Price,
  Taxed,
  TaxRepresentative,
} from './parts.ts';
