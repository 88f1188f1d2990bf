/** What an access point says of an invoice that was sent, as a state of the book. */
import type { InvoiceState } from '../../flows/documents/outgoing/invoice-state.ts';
import type { JsonObject } from '../../flows/flow.ts';
import { listOf, textOf } from '../../nodes/json-fields.ts';

export interface InvoiceAnswer {
  number: string;
  state: InvoiceState;
  evidence: JsonObject;
}

/** Codes of a Peppol Invoice Response (UNCL4343). Paid is what the buyer says: money is booked when it is there. */
const responses: Record<string, InvoiceState> = {
  AB: 'acknowledged',
  IP: 'acknowledged',
  UQ: 'in_query',
  CA: 'approved',
  AP: 'approved',
  PD: 'approved',
  RE: 'rejected',
};

/** Codes of a message level status. */
const ofMessage: Record<string, InvoiceState> = { AB: 'delivered', AP: 'delivered', RE: 'rejected' };

/** Undefined for a message that tells nothing of a state. */
export function answerOf(type: string, data: JsonObject): InvoiceAnswer | undefined {
  const number = textOf(data['number']);
  const code = textOf(data['code']);
  const state =
    type === 'invoice.receipt'
      ? 'delivered'
      : type === 'invoice.cleared'
        ? 'queued'
        : type === 'invoice.response'
          ? responses[code ?? '']
          : type === 'invoice.message_status'
            ? ofMessage[code ?? '']
            : undefined;
  if (number === undefined || state === undefined) return undefined;
  const said = ['id', 'code', 'at', 'officialNumber', 'by'].flatMap((name) => (textOf(data[name]) === undefined ? [] : [[name, data[name]!] as const])); // just looked at
  const reasons = listOf(data['reasons']);
  return { number, state, evidence: { message: type, ...Object.fromEntries(said), ...(reasons.length === 0 ? {} : { reasons }) } };
}
