/** What the books keep of an item and of a payment: facts once, then a log that only grows. Folding it up to an instant tells how things stood then. Amounts are decimal strings of the one currency. */
import { parseAmount } from '../../flows/money.ts';

export interface By {
  /** Only what people do teaches aliases, and only people change what people did. */
  kind: 'person' | 'run';
  name: string;
}

interface Noted {
  /** ms since 1970 */
  at: number;
  by: By;
  /** Effect key of the step that did it. */
  call?: string;
}

export interface ItemFacts {
  id: string;
  number: string;
  customer: string;
  currency: string;
  date?: string;
  due?: string;
  references: string[];
  related: string[];
  /** Taken off when it is paid by `until`. */
  discount?: { amount: string; until: string };
}

export type ItemEvent = Noted &
  (
    | { kind: 'opened'; amount: string }
    /** The ERP is master and says another amount. */
    | { kind: 'amended'; amount: string }
    | { kind: 'allocated' | 'released'; payment: string; amount: string }
  );

export interface KeptItem {
  facts: ItemFacts;
  /** The system that says what is owed, and the version of its word that is kept; absent where these books do. */
  master?: { source: string; version: number };
  log: ItemEvent[];
}

export interface PaymentFacts {
  id: string;
  account: string;
  /** Key of the bank entry. */
  entry: string;
  /** One of several payments in one entry: the entry's whole amount, and which of them it is. */
  batch?: { amount: string; bankReference?: string; text: string; nth: number };
  /** Told before the end of the day; its statement replaces it. */
  provisional: boolean;
  bankReference?: string;
  /** Why the bank took a payment back, where this is such an entry. */
  returned?: string;
  amount: string;
  currency: string;
  date?: string;
  text: string;
  references: string[];
  endToEndId?: string;
  mandate?: string;
  payer: { name?: string; account?: string; postcode?: string };
}

/** What is not allocated to items; what is absent is zero. */
export interface KeptParts {
  fee?: string;
  discount?: string;
  fx?: string;
  onAccount?: string;
  /** Given up, which takes a reason. */
  writeOff?: string;
  reason?: string;
  /** Kept for `order` until its invoice is open. */
  prepaid?: string;
  order?: string;
  /** Goes between the bank and a payment provider; all of it together is what is under way. */
  clearing?: string;
  /** Held back by the provider, or given free. */
  reserve?: string;
}

export interface KeptAllocation {
  item: string;
  /** In the item's currency. */
  amount: string;
  /** The same in the payment's currency, where that is another. */
  value?: string;
}

export type PaymentEvent = Noted &
  (
    | { kind: 'received' }
    | { kind: 'allocated'; allocations: KeptAllocation[]; parts: KeptParts }
    | { kind: 'released'; reason: string }
    /** The end of the day told it anew. */
    | { kind: 'replaced'; reason: string }
  );

export interface KeptPayment {
  facts: PaymentFacts;
  log: PaymentEvent[];
}

export interface ItemState {
  amount: bigint;
  open: bigint;
  status: 'open' | 'part-paid' | 'paid';
  /** Payment → what it clears. */
  cleared: Map<string, bigint>;
}

export interface PaymentState {
  status: 'unallocated' | 'allocated' | 'replaced';
  allocations: KeptAllocation[];
  parts: KeptParts;
  by?: By;
}

/** How an item stands at an instant; undefined before it was known. */
export function foldItem({ facts, log }: KeptItem, asOf = Number.POSITIVE_INFINITY): ItemState | undefined {
  let amount: bigint | undefined;
  const cleared = new Map<string, bigint>();
  for (const event of log) {
    if (event.at > asOf) continue;
    const units = parseAmount(event.amount, facts.currency);
    if (event.kind === 'opened' || event.kind === 'amended') amount = units;
    else {
      const now = (cleared.get(event.payment) ?? 0n) + (event.kind === 'allocated' ? units : -units);
      if (now === 0n) cleared.delete(event.payment);
      else cleared.set(event.payment, now);
    }
  }
  if (amount === undefined) return undefined;
  const open = [...cleared.values()].reduce((rest, units) => rest - units, amount);
  return { amount, open, cleared, status: open === 0n ? 'paid' : open === amount ? 'open' : 'part-paid' };
}

/** How a payment stands at an instant; undefined before it came. */
export function foldPayment({ log }: KeptPayment, asOf = Number.POSITIVE_INFINITY): PaymentState | undefined {
  let state: PaymentState | undefined;
  for (const event of log) {
    if (event.at > asOf) continue;
    if (event.kind === 'allocated') state = { status: 'allocated', allocations: event.allocations, parts: event.parts, by: event.by };
    else state = { status: event.kind === 'replaced' ? 'replaced' : 'unallocated', allocations: [], parts: {} };
  }
  return state;
}
