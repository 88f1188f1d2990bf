import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ApiHarness, openApi } from '../../../test/support/api-harness.ts';
import { homeTenant } from '../../access/viewer.ts';

let api: ApiHarness;
beforeEach(async () => {
  api = await openApi();
});
afterEach(() => api.close());

const json = { 'content-type': 'application/json' };
const post = (path: string, body: unknown) => api.call('POST', path, { body: JSON.stringify(body), headers: json });

const mt940 = (closing: string): string => `:20:S1
:25:SE4550000000058398257466
:28C:1/1
:60F:C260301EUR0,00
:61:2603020302C100,00NTRFNONREF//B1
:86:166?20Invoice INV-10017?32Nordlys AS
${closing}`;
const take = (file: string) => api.call('POST', '/api/statements/take', { body: file, headers: { 'content-type': 'text/plain' } });
const bookItem = () =>
  post('/api/items', { items: [{ id: 'I1', number: 'INV-10017', customer: { id: 'C1', name: 'Nordlys AS' }, amount: '100.00', currency: 'EUR' }] });

test('a flawed file is refused until the admin decides to bear its flaw', async () => {
  const refused = await take(mt940(''));
  expect([refused.status, refused.body]).toMatchObject([422, { code: 'bank.balance_missing' }]);
  expect((await api.call('PUT', '/api/books/policy', { as: await api.signIn('operator'), body: { bears: [] }, headers: { origin: api.url } })).status).toBe(
    403,
  );
  expect((await api.call('PUT', '/api/books/policy', { body: JSON.stringify({ bears: ['bank.balance_missing'] }), headers: json })).status).toBe(200);
  expect((await take(mt940(''))).status).toBe(200);
});

test('what a person confirms can be asked as of any instant, and wakes who waits for the money', async () => {
  await bookItem();
  await take(mt940(':62F:C260302EUR100,00\n'));
  const before = new Date(api.clock.now()).toISOString();
  api.clock.set(api.clock.now() + 60_000);
  const { body } = await api.call('GET', '/api/payments?state=review');
  const [payment] = body['items'] as { id: string }[];
  if (payment === undefined) throw new Error('no payment came');
  expect((await post(`/api/matches/${encodeURIComponent(payment.id)}/confirm`, { allocations: [{ item: 'I1', amount: '100.00' }] })).status).toBeLessThan(300);
  expect((await api.call('GET', '/api/payments?state=review')).body['items']).toEqual([]);
  expect((await api.call('GET', `/api/payments?state=review&asOf=${before}`)).body['items']).toHaveLength(1);
  expect((await api.call('GET', '/api/books')).body).toMatchObject({
    currencies: [{ currency: 'EUR', open: '0.00', received: '100.00', unallocated: '0.00' }],
    broken: [],
  });
  expect((await api.call('GET', `/api/books?asOf=${before}`)).body).toMatchObject({ currencies: [{ open: '100.00', unallocated: '100.00' }], broken: [] });
  expect(await api.store.runs.signals(homeTenant, ['payment.received'], ['INV-10017'])).toMatchObject([{ data: { payment: payment.id, open: '0.00' } }]);
});

test('a payout is taken apart once', async () => {
  const transaction = {
    object: 'balance_transaction',
    id: 't1',
    type: 'charge',
    reporting_category: 'charge',
    amount: 10_000,
    fee: 170,
    net: 9_830,
    currency: 'eur',
    created: 1_772_323_200,
    source: 'ch_1',
  };
  const payout = { object: 'payout', id: 'po_1', amount: 9_830, currency: 'eur', arrival_date: 1_772_409_600, status: 'paid' };
  expect((await post('/api/payouts', { payout, transactions: [transaction] })).body).toEqual({
    payouts: [{ id: 'po_1', amount: '98.30', currency: 'EUR', payments: 2 }],
  });
  expect((await post('/api/payouts', { payout, transactions: [transaction] })).body).toMatchObject({ payouts: [{ payments: 0 }] });
  expect((await api.call('GET', '/api/books')).body).toMatchObject({ currencies: [{ clearing: '-98.30' }], broken: [] });
  expect((await post('/api/payouts', { payout: { ...payout, id: 'po_2', amount: 1 }, transactions: [transaction] })).status).toBe(422);
});
