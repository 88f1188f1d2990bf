/** What cash application reads and answers. Amounts are bigint minor units of their currency; days are ISO. */

export interface Customer {
  id: string;
  name: string;
  /** Other names it trades under. */
  names: string[];
  postcode?: string;
  country?: string;
  /** IBANs and other account numbers from its master data. */
  accounts: string[];
  /** Customer number, VAT and registration numbers, mandates. */
  ids: string[];
  /** Members of a group pay for each other; a factor or parent is one of its members. */
  group?: string;
}

export interface OpenItem {
  id: string;
  number: string;
  customer: string;
  /** What is still open; negative for a credit note. */
  amount: bigint;
  currency: string;
  date?: string;
  due?: string;
  /** Structured references issued for it: RF, KID, OGM, QRR, viite, OCR, FIK. */
  references: string[];
  /** Order, delivery and contract numbers that lead to it. */
  related: string[];
  /** Taken off when paid by `until` plus grace, minor units. */
  discount?: { amount: bigint; until: string };
}

export interface Payment {
  id: string;
  amount: bigint;
  currency: string;
  date?: string;
  /** Remittance text as the bank wrote it; wrapped lines stay lines. */
  text: string;
  /** Structured creditor references. */
  references: string[];
  /** Documents the payer names in structured form. */
  documents: { number: string; amount?: bigint }[];
  endToEndId?: string;
  mandate?: string;
  payer: { name?: string; account?: string; postcode?: string; ids: string[] };
  /** Day rate of another currency against the payment's, as a decimal string: what one unit is worth. */
  rates: Record<string, string>;
  /** Allocated by a person before: a run leaves it as it is. */
  held?: Allocation[];
}

/** A customer's account or name as a person confirmed it. */
export interface Alias {
  customer: string;
  account?: string;
  name?: string;
  /** How many times people confirmed it. */
  confirmed: number;
}

/** The part of an item that a payment clears, in the item's currency; negative for a credit note. */
export interface Allocation {
  item: string;
  amount: bigint;
  /** The same in the payment's currency at the day rate. */
  value: bigint;
}

export interface Settings {
  /** Fees up to this share of the item are written off, in ten thousandths. */
  feeShare: bigint;
  /** … and up to so much, minor units of a currency with two decimals. */
  feeMost: bigint;
  /** Days a cash discount is still granted after its term. */
  discountGrace: number;
  /** Ten thousandths the counter value may be off the day rate. */
  fxShare: bigint;
}

export const standardSettings: Settings = { feeShare: 50n, feeMost: 500n, discountGrace: 3, fxShare: 150n };

/** What came of a payment beside its allocations; with them it sums to the payment: see `balanceOf`. */
export interface Parts {
  fee: bigint;
  discount: bigint;
  fx: bigint;
  onAccount: bigint;
  unidentified: bigint;
}

export type Verdict = 'AUTO' | 'SUGGEST' | 'UNIDENTIFIED';

export interface Decision {
  payment: string;
  verdict: Verdict;
  customer?: string;
  allocations: Allocation[];
  parts: Parts;
  /** Chance that the allocations are right. */
  p: number;
  /** Evidence and best rival in one sentence. */
  because: string;
}

export interface Book {
  customers: Customer[];
  items: OpenItem[];
  aliases: Alias[];
  settings: Settings;
}

export const noParts: Parts = { fee: 0n, discount: 0n, fx: 0n, onAccount: 0n, unidentified: 0n };

/** What a decision sums to: the payment, to the cent, always. */
export const balanceOf = ({ allocations, parts }: Pick<Decision, 'allocations' | 'parts'>): bigint =>
  allocations.reduce((sum, { value }) => sum + value, 0n) + parts.fee + parts.discount + parts.fx + parts.onAccount + parts.unidentified;
