import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiHarness, openApi } from '../../../test/support/api-harness.ts';

const invoice = `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
  <b:CustomizationID>urn:cen.eu:en16931:2017</b:CustomizationID>
  <b:InvoiceTypeCode>999</b:InvoiceTypeCode>
</Invoice>`;

let api: ApiHarness;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const send = (body: string, type = 'application/xml') => api.call('POST', '/api/einvoices/validate?file=a.xml', { body, headers: { 'content-type': type } });

describe('POST /api/einvoices/validate', () => {
  test('answers rule, severity, path and words of each finding', async () => {
    const { status, body } = await send(invoice);
    expect([status, body]).toMatchObject([422, { code: 'einvoice.rule_broken', file: 'a.xml', syntax: 'UBL', profile: 'en16931' }]);
    const { findings } = body as { findings: Record<string, string>[] };
    expect(findings.find(({ rule }) => rule === 'BR-CL-01')).toEqual({
      rule: 'BR-CL-01',
      severity: 'fatal',
      path: '/Invoice/InvoiceTypeCode',
      message: 'The type of the document (BT-3) is a code of UNTDID 1001 for its kind. Found "999".',
    });
    expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['BR-02', 'BR-03', 'BR-05', 'BR-16', 'BR-CO-18']));
  });

  test('refuses what is no e-invoice', async () => {
    expect((await send('<Invoice/>')).body).toMatchObject({ code: 'einvoice.unknown_document' });
    expect((await send('{}', 'application/json')).status).toBe(415);
  });
});
