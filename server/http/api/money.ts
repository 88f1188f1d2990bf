/** Money as its screens show it: payments that wait for a decision, bank files taken into the books, an e-invoice drawn. Amounts are decimal strings. */
import type { EinvoiceFinding } from './einvoices.ts';

export type MatchVerdict = 'AUTO' | 'SUGGEST' | 'UNIDENTIFIED';

/** A payment as the bank told it. */
export interface MatchPayment {
  id: string;
  account: string;
  date?: string;
  amount: string;
  currency: string;
  text: string;
  references: string[];
  endToEndId?: string;
  payer: { name?: string; account?: string; postcode?: string };
}

/** GET /api/matches: payments that are not allocated, with what the matcher makes of them. */
export interface MatchQueue {
  items: MatchRow[];
  /** Verdicts of those listed; `waiting` and `allocated` of all in the books. */
  counts: { automatic: number; suggested: number; unidentified: number; waiting: number; allocated: number };
  next: null;
}

export interface MatchRow extends MatchPayment {
  decision: MatchVerdict;
  /** Chance that the best reading is right. */
  p: number;
  because: string;
}

/** GET /api/matches/{payment}: one payment with every reading worth looking at, best first. */
export interface MatchWork {
  payment: MatchPayment;
  status: 'unallocated' | 'allocated' | 'replaced';
  decision: MatchVerdict;
  p: number;
  because: string;
  candidates: MatchCandidate[];
  /** What it was allocated to, where it was. */
  allocations: MatchLine[];
  parts: Partial<MatchParts>;
  history: MatchHistory[];
}

export interface MatchHistory {
  at: string;
  by: string;
  kind: 'received' | 'allocated' | 'released' | 'replaced';
  reason?: string;
}

export interface MatchCandidate {
  customer: { id: string; name: string };
  lines: MatchLine[];
  parts: MatchParts;
  p: number;
  /** `part` when it pays less than is open, `over` when it pays more. */
  fit: 'exact' | 'discount' | 'fee' | 'fx' | 'part' | 'over';
  evidence: string[];
  against: string[];
}

/** An open item and how much of it the payment clears. */
export interface MatchLine {
  item: string;
  number: string;
  customer: { id: string; name: string };
  date?: string;
  due?: string;
  currency: string;
  /** What is open before the payment; negative for a credit note. */
  open: string;
  clears: string;
  discount?: { amount: string; until: string };
}

/** GET /api/items?find=: at most 50. */
export interface OpenItems {
  items: MatchLine[];
  next: null;
}

/** POST /api/items */
export interface OpenItemsTaken {
  opened: number;
  amended: number;
  known: number;
}

/** What of a payment is no item; with the lines it sums to the payment: `discount`, `fee` and `writeOff` are negative where they make up for missing money. */
export interface MatchParts {
  discount: string;
  fee: string;
  fx: string;
  onAccount: string;
  writeOff: string;
}

/** POST /api/matches/{payment}/confirm: must sum to the payment; a write-off takes a reason. */
export interface MatchConfirm {
  allocations: { item: string; amount: string }[];
  parts?: Partial<MatchParts>;
  reason?: string;
}

/** POST /api/matches/automatic: payments the matcher was certain of, and those it could not allocate after all. */
export interface MatchAutomatic {
  allocated: number;
  refused: { payment: string; detail: string }[];
}

/** POST /api/statements/take: what came into the books. */
export interface StatementTaken {
  file: string;
  statements: { account: string; added: number; known: number; replaced: number; returned: number; left: string[] }[];
}

/** POST /api/einvoices/view: whatever file an invoice comes in, as a neutral invoice with what is wrong and where each value stood. */
export interface EinvoiceView {
  file: string;
  syntax: 'UBL' | 'CII' | 'EDIFACT';
  /** `peppol-bis-3`, `xrechnung` …; absent where no rules are known for the syntax. */
  profile?: string;
  /** Rules it was held against: `EN 16931 1.3.16`. */
  packs: string[];
  /** The neutral invoice: see flows/documents/invoice/invoice.ts. */
  invoice: object;
  /** Pointer into the invoice → line of the source. */
  places: Record<string, number>;
  findings: EinvoiceViewFinding[];
  /** The document as text; of a PDF what is embedded; absent where it is too large to show. */
  source?: string;
}

export interface EinvoiceViewFinding extends EinvoiceFinding {
  line: number;
  /** Business terms of EN 16931 the rule speaks of. */
  terms: string[];
  value?: string;
  fix?: string;
  /** Where it stands in the invoice, as a pointer; absent where nothing of it was read. */
  at?: string;
}
