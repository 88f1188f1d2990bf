/** Invoices the hub has issued. Amounts are decimal strings. */
import type { JsonObject } from '../../../flows/flow.ts';

export type InvoiceState =
  | 'draft'
  | 'valid'
  | 'awaiting_clearance'
  | 'queued'
  | 'sent'
  | 'delivered'
  | 'acknowledged'
  | 'in_query'
  | 'rejected'
  | 'approved'
  | 'part_paid'
  | 'paid'
  | 'credited';

/** GET /api/invoices?state=&order=&buyer=&series= */
export interface InvoiceSummary {
  number: string;
  kind: 'invoice' | 'credit_note';
  state: InvoiceState;
  /** When it came into this state. */
  since: string;
  issueDate: string;
  dueDate?: string;
  currency: string;
  /** With tax. */
  gross: string;
  payable: string;
  buyer: { id?: string; name?: string; country?: string };
  orders: string[];
  /** Of a credit note: the invoice it refers to. */
  credits?: string;
}

export interface InvoicePage {
  items: InvoiceSummary[];
  next: string | null;
}

/** GET /api/invoices/{number} */
export interface InvoiceDetail extends InvoiceSummary {
  series: string;
  /** Number given by an authority. */
  clearedAs?: string;
  creditedBy: { number: string; gross: string }[];
  original: { form: 'ubl' | 'cii' | 'pdf'; name: string; type: string; bytes: number; sha256: string };
  /** Oldest first; `late` ones moved nothing. */
  facts: { state: InvoiceState | 'reopened'; at: string; by: string; evidence: JsonObject; late?: true }[];
  tries: {
    channel: 'platform' | 'network' | 'email' | 'portal' | 'paper';
    at: string;
    outcome: 'begun' | 'taken' | 'failed' | 'refused' | 'skipped';
    because: string;
    id?: string;
  }[];
}
