/** The canonical bank statement: what every format comes to. Amounts are exact decimal strings, debits negative; dates are ISO days. */
import type { Money } from '../../flow.ts';

export type StatementFormat = 'camt.052' | 'camt.053' | 'camt.054' | 'MT940' | 'MT942' | 'BAI2' | 'CSV';

/** `end-of-day` is the final word on its days and replaces `intraday`; an `advice` only explains entries of a statement. */
export type Stage = 'intraday' | 'end-of-day' | 'advice';

export interface StatementHead {
  format: StatementFormat;
  /** Version of the message: `08` of camt.053.001.08. */
  version?: string;
  stage: Stage;
  /** What tells this statement of the account from its others; '' where the format has nothing of the kind. */
  id: string;
  /** IBAN or the bank's own number, without blanks; '' where the bank left it out. */
  account: string;
  accountName?: string;
  /** BIC or national number of the bank. */
  bank?: string;
  /** ISO 4217; '' where nothing says it. */
  currency: string;
  sequence?: string;
  page?: string;
  from?: string;
  to?: string;
  line: number;
}

export type BalanceType = 'opening' | 'closing' | 'interim' | 'opening-available' | 'closing-available' | 'forward-available' | 'other';

export interface Balance {
  type: BalanceType;
  /** The bank's own code: `PRCD`, `60F`, `015`. */
  code: string;
  amount: string;
  currency: string;
  date?: string;
}

/** Something the bank left out or that does not add up; the statement is read all the same. */
export interface StatementWarning {
  code: string;
  detail: string;
  line?: number;
}

export interface Party {
  name?: string;
  /** IBAN or other number, without blanks. */
  account?: string;
  /** BIC or national number of its bank. */
  bank?: string;
  street?: string;
  postcode?: string;
  city?: string;
  country?: string;
  /** Address as unstructured lines. */
  lines?: string[];
  /** Identifiers of the firm or person: VAT, registration, customer number. */
  ids?: string[];
}

/** An invoice or credit note the payer names. */
export interface RemittedDocument {
  type?: string;
  number?: string;
  date?: string;
  due?: Money;
  remitted?: Money;
  credited?: Money;
  discount?: Money;
}

/** Why money came back. */
export interface ReturnReason {
  /** ISO 20022 external code such as MS03, or the bank's own. */
  code?: string;
  text?: string;
}

export interface Charge extends Money {
  type?: string;
}

/** What is known of one payment, be it an entry or one of many inside an entry. */
export interface Facts {
  /** The sender's reference; absent where the bank writes NOTPROVIDED or NONREF. */
  endToEndId?: string;
  mandateId?: string;
  creditorId?: string;
  instructionId?: string;
  transactionId?: string;
  uetr?: string;
  /** The bank's own reference of this payment. */
  bankReference?: string;
  messageId?: string;
  paymentId?: string;
  chequeNumber?: string;
  counterparty?: Party;
  /** For whom the counterparty acts. */
  ultimate?: Party;
  /** Remittance text, put together again from wrapped lines. */
  text: string;
  /** The same exactly as the bank wrote it. */
  raw: string;
  /** Structured creditor references, as written. */
  references: { reference: string; type?: string; issuer?: string }[];
  documents: RemittedDocument[];
  purpose?: string;
  returned?: ReturnReason;
  charges: Charge[];
  /** What the payer ordered in another currency. */
  instructed?: Money;
  /** Bank's counter value before charges. */
  counterValue?: Money;
  rate?: string;
}

export interface Detail extends Facts {
  amount?: string;
  currency?: string;
}

export interface Entry extends Facts {
  line: number;
  /** Only what is booked moves the balance. */
  status: 'booked' | 'pending' | 'info';
  amount: string;
  currency: string;
  bookingDate?: string;
  valueDate?: string;
  /** The bank's reference of the entry; together with account and statement it is the entry's key. */
  reference?: string;
  /** The customer's reference as the bank repeats it. */
  customerReference?: string;
  /** True when an earlier entry is taken back. */
  reversal?: true;
  /** Kind of transaction: `PMNT/RCDT/ESCT`, `NTRF`, `142`. */
  type?: string;
  /** The bank's own words for the kind. */
  typeText?: string;
  /** Further words beside the remittance text. */
  supplementary?: string;
  batch?: { id?: string; count?: number; total?: Money };
  /** The payments inside, where the bank gives them; a single one is already told by the entry itself. */
  details: Detail[];
}

export interface Statement extends StatementHead {
  balances: Balance[];
  /** Decimal string; absent where the bank left it out. */
  opening?: string;
  closing?: string;
  warnings: StatementWarning[];
  entries: Entry[];
}

/** A statement as it streams: its head, then its entries, then what is only known at its end. */
export type StatementEvent =
  | { kind: 'open'; head: StatementHead }
  | { kind: 'entry'; entry: Entry }
  | { kind: 'close'; currency: string; balances: Balance[]; warnings: StatementWarning[]; opening?: string; closing?: string };

export const noFacts = (): Pick<Facts, 'text' | 'raw' | 'references' | 'documents' | 'charges'> => ({
  text: '',
  raw: '',
  references: [],
  documents: [],
  charges: [],
});
