/** What became of a payment order or a direct debit: a bank's status report and a returned entry say the same thing in two ways. */
import type { Money } from '../../../flow.ts';
import { given } from '../given.ts';
import type { Detail, Entry, ReturnReason, Statement } from '../statement.ts';

export type Outcome = 'accepted' | 'pending' | 'partly' | 'rejected' | 'returned';

export interface PaymentStatus {
  /** Whether it speaks of the whole file, of one payment block in it or of one transaction. */
  level: 'group' | 'payment' | 'transaction';
  outcome: Outcome;
  /** The bank's own code: `RJCT`, `ACSP`; none for a return that a statement tells. */
  code?: string;
  /** Ids by which the sender finds its order or refund again. */
  messageId?: string;
  /** `pain.001` for transfers, `pain.008` for direct debits. */
  messageType?: string;
  paymentId?: string;
  instructionId?: string;
  endToEndId?: string;
  mandateId?: string;
  amount?: Money;
  counterparty?: string;
  date?: string;
  reasons: ReturnReason[];
}

const outcomes: Record<string, Outcome> = { RJCT: 'rejected', CANC: 'rejected', PDNG: 'pending', RCVD: 'pending', PATC: 'pending', PART: 'partly' };

/** Accepted in whatever depth of checking: ACTC, ACCP, ACSP, ACSC, ACCC, ACWC. */
export const outcomeOf = (code: string): Outcome => outcomes[code] ?? (code.startsWith('AC') ? 'accepted' : 'pending');

/** The word that holds for one payment: of its transaction, else of its block, else of its file. */
export function statusFor(
  statuses: readonly PaymentStatus[],
  payment: { messageId?: string; paymentId?: string; instructionId?: string; endToEndId?: string },
): PaymentStatus | undefined {
  const same = (status: PaymentStatus): boolean =>
    (['messageId', 'paymentId', 'instructionId', 'endToEndId'] as const).every(
      (name) => status[name] === undefined || payment[name] === undefined || status[name] === payment[name],
    );
  const names: Record<PaymentStatus['level'], (status: PaymentStatus) => boolean> = {
    transaction: ({ endToEndId, instructionId }) =>
      (endToEndId !== undefined && endToEndId === payment.endToEndId) || (instructionId !== undefined && instructionId === payment.instructionId),
    payment: ({ paymentId }) => paymentId !== undefined && paymentId === payment.paymentId,
    group: ({ messageId }) => messageId !== undefined && messageId === payment.messageId,
  };
  for (const level of ['transaction', 'payment', 'group'] as const) {
    const found = statuses.find((status) => status.level === level && same(status) && names[level](status));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Every returned direct debit, bounced cheque and refused transfer a statement tells of, inside batches too. */
export function returnsIn({ entries }: Pick<Statement, 'entries'>): PaymentStatus[] {
  return entries.flatMap((entry) => {
    const inside = entry.details.filter((detail) => detail.returned !== undefined);
    if (inside.length > 0) return inside.map((detail) => returnedOf(detail, entry));
    return entry.returned === undefined ? [] : [returnedOf(entry, entry)];
  });
}

function returnedOf(payment: Entry | Detail, entry: Entry): PaymentStatus {
  const { amount = entry.amount, currency = entry.currency, returned, counterparty } = payment;
  return {
    level: 'transaction',
    outcome: 'returned',
    ...given('messageId', payment.messageId),
    ...given('paymentId', payment.paymentId),
    ...given('instructionId', payment.instructionId),
    ...given('endToEndId', payment.endToEndId),
    ...given('mandateId', payment.mandateId),
    amount: { amount, currency },
    ...given('counterparty', counterparty?.name),
    ...given('date', entry.bookingDate),
    reasons: returned === undefined ? [] : [returned],
  };
}
