/** What a tenant decided for its books: which flaws of a bank file are borne, what a returned debit costs, day rates. */
import type { Documents } from '../engine/documents.ts';

export interface BookPolicy {
  /** Flaws with which a statement is booked all the same: `bank.balance_mismatch`, `bank.balance_missing`. */
  bears: string[];
  /** Rows with a wrong account number are left out and the others booked; otherwise nothing is. */
  isPartial: boolean;
  /** Currency → decimal string a customer owes when its debit comes back. */
  returnFee: Record<string, string>;
  /** Currency of the payment → another currency → what one unit of it is worth. */
  rates: Record<string, Record<string, string>>;
}

const standard: BookPolicy = { bears: [], isPartial: false, returnFee: {}, rates: {} };

/** The policy, and what is borne this time besides. */
export async function policyOf(
  documents: Documents,
  tenant: string,
  { bears = [], isPartial }: { bears?: string[]; isPartial?: boolean } = {},
): Promise<BookPolicy> {
  const kept = { ...standard, ...(await documents.get<Partial<BookPolicy>>(tenant, 'book-policy', 'policy'))?.body };
  return { ...kept, bears: [...kept.bears, ...bears], isPartial: isPartial ?? kept.isPartial };
}

export async function keepPolicy(documents: Documents, tenant: string, policy: Partial<BookPolicy>, at: number): Promise<void> {
  await documents.put(tenant, [{ kind: 'book-policy', id: 'policy', body: { ...policy } }], at);
}
