/** What the hub keeps of money that came in, and what a step may ask of it. Each ask is done once for its key. Amounts are decimal strings. */
import type { Problem } from '../../flow.ts';
import type { Mirrored, MirroredItem } from './mirrored-item.ts';
import type { Payout } from './payout/payout.ts';
import type { Statement } from './statement.ts';

export interface CashBook {
  /** Books the entries of statements, each once. Throws ProblemError 422 `bank.*` before anything is booked. */
  take(ask: { key: string; statements: Statement[]; at: number; bears?: string[]; isPartial?: boolean }): Promise<CashTaken>;
  /** Books the parts of a payout, once. Throws ProblemError 422 `payout.unexplained`. */
  takePayout(ask: { key: string; payout: Payout; at: number }): Promise<{ payments: string[] }>;
  /** Brings items to what their master tells; our own changes coming back move nothing. */
  mirror(ask: { key: string; source: string; items: MirroredItem[]; at: number }): Promise<Mirrored>;
  /** Allocates what is certain: of one payment, or of all that wait. Throws ProblemError 404 `books.unknown_payment`. */
  match(ask: { key: string; payment?: string; at: number }): Promise<CashMatched[]>;
  /** How a payment stands: what it pays, if it is allocated. Throws ProblemError 404 `books.unknown_payment`. */
  allocation(payment: string): Promise<CashMatched>;
}

export interface CashTaken {
  /** Payments that are new. */
  payments: string[];
  /** Payments whose entry the end of the day told anew. */
  replaced: number;
  /** Payments the bank took back. */
  returned: string[];
  /** Items that are open again. */
  reopened: CashItem[];
  /** Rows that stayed outside. */
  left: Problem[];
}

export interface CashItem {
  id: string;
  number: string;
  customer: string;
  currency: string;
  /** What is left to pay. */
  open: string;
  /** Orders and deliveries it belongs to. */
  related: string[];
}

export interface CashMatched {
  payment: string;
  state: 'matched' | 'suggested' | 'unidentified';
  amount: string;
  currency: string;
  date?: string;
  /** Evidence and best rival in a sentence. */
  because: string;
  /** What it pays, or would pay. */
  items: (CashItem & { paid: string })[];
}
