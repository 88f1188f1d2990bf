/**
 * Where an issued invoice stands, and what may follow. Facts arrive in any order: one that tells of an earlier point
 * is kept and moves nothing.
 */

export const invoiceStates = [
  'draft',
  'valid',
  /** Issued, but not an invoice before the authority has given it a number. */
  'awaiting_clearance',
  'queued',
  'sent',
  'delivered',
  'acknowledged',
  'in_query',
  'rejected',
  'approved',
  'part_paid',
  'paid',
  'credited',
] as const;
export type InvoiceState = (typeof invoiceStates)[number];

/** What a fact asks for; `reopened` is a payment that went back. */
export type InvoiceTarget = InvoiceState | 'reopened';

const settled: InvoiceState[] = ['part_paid', 'paid', 'credited'];
const answered: InvoiceState[] = ['acknowledged', 'in_query', 'rejected', 'approved'];

const follows: Record<InvoiceState, readonly InvoiceState[]> = {
  draft: ['valid'],
  valid: ['awaiting_clearance', 'queued', 'sent', ...settled],
  awaiting_clearance: ['queued', 'rejected'],
  queued: ['sent', 'delivered', 'rejected', ...settled],
  sent: ['queued', 'delivered', ...answered, ...settled],
  delivered: [...answered, ...settled],
  acknowledged: ['in_query', 'rejected', 'approved', ...settled],
  in_query: ['acknowledged', 'rejected', 'approved', ...settled],
  // What the network or the buyer refused may be sent again, or is credited.
  rejected: ['queued', 'in_query', 'approved', ...settled],
  approved: ['in_query', 'rejected', ...settled],
  part_paid: ['in_query', 'paid', 'credited'],
  paid: ['part_paid', 'credited'],
  credited: [],
};

/** These tell of the way of a document; they may come late. */
const ofTheWay: readonly InvoiceState[] = ['queued', 'sent', 'delivered', ...answered];

export type Step = { kind: 'moves'; to: InvoiceState } | { kind: 'late' } | { kind: 'refused'; because: string };

/** What a fact does to an invoice in this state; `past` are the states it has been in, oldest first. */
export function stepTo(state: InvoiceState, target: InvoiceTarget, past: readonly InvoiceState[]): Step {
  if (target === 'reopened') {
    if (state !== 'paid' && state !== 'part_paid') return refused(state, target);
    return { kind: 'moves', to: past.findLast((one) => one !== 'paid' && one !== 'part_paid') ?? 'sent' };
  }
  // Two may tell the same, the bank and the buyer for one.
  if (state === target && state !== 'draft') return { kind: 'late' };
  if (follows[state].includes(target)) return { kind: 'moves', to: target };
  const isBehind = invoiceStates.indexOf(target) < invoiceStates.indexOf(state);
  const isLegal = state !== 'awaiting_clearance' && state !== 'draft' && state !== 'valid';
  return isBehind && isLegal && ofTheWay.includes(target) ? { kind: 'late' } : refused(state, target);
}

const refused = (state: InvoiceState, target: InvoiceTarget): Step => ({
  kind: 'refused',
  because: `${said(state)} does not become ${said(target)} — ${follows[state].length === 0 ? 'nothing follows it' : `it may become ${follows[state].map(said).join(', ')}`}`,
});

const said = (state: InvoiceTarget): string => state.replaceAll('_', ' ');
