/** A credit note and the invoice it refers to: written together, so that no more is credited than was invoiced. */
import Big from 'big.js';
import type { Invoice } from '../../../flows/documents/invoice/invoice.ts';
import type { IssueAsk, IssuedInvoice } from '../../../flows/documents/outgoing/invoice-book.ts';
import { stepTo } from '../../../flows/documents/outgoing/invoice-state.ts';
import { type JsonObject, ProblemError } from '../../../flows/flow.ts';
import type { Put } from '../../engine/documents.ts';
import { isCredit } from './record.ts';

type Known = (number: string) => Promise<{ rev: number; body: IssuedInvoice }>;

/** The change of the original that goes with a credit note. Throws 409 `invoice.credited_too_much`, 422 `invoice.credit_without_original`. */
export async function creditPuts(ask: IssueAsk, invoice: Invoice, known: Known): Promise<Put[]> {
  if (!isCredit(invoice)) return [];
  const number = invoice.preceding?.[0]?.number;
  if (number === undefined) throw refused(422, 'invoice.credit_without_original', 'A credit note names the invoice it credits (BT-25).');
  const { rev, body: original } = await known(number);
  if (original.kind === 'credit_note') throw refused(409, 'invoice.credit_of_credit', `${number} is a credit note itself — issue an invoice instead.`);
  if (original.currency !== invoice.currency)
    throw refused(422, 'invoice.other_currency', `${number} is in ${original.currency}, its credit note in ${invoice.currency} — use one currency.`);
  const before = original.creditedBy.reduce((sum, { gross }) => sum.plus(gross), new Big(0));
  const gross = new Big(invoice.totals?.gross ?? '0');
  const after = before.plus(gross);
  if (!gross.gt(0)) throw refused(422, 'invoice.credit_of_nothing', 'A credit note states what it credits as a positive amount.');
  if (after.gt(original.gross)) {
    const rest = new Big(original.gross).minus(before).toFixed(2);
    throw refused(409, 'invoice.credited_too_much', `${number} has ${rest} ${original.currency} left to credit, not ${gross.toFixed(2)}.`);
  }
  const creditedBy = [...original.creditedBy, { number: invoice.number ?? '', gross: gross.toFixed() }];
  const changed: IssuedInvoice = { ...original, creditedBy };
  if (after.eq(original.gross)) {
    const step = stepTo(original.state, 'credited', []);
    if (step.kind !== 'moves')
      throw refused(409, 'invoice.transition', `Invoice ${number} cannot be credited: ${step.kind === 'refused' ? step.because : ''}.`);
    const fact = { key: `${ask.key} credited`, state: 'credited' as const, at: ask.at, by: ask.by, evidence: { creditNote: invoice.number ?? '' } };
    Object.assign(changed, { state: 'credited', since: ask.at, facts: [...original.facts, fact] });
  }
  return [{ kind: 'invoice', id: number, rev, body: JSON.parse(JSON.stringify(changed)) as JsonObject }]; // a record holds nothing but JSON
}

const refused = (status: number, code: string, message: string): ProblemError => new ProblemError(status, { code, path: '', message });
