/** The books as of any instant, what the tenant decided for them, and payouts. Amounts are decimal strings. */

/** GET /api/payments?state=&asOf= */
export interface BookPayments {
  items: BookPayment[];
  next: string | null;
}

export interface BookPayment {
  id: string;
  account: string;
  date?: string;
  amount: string;
  currency: string;
  text: string;
  payer?: string;
  status: 'unallocated' | 'allocated' | 'replaced';
  allocations: { item: string; amount: string; value?: string }[];
  /** `fee`, `discount`, `fx`, `onAccount`, `writeOff`, `prepaid`, `clearing`, `reserve`; with the allocations they sum to the amount. */
  parts: Record<string, string>;
  by?: string;
}

/** GET /api/books?asOf= */
export interface BookTotals {
  asOf: string;
  currencies: BookCurrency[];
  /** Identities that do not hold; none, ever. */
  broken: string[];
}

export interface BookCurrency {
  currency: string;
  items: number;
  invoiced: string;
  open: string;
  /** Money in the books, and as much of it as nobody allocated. */
  received: string;
  unallocated: string;
  onAccount: string;
  /** Under way between payment providers and the bank. */
  clearing: string;
}

/** GET, PUT /api/books/policy */
export interface BookPolicyInfo {
  bears: string[];
  isPartial: boolean;
  returnFee: Record<string, string>;
  rates: Record<string, Record<string, string>>;
}

/** POST /api/payouts: `{payout, transactions}` of Stripe as JSON, or a settlement detail report of Adyen as CSV. */
export interface PayoutsTaken {
  payouts: { id: string; amount: string; currency: string; payments: number }[];
}
