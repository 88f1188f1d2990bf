import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../flows/flow.ts';
import { answering, connectionTo, runNode } from '../../test/support/run-node.ts';
import creditGate from './credit-gate.ts';

const eur = (amount: string) => ({ amount, currency: 'EUR' });
const order = (total: string, more: JsonObject = {}): JsonObject => ({
  number: 'A-1',
  total: eur(total),
  customer: { id: 'C-1' },
  payment: { method: 'invoice' },
  ...more,
});

const judge = (config: JsonObject, of: Json = order('500.00')) => runNode(creditGate, { config, order: of });

describe('the credit gate', () => {
  it.each([
    ['within the limit', { limit: eur('500.00') }, order('500.00'), 'approved', []],
    ['one cent above it', { limit: eur('499.99') }, order('500.00'), 'review', ['R1']],
    ['above it, where the rule rejects', { limit: eur('1.00'), rules: { R1: { reaction: 'reject' } } }, order('500.00'), 'rejected', ['R1']],
    ['no limit is granted', {}, order('500.00'), 'review', ['R1']],
    ['the rule is off', { rules: { R1: false } }, order('500.00'), 'approved', []],
    ['open invoices count', { limit: eur('600.00'), exposure: { open: eur('200.00') } }, order('500.00'), 'review', ['R1']],
    ['securities count', { limit: eur('600.00'), exposure: { open: eur('200.00'), secured: eur('100.00') } }, order('500.00'), 'approved', []],
    ['too large an order', { limit: eur('9000.00'), rules: { R5: { maximum: eur('499.00') } } }, order('500.00'), 'review', ['R5']],
    [
      'the hardest reaction wins',
      { limit: eur('1.00'), rules: { R5: { maximum: eur('1.00'), reaction: 'reject' } } },
      order('500.00'),
      'rejected',
      ['R1', 'R5'],
    ],
    ['prepaid passes', {}, order('500.00', { payment: { method: 'card' } }), 'approved', ['R11']],
    ['paid passes', {}, order('500.00', { payment: { method: 'invoice', state: 'paid' } }), 'approved', ['R11']],
    ['prepaid does not pass a block', { exposure: { blocked: true } }, order('500.00', { payment: { method: 'card' } }), 'rejected', ['R8']],
  ] as const)('%s', async (_, config, of, port, rules) => {
    expect(await judge(config as JsonObject, of)).toMatchObject({ kind: 'emit', port, output: { decision: port, rules } });
  });

  it('tells the evidence in one sentence, with every term', async () => {
    expect(await judge({ limit: eur('600.00'), exposure: { open: eur('200.00') } })).toMatchObject({
      output: {
        sentence: 'For review: 100.00 EUR above the limit; exposure 700.00 EUR of limit 600.00 EUR',
        headroom: eur('-100.00'),
        terms: { order: eur('500.00'), open: eur('200.00') },
      },
    });
  });

  it('another currency is never added up', async () => {
    await expect(judge({ limit: { amount: '600.00', currency: 'USD' } })).rejects.toThrow(/convert/);
  });

  it('an order without a total is refused', async () => {
    await expect(judge({ limit: eur('1.00') }, { number: 'A-1' })).rejects.toMatchObject({ code: 'data.invalid' });
  });
});

describe('the ERP knows the customer', () => {
  const connection = connectionTo('sandbox_erp', { baseUrl: 'http://erp.example/erp' });
  const asking = (answer: { status: number; body?: JsonObject }, config: JsonObject = {}) => {
    const { http, asked } = answering(answer);
    return { asked, outcome: runNode(creditGate, { config, order: order('500.00'), connection, http }) };
  };

  it('its limit and figures decide', async () => {
    const { asked, outcome } = asking({ status: 200, body: { limit: eur('1000.00'), increase: eur('200.00'), insured: eur('900.00'), open: eur('400.00') } });
    expect(await outcome).toMatchObject({ port: 'approved', output: { limit: eur('900.00'), exposure: eur('900.00') } });
    expect(asked[0]).toMatchObject({ method: 'GET', url: 'http://erp.example/erp/credit/C-1' });
  });

  it.each([
    ['somebody unknown is for a person', { status: 404 }, {}, 'review'],
    ['a limit past its date is for a person', { status: 200, body: { limit: eur('9000.00'), reviewedUntil: '2026-03-01' } }, {}, 'review'],
    [
      'old overdue invoices',
      { status: 200, body: { limit: eur('9000.00'), oldestOverdueDays: 31, overdue: eur('80.00') } },
      { rules: { R2: { days: 30, minimum: eur('50.00') } } },
      'review',
    ],
    [
      'old, but small',
      { status: 200, body: { limit: eur('9000.00'), oldestOverdueDays: 31, overdue: eur('50.00') } },
      { rules: { R2: { days: 30, minimum: eur('50.00') } } },
      'approved',
    ],
    ['blocked', { status: 200, body: { limit: eur('9000.00'), blocked: true } }, {}, 'rejected'],
  ] as const)('%s', async (_, answer, config, port) => {
    expect(await asking(answer as { status: number; body?: JsonObject }, config as JsonObject).outcome).toMatchObject({ port });
  });

  it('an ERP that is down is asked again', async () => {
    await expect(asking({ status: 503 }).outcome).rejects.toMatchObject({ code: 'connector.unavailable', retryable: true });
  });
});
