/** What an invoice is built from: order, delivery, customer, and what the seller has set. */
import type { Money } from '../../../flow.ts';
import type { Customer } from '../../customer.ts';
import type { Order, OrderLine } from '../../order.ts';
import type { ReferenceKind } from '../../references/schemes.ts';
import type { Party, Payment } from '../invoice.ts';

/** The tax of a line: category (UNTDID 5305), rate in per cent, and why there is none. */
export interface TaxRule {
  category: string;
  /** Decimal string; left out for category O. */
  rate?: string;
  exemption?: string;
  exemptionCode?: string;
}

export interface SellerSettings {
  party: Party;
  payments: Payment[];
  /** BT-24; the plain standard when left out. */
  profile?: string;
  process?: string;
  /** Days until due where the customer has no terms. */
  days?: number;
  terms?: string;
  /** Scheme of the payment reference made from the invoice number; the bare number when left out. */
  reference?: ReferenceKind;
  /** Smallest step of what is to be paid, such as 0.05 or 1.00, reached through BT-114. */
  step?: string;
  notes?: string[];
}

export interface InvoicePlan {
  /** BT-1, assigned by whoever keeps the series. */
  number: string;
  /** ISO day. */
  issueDate: string;
  dueDate?: string;
  order: Order;
  customer?: Customer;
  seller: SellerSettings;
  /** The tax of a line; of shipping and discounts too where the line is left out. */
  tax: (line?: OrderLine) => TaxRule;
  /** UN/ECE unit of a line, C62 (piece) when left out. */
  unit?: (line: OrderLine) => string;
  /** What was delivered; the whole order when left out. */
  delivery?: { number?: string; date: string; lines?: { id: string; quantity: number }[]; withShipping?: boolean };
  /** The invoice this credits; turns the document into a credit note of the same amounts. */
  credits?: { number: string; issueDate: string };
  /** BT-113 */
  prepaid?: Money;
  buyerReference?: string;
  /** BT-6 and how many units of it one unit of the invoice currency is. */
  accounting?: { currency: string; rate: string };
}
