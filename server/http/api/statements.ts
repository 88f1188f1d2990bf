/** Bank files. */

/** POST /api/statements: the file as the body; `duplicate` when every statement in it came before. Amounts are decimal strings, debits negative. */
export interface BankFileAnswer {
  file: string;
  /** `camt.053`, `MT940`, `BAI2`, `CSV`, `pain.002` … */
  format: string;
  statements: StatementInfo[];
  /** Of a pain.002. */
  statuses?: PaymentStatusInfo[];
  /** Of a pain.001 or pain.008. */
  payments?: PaymentOrderInfo[];
  duplicate?: true;
}

export interface StatementInfo {
  account: string | null;
  currency: string | null;
  opening: string | null;
  closing: string | null;
  warnings: { code: string; detail: string; line?: number }[];
  entries: StatementEntryInfo[];
}

export interface StatementEntryInfo {
  bookingDate: string | null;
  valueDate: string | null;
  amount: string;
  currency: string | null;
  reference: string | null;
  endToEndId: string | null;
  counterparty: string | null;
  text: string;
  /** Only on entries that are announced and not booked. */
  status?: 'pending' | 'info';
}

export interface PaymentStatusInfo {
  level: 'group' | 'payment' | 'transaction';
  outcome: 'accepted' | 'pending' | 'partly' | 'rejected' | 'returned';
  code?: string;
  messageId?: string;
  messageType?: string;
  paymentId?: string;
  instructionId?: string;
  endToEndId?: string;
  mandateId?: string;
  amount?: { amount: string; currency: string };
  counterparty?: string;
  date?: string;
  reasons: { code?: string; text?: string }[];
}

export interface PaymentOrderInfo {
  messageId?: string;
  paymentId?: string;
  instructionId?: string;
  endToEndId?: string;
  mandateId?: string;
  amount: { amount: string; currency: string };
  date?: string;
  account?: string;
  counterparty?: string;
  counterpartyAccount?: string;
  text: string;
}
