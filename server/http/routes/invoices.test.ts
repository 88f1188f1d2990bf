import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHarness, openApi } from '../../../test/support/api-harness.ts';
import { sampleInvoice } from '../../../test/support/sample-invoice.ts';
import { homeTenant } from '../../access/viewer.ts';
import { openBooks, type TenantBooks } from '../../books/open-books.ts';

let api: ApiHarness;
let books: TenantBooks;
let operator: { cookie: string };
beforeAll(async () => {
  api = await openApi();
  operator = await api.signIn('operator');
  books = openBooks(api.store.documents)(homeTenant);
  const ask = { series: 'INV-', by: 'flow', at: api.clock.now(), evidence: { run: 'r' } };
  for (const key of ['a', 'b', 'c']) await books.invoices.issue({ ...ask, key, invoice: sampleInvoice() });
  await books.invoices.issue({ ...ask, key: 'd', invoice: { ...sampleInvoice(), debitedAccount: 'DE89370400440532013000' } });
  await books.invoices.tell('INV-00002', { key: 'q', state: 'queued', at: ask.at, by: 'flow', evidence: { iban: 'SE4550000000058398257466' } });
});
afterAll(() => api.close());

describe('issued invoices', () => {
  it('are listed newest number first, page by page, by state', async () => {
    const first = await api.call('GET', '/api/invoices?limit=3', { as: operator });
    expect(first.body).toMatchObject({
      items: [{ number: 'INV-00004' }, { number: 'INV-00003' }, { number: 'INV-00002', payable: '125.00', currency: 'EUR' }],
      next: 'INV-00002',
    });
    expect((await api.call('GET', '/api/invoices?limit=3&cursor=INV-00002')).body).toMatchObject({ items: [{ number: 'INV-00001' }], next: null });
    expect((await api.call('GET', '/api/invoices?state=queued')).body).toMatchObject({ items: [{ number: 'INV-00002' }], next: null });
    expect((await api.call('GET', '/api/invoices?order=SO-1&limit=1')).body).toMatchObject({ items: [{ number: 'INV-00004' }], next: 'INV-00004' });
    expect((await api.call('GET', '/api/invoices', { as: null })).status).toBe(401);
  });

  it('tell what happened to them; an operator sees that there is an account, not which', async () => {
    const { body } = await api.call('GET', '/api/invoices/INV-00002', { as: operator });
    expect(body).toMatchObject({ state: 'queued', facts: [{ state: 'draft' }, { state: 'valid' }, { state: 'queued', by: 'flow' }] });
    expect(JSON.stringify(body)).not.toContain('SE4550000000058398257466');
    expect(JSON.stringify((await api.call('GET', '/api/invoices/INV-00002')).body)).toContain('SE4550000000058398257466');
    expect((await api.call('GET', '/api/invoices/INV-9')).body).toMatchObject({ status: 404, code: 'invoice.not_found' });
  });

  it('give their file to the byte, in the form asked for', async () => {
    const { sha256 } = (await books.invoices.read('INV-00001'))!.original;
    const token = { headers: { authorization: 'Bearer admin-token' } };
    for (const form of ['', '?form=ubl']) {
      const answer = await fetch(`${api.url}/api/invoices/INV-00001/file${form}`, token);
      expect(hash('sha256', Buffer.from(await answer.arrayBuffer()))).toBe(sha256);
      expect(answer.headers.get('etag')).toBe(`"${sha256}"`);
    }
    const pdfs = [];
    for (let no = 0; no < 2; no++) pdfs.push(Buffer.from(await (await fetch(`${api.url}/api/invoices/INV-00001/file?form=pdf`, token)).arrayBuffer()));
    expect(pdfs[0]!.subarray(0, 5).toString()).toBe('%PDF-');
    expect(Buffer.compare(pdfs[0]!, pdfs[1]!)).toBe(0);
  });

  it("a file with the buyer's account is for admins", async () => {
    expect((await api.call('GET', '/api/invoices/INV-00004/file', { as: operator })).status).toBe(403);
    expect((await api.call('GET', '/api/invoices/INV-00004/file')).status).toBe(200);
    expect((await api.call('GET', '/api/invoices/INV-00001/file', { as: operator })).status).toBe(200);
  });

  it('take from an admin what may follow their state, and nothing else', async () => {
    const told = await api.call('POST', '/api/invoices/INV-00003/state', { body: { state: 'paid', reason: 'Cash at the desk' } });
    expect(told).toMatchObject({
      status: 200,
      body: { state: 'paid', facts: expect.arrayContaining([expect.objectContaining({ evidence: { reason: 'Cash at the desk' } })]) },
    });
    expect((await api.call('POST', '/api/invoices/INV-00003/state', { body: { state: 'awaiting_clearance', reason: 'x' } })).body).toMatchObject({
      status: 409,
      code: 'invoice.transition',
    });
    expect((await api.call('POST', '/api/invoices/INV-00003/state', { as: operator, body: { state: 'reopened', reason: 'x' } })).status).toBe(403);
  });
});
