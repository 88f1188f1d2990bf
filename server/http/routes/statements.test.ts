import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiHarness, openApi } from '../../../test/support/api-harness.ts';

const mt940 = [
  ':20:STATEMENT',
  ':25:SE4550000000058398257466',
  ':28C:7/1',
  ':60F:C260301SEK100,00',
  ':61:2603020302C25,50NTRFNONREF//B1',
  ':86:=HYPERLINK("http://evil","x")',
  ':62F:C260302SEK125,50',
  '-',
].join('\n');

let api: ApiHarness;
beforeAll(async () => {
  api = await openApi();
});
afterAll(() => api.close());

const send = (body: string, type = 'text/plain', query = '') => api.call('POST', `/api/statements${query}`, { body, headers: { 'content-type': type } });

describe('POST /api/statements', () => {
  test('answers a bank file as the command line does, text as it came', async () => {
    const { status, body } = await send(mt940, 'text/plain', '?file=march.sta');
    expect([status, body]).toEqual([
      200,
      {
        file: 'march.sta',
        format: 'MT940',
        statements: [
          {
            account: 'SE4550000000058398257466',
            currency: 'SEK',
            opening: '100.00',
            closing: '125.50',
            warnings: [],
            entries: [
              {
                bookingDate: '2026-03-02',
                valueDate: '2026-03-02',
                amount: '25.50',
                currency: 'SEK',
                reference: 'B1',
                endToEndId: null,
                counterparty: null,
                text: '=HYPERLINK("http://evil","x")',
              },
            ],
          },
        ],
      },
    ]);
  });

  test('names a statement that came before', async () => {
    expect((await send(mt940.replace('7/1', '8/1'))).body).not.toHaveProperty('duplicate');
    expect((await send(mt940.replace('7/1', '8/1'), 'application/octet-stream')).body).toMatchObject({ duplicate: true });
  });

  test('reads a status report', async () => {
    const report =
      '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt><GrpHdr><MsgId>1</MsgId></GrpHdr><OrgnlGrpInfAndSts><OrgnlMsgId>M-1</OrgnlMsgId><GrpSts>RJCT</GrpSts></OrgnlGrpInfAndSts></CstmrPmtStsRpt></Document>';
    expect((await send(report, 'application/xml')).body).toMatchObject({
      format: 'pain.002',
      statements: [],
      statuses: [{ level: 'group', outcome: 'rejected', messageId: 'M-1' }],
    });
  });

  test.each([
    ['an empty file', '', 'text/plain', '', 422, 'bank.empty'],
    ['a header without rows', 'date,amount,currency\n', 'text/csv', '', 422, 'bank.empty'],
    [
      'an amount in another form than the profile says',
      'date,amount,currency\n2026-03-01,"1.234,56",EUR\n',
      'text/csv',
      '?profile=plain',
      422,
      'bank.ambiguous_amount',
    ],
    ['a DOCTYPE', '<!DOCTYPE a><Document/>', 'application/xml', '', 400, 'xml.doctype_forbidden'],
    ['a document of another kind', '<Invoice/>', 'application/xml', '', 422, 'bank.unknown_document'],
    ['an unknown profile', 'date,amount\n', 'text/csv', '?profile=none', 422, 'bank.unknown_profile'],
    ['a media type of no bank', '{}', 'image/png', '', 415, 'body.media_type'],
    ['JSON that is no file', '{"contents":""}', 'application/json', '', 422, 'property.missing'],
  ])('refuses %s', async (_name, body, type, query, status, code) => {
    expect((await send(body, type, query)).body).toMatchObject({ status, code });
  });

  test('takes a file as JSON, with a profile of its own', async () => {
    const profile = {
      id: 'own',
      title: 'Own',
      encoding: 'utf-8',
      delimiter: '|',
      columns: { bookingDate: 'Day', amount: 'Sum' },
      text: [],
      date: 'DD/MM/YYYY',
      number: { decimal: ',' },
      currency: 'EUR',
    };
    const body = { file: 'own.csv', content: Buffer.from('Day|Sum\n02/03/2026|1000,5\n').toString('base64'), encoding: 'base64', profile };
    expect((await send(JSON.stringify(body), 'application/json')).body).toMatchObject({
      file: 'own.csv',
      statements: [{ entries: [{ amount: '1000.50', bookingDate: '2026-03-02' }] }],
    });
    const wrong = await send(JSON.stringify({ ...body, profile: { ...profile, date: 'day' } }), 'application/json');
    expect(wrong.body).toMatchObject({ status: 422, code: 'bank.invalid_profile', path: '/date' });
  });

  test('says the line of an ambiguous amount', async () => {
    expect((await send('date,amount,currency\n2026-03-01,1.00,EUR\n2026-03-02,"1.234,56",EUR\n', 'text/csv')).body).toMatchObject({ path: '3:1' });
  });
});
