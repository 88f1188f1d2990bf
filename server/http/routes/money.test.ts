import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiHarness, openApi } from '../../../test/support/api-harness.ts';
import type { EinvoiceView, MatchQueue, MatchWork } from '../api.ts';

let api: ApiHarness;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const send = (method: string, path: string, body: unknown) =>
  api.call(method, path, { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
const upload = (path: string, body: string) => api.call('POST', path, { body, headers: { 'content-type': 'application/octet-stream' } });
const read = async <T>(path: string): Promise<T> => (await api.call('GET', path)).body as T; // the shape is the contract of api.ts

const book = {
  customers: [{ id: 'C1', name: 'Nordlys Varme AS' }],
  items: [
    { id: 'INV-10017', customer: 'C1', amount: '100.00', currency: 'SEK' },
    { id: 'INV-10018', customer: 'C1', amount: '60.00', currency: 'SEK' },
  ],
};
const statement = `:20:STATEMENT
:25:SE4550000000058398257466
:28C:7/1
:60F:C260301SEK100,00
:61:2603020302C95,50NTRFNONREF//B1
:86:INV-10017 NORDLYS VARME
:61:2603020302D5,00NTRFNONREF//B2
:86:FEE
:62F:C260302SEK190,50
-`;

describe('the match queue', () => {
  test('an item and a payment come in once; money that went out waits for nobody', async () => {
    expect((await send('POST', '/api/items', book)).body).toEqual({ opened: 2, amended: 0, known: 0 });
    expect((await send('POST', '/api/items', book)).body).toEqual({ opened: 0, amended: 0, known: 2 });
    const taken = { account: 'SE4550000000058398257466', replaced: 0, returned: 0, left: [] };
    expect((await upload('/api/statements/take', statement)).body).toMatchObject({ statements: [{ ...taken, added: 2, known: 0 }] });
    expect((await upload('/api/statements/take', statement)).body).toMatchObject({ statements: [{ ...taken, added: 0, known: 2 }] });
    const { items, counts } = await read<MatchQueue>('/api/matches');
    expect(counts).toMatchObject({ waiting: 1, allocated: 0 });
    expect(items.map(({ amount }) => amount)).toEqual(['95.50']);
  });

  test('every reading says which items it clears, best first', async () => {
    const [row] = (await read<MatchQueue>('/api/matches')).items;
    const { candidates, status } = await read<MatchWork>(`/api/matches/${row?.id}`);
    expect(status).toBe('unallocated');
    expect(candidates[0]).toMatchObject({ customer: { name: 'Nordlys Varme AS' }, lines: [{ number: 'INV-10017', open: '100.00', clears: '95.50' }] });
    expect(candidates.map(({ p }) => p)).toEqual(candidates.map(({ p }) => p).toSorted((a, b) => b - a));
  });

  test('a decision must come out, a write-off takes a reason, and undo puts everything back', async () => {
    const [row] = (await read<MatchQueue>('/api/matches')).items;
    const confirm = (body: object) => send('POST', `/api/matches/${row?.id}/confirm`, body);
    const whole = { allocations: [{ item: 'INV-10017', amount: '100.00' }] };
    expect(await confirm(whole)).toMatchObject({ status: 422, body: { code: 'books.unbalanced' } });
    expect(await confirm({ ...whole, parts: { writeOff: '-4.50' } })).toMatchObject({ status: 422, body: { code: 'books.reason_missing' } });
    expect((await confirm({ ...whole, parts: { writeOff: '-4.50' }, reason: 'Bank charges' })).status).toBe(204);
    expect(await confirm(whole)).toMatchObject({ status: 409, body: { code: 'books.already_allocated' } });
    const decided = await read<MatchWork>(`/api/matches/${row?.id}`);
    expect(decided).toMatchObject({
      status: 'allocated',
      parts: { writeOff: '-4.50' },
      allocations: [{ number: 'INV-10017', open: '0.00', clears: '100.00' }],
    });
    expect(decided.history.at(-1)).toMatchObject({ kind: 'allocated', reason: 'Bank charges' });
    expect((await send('POST', `/api/matches/${row?.id}/undo`, {})).status).toBe(204);
    expect((await read<MatchQueue>('/api/matches')).counts).toMatchObject({ waiting: 1, allocated: 0 });
    const { items: rows } = await read<{ items: { what: string; reason?: string }[] }>('/api/audit?limit=2');
    expect(rows).toMatchObject([{ what: 'payment.released' }, { what: 'payment.allocated', reason: 'Bank charges' }]);
  });

  test('open items are found by number and by name; an unknown payment is said', async () => {
    expect(await read<object>('/api/items?find=10018')).toMatchObject({ items: [{ number: 'INV-10018', open: '60.00' }] });
    expect(((await read('/api/items?find=nordlys')) as { items: object[] }).items).toHaveLength(2);
    expect(await api.call('GET', '/api/matches/none')).toMatchObject({ status: 404, body: { code: 'books.unknown_payment' } });
  });
});

describe('an invoice to look at', () => {
  const invoice = `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">
<b:ID>77</b:ID>
<b:IssueDate>2026-11-20</b:IssueDate>
<b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>
<a:LegalMonetaryTotal>
<b:TaxExclusiveAmount currencyID="EUR">100.00</b:TaxExclusiveAmount>
<b:TaxInclusiveAmount currencyID="EUR">130.00</b:TaxInclusiveAmount>
</a:LegalMonetaryTotal>
</Invoice>`;

  test('each finding leads to its value, its line and its terms', async () => {
    const { status, body } = await upload('/api/einvoices/view?file=77.xml', invoice);
    const view = body as unknown as EinvoiceView; // the shape is the contract of api.ts
    expect([status, view.file, view.syntax, view.source]).toEqual([200, '77.xml', 'UBL', invoice]);
    expect(view.invoice).toMatchObject({ number: '77', totals: { gross: '130.00' } });
    expect(view.places).toMatchObject({ '/number': 2, '/totals/gross': 7 });
    expect(view.findings.find(({ rule }) => rule === 'BR-CO-15')).toMatchObject({ terms: expect.arrayContaining(['BT-112']) });
    const missing = view.findings.find(({ rule }) => rule === 'BR-01');
    expect([missing?.severity, missing?.line, missing && 'at' in missing]).toEqual(['fatal', 1, false]);
    expect(view.findings.find(({ rule }) => rule === 'BR-12')).toMatchObject({ at: '/totals/net' });
  });

  test('what is no invoice is refused in words', async () => {
    expect(await upload('/api/einvoices/view', '<note/>')).toMatchObject({ status: 422, body: { code: 'einvoice.unknown_document' } });
    expect((await upload('/api/einvoices/view', 'hello')).status).toBe(400);
  });
});
