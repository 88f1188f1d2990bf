/** Any file a bank sends, small enough for memory, as one report: statements, or what a status report or a payment file says. */
import type { CsvProfile } from './csv/csv-profile.ts';
import { detect } from './detect.ts';
import { collectStatements, inPieces, lookAt, readStatements } from './read-statements.ts';
import { reportStatement, type StatementReport } from './report.ts';
import type { Statement } from './statement.ts';
import type { PaymentStatus } from './status/payment-status.ts';
import { readPain002 } from './status/read-pain002.ts';
import { type PaymentOrder, readPayments } from './status/read-payments.ts';

export interface BankFileReport {
  format: string;
  statements: StatementReport[];
  /** Of a pain.002. */
  statuses?: PaymentStatus[];
  /** Of a pain.001 or pain.008. */
  payments?: PaymentOrder[];
}

export async function readBankFile(bytes: Uint8Array, profile?: CsvProfile): Promise<BankFileReport & { read: Statement[] }> {
  const kind = profile === undefined ? detect(bytes.subarray(0, lookAt)).kind : 'csv';
  if (kind === 'pain.002') return { format: kind, statements: [], statuses: readPain002(bytes), read: [] };
  if (kind === 'pain.001' || kind === 'pain.008') return { format: kind, statements: [], payments: readPayments(bytes), read: [] };
  const read = await collectStatements(readStatements(inPieces(bytes), profile === undefined ? {} : { profile }));
  return { format: read[0]?.format ?? kind, statements: read.map(reportStatement), read };
}
