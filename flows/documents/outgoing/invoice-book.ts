/** What the hub keeps of the invoices it issued, and what may be asked of it. */
import type { JsonObject } from '../../flow.ts';
import type { Invoice } from '../invoice/invoice.ts';
import type { ReferenceKind } from '../references/schemes.ts';
import type { ChannelName } from './channels.ts';
import type { Billable } from './collect.ts';
import type { InvoiceState, InvoiceTarget } from './invoice-state.ts';

/** XML in the two syntaxes, and the PDF with the CII inside. */
export type InvoiceForm = 'ubl' | 'cii' | 'pdf';

/** A fact about an invoice. `late` ones came after what follows them and moved nothing. */
export interface InvoiceFact {
  /** Told once under this key. */
  key: string;
  state: InvoiceTarget;
  /** Instant, ms. */
  at: number;
  by: string;
  evidence: JsonObject;
  late?: true;
}

/** One attempt to hand it over. */
export interface ChannelTry {
  key: string;
  channel: ChannelName;
  at: number;
  /** `begun` is left by an attempt whose end nobody saw, `failed` by one that may be made again, `refused` by one that may not. */
  outcome: 'begun' | 'taken' | 'failed' | 'refused' | 'skipped';
  because: string;
  /** What the receiver calls it. */
  id?: string;
}

/** A file as it was made: the copy is these bytes. */
export interface InvoiceFileInfo {
  form: InvoiceForm;
  name: string;
  type: string;
  bytes: number;
  sha256: string;
}

export interface IssuedInvoice {
  number: string;
  series: string;
  kind: 'invoice' | 'credit_note';
  issueDate: string;
  dueDate?: string;
  currency: string;
  /** BT-112 and BT-115, decimal strings. */
  gross: string;
  payable: string;
  buyer: { id?: string; name?: string; country?: string };
  orders: string[];
  /** Of a credit note: the invoice it refers to. */
  credits?: string;
  /** Credit notes that refer to it. */
  creditedBy: { number: string; gross: string }[];
  state: InvoiceState;
  since: number;
  facts: InvoiceFact[];
  tries: ChannelTry[];
  /** The original: what was issued. */
  original: InvoiceFileInfo;
  /** Number given by an authority, where the law asks for one. */
  clearedAs?: string;
}

export interface IssueAsk {
  /** Done once under this key. */
  key: string;
  /** What the number begins with: numbers of one beginning have no gap. */
  series: string;
  /** Digits of the number, filled with zeros. */
  digits?: number;
  /** Without number; what the payer quotes is made from the number. */
  invoice: Invoice;
  reference?: ReferenceKind;
  form?: 'ubl' | 'cii';
  /** It is no invoice before an authority has cleared it. */
  needsClearance?: boolean;
  by: string;
  at: number;
  evidence: JsonObject;
}

export interface CollectAsk {
  key: string;
  /** What may stand on one invoice. */
  group: string;
  /** Instant, ms. */
  closesAt: number;
  billable: Billable;
  at: number;
}

export interface Collected {
  collection: string;
  /** The step that opened it: it closes and bills it. */
  leads: boolean;
  closesAt: number;
  count: number;
}

/** Each call is done once under its key; asked again it answers the same. Throws ProblemError `invoice.*`. */
export interface InvoiceBook {
  issue(ask: IssueAsk): Promise<IssuedInvoice>;
  /** Undefined where there is none of this number. */
  read(number: string): Promise<IssuedInvoice | undefined>;
  /** The document as issued. */
  document(number: string): Promise<Invoice>;
  /** The bytes; a form that was not asked for before is made now and kept. */
  file(number: string, form: InvoiceForm): Promise<InvoiceFileInfo & { content: Uint8Array }>;
  tell(number: string, fact: Omit<InvoiceFact, 'late'>): Promise<IssuedInvoice>;
  /** Puts a delivery to the others of its group; one that was collected before stays where it is. */
  collect(ask: CollectAsk): Promise<Collected>;
  /** What was collected; nothing is added from now on. */
  close(collection: string, key: string, at: number): Promise<Billable[]>;
  /** Writes down an attempt, or how it ended. */
  tried(number: string, attempt: ChannelTry): Promise<IssuedInvoice>;
}
