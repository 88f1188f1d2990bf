/** How one bank, or one product of a bank, writes its CSV. */
import type { Encoding } from '../lines.ts';

export type CsvColumn =
  | 'bookingDate'
  | 'valueDate'
  | 'amount'
  | 'credit'
  | 'debit'
  | 'currency'
  | 'account'
  | 'statementId'
  | 'reference'
  | 'endToEndId'
  | 'mandateId'
  | 'creditorId'
  | 'counterparty'
  | 'counterpartyAccount'
  | 'counterpartyBank'
  | 'counterpartyPostcode'
  | 'type'
  | 'status'
  | 'balance';

export interface CsvProfile {
  id: string;
  title: string;
  encoding: Encoding;
  delimiter: ',' | ';' | '\t' | '|';
  /** Names in the header line, upper or lower case; the first of several that is there counts. */
  columns: Partial<Record<CsvColumn, string | string[]>>;
  /** Columns whose words together are the remittance text. */
  text: string[];
  /** Order and separators of a date: `YYYY-MM-DD`, `DD.MM.YYYY`, `DD.MM.YY`, `MM/DD/YYYY`. */
  date: string;
  number: { decimal: '.' | ','; group?: '.' | ',' | ' ' | "'" };
  /** Of rows without a currency of their own. */
  currency?: string;
  /** Words of the status column that mean booked; every row is when there is no such column. */
  booked?: string[];
  /** Rows that cannot be read become warnings and the others are kept. */
  partial?: true;
}
