/** The credit decision: pure, so that the stored snapshot gives the same outcome for ever. */

import type { Json, JsonObject, Money } from '../../flows/flow.ts';
import { isMoney } from '../../flows/flow.ts';
import { compare, fromMinor } from '../../flows/money.ts';
import { objectOf } from '../json-fields.ts';
import type { Exposure } from './exposure.ts';

export type Decision = 'approved' | 'review' | 'rejected';

/** All that the decision looks at. */
export interface Case {
  exposure: Exposure;
  amount: Money;
  paymentMethod: string | undefined;
  /** The money is already here. */
  isPaid: boolean;
  /** What the ERP or the node says of the customer. */
  known: JsonObject;
  rules: JsonObject;
  today: string;
}

export interface Verdict {
  decision: Decision;
  /** Ids of the rules that fired. */
  rules: string[];
  sentence: string;
}

interface Hit {
  rule: string;
  decision: Decision;
  because: string;
}

export const prepaidMethods = ['prepaid', 'prepayment', 'card', 'credit_card', 'paypal', 'vendor_paid'];

/** A block stands above all, a prepaid order passes, then the hardest reaction of the rules that fired. */
export function decide(asked: Case): Verdict {
  const { exposure, known } = asked;
  if (known['blocked'] === true) return verdict([{ rule: 'R8', decision: 'rejected', because: 'the customer is blocked' }], exposure);
  const prepaid = objectOf(asked.rules['R11'])['methods'];
  const methods = Array.isArray(prepaid) ? prepaid : prepaidMethods;
  const byMethod = asked.paymentMethod !== undefined && methods.includes(asked.paymentMethod);
  if (asked.rules['R11'] !== false && (byMethod || asked.isPaid)) {
    return { decision: 'approved', rules: ['R11'], sentence: `Approved: paid in advance${byMethod ? ` by ${asked.paymentMethod}` : ''}` };
  }
  return verdict([...overLimit(asked), ...overdue(asked), ...tooLarge(asked), ...expired(asked)], exposure);
}

function overLimit({ exposure, rules }: Case): Hit[] {
  if (rules['R1'] === false || exposure.total <= exposure.limit) return [];
  const over = said(exposure.total - exposure.limit, exposure.currency);
  return [{ rule: 'R1', decision: reaction(rules['R1']), because: `${over} above the limit` }];
}

function overdue({ known, rules }: Case): Hit[] {
  const { days, minimum } = objectOf(rules['R2']);
  const oldest = known['oldestOverdueDays'];
  if (typeof days !== 'number' || typeof oldest !== 'number' || oldest <= days) return [];
  if (isMoney(minimum) && isMoney(known['overdue']) && compare(known['overdue'], minimum) <= 0) return [];
  return [{ rule: 'R2', decision: reaction(rules['R2']), because: `an invoice is ${oldest} days overdue` }];
}

function tooLarge({ amount, rules }: Case): Hit[] {
  const { maximum } = objectOf(rules['R5']);
  if (!isMoney(maximum) || compare(amount, maximum) <= 0) return [];
  return [{ rule: 'R5', decision: reaction(rules['R5']), because: `the order is above ${maximum.amount} ${maximum.currency}` }];
}

/** A limit nobody looked at since its date is no limit to rely on. */
function expired({ known, today }: Case): Hit[] {
  const until = known['reviewedUntil'];
  return typeof until === 'string' && until.slice(0, 10) < today
    ? [{ rule: 'limit_expired', decision: 'review', because: `the limit was valid until ${until.slice(0, 10)}` }]
    : [];
}

function verdict(hits: Hit[], exposure: Exposure): Verdict {
  const decision = hits.some((hit) => hit.decision === 'rejected') ? 'rejected' : hits.some((hit) => hit.decision === 'review') ? 'review' : 'approved';
  const figures = `exposure ${said(exposure.total, exposure.currency)} of limit ${said(exposure.limit, exposure.currency)}`;
  const word = { approved: 'Approved', review: 'For review', rejected: 'Rejected' }[decision];
  return { decision, rules: hits.map((hit) => hit.rule), sentence: `${word}: ${[...hits.map((hit) => hit.because), figures].join('; ')}` };
}

function reaction(rule: Json | undefined): Decision {
  const wanted = objectOf(rule)['reaction'];
  return wanted === 'approve' ? 'approved' : wanted === 'reject' ? 'rejected' : 'review';
}

const said = (minor: bigint, currency: string): string => `${fromMinor(minor, currency).amount} ${currency}`;
