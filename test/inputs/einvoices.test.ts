/** Bad e-invoices, through the API and through the command line: the same refusal, nothing else happens, and the next good invoice is answered. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildInvoice } from '../../flows/documents/invoice/build/build-invoice.ts';
import { writeCii, writeUbl } from '../../flows/documents/invoice/write-invoice.ts';
import { runCommand } from '../../server/cli/program.ts';
import { type ApiHarness, openApi } from '../support/api-harness.ts';
import { samplePlan } from '../support/sample-invoice.ts';

type Bytes = string | Uint8Array;

const invoice = buildInvoice(samplePlan);
const good = { UBL: writeUbl(invoice), CII: writeCii(invoice) };
const changed = (from: string, what: string | RegExp, to: string): string => {
  const text = from.replace(what, to);
  if (text === from) throw new Error(`${what} is not in the sample`);
  return text;
};
const nested = (depth: number): string => changed(good.UBL, '</Invoice>', `${'<x>'.repeat(depth)}${'</x>'.repeat(depth)}</Invoice>`);
const doctype = (inside: string): string => changed(good.UBL, '<Invoice', `<!DOCTYPE Invoice [${inside}]><Invoice`);
const laughs = Array.from({ length: 9 }, (_, at) => `<!ENTITY l${at + 1} "${`&l${at};`.repeat(10)}">`).join('');
const latin = (text: string): Buffer => Buffer.from(text, 'latin1');

let api: ApiHarness;
let folder: string;
beforeAll(async () => {
  api = await openApi();
  folder = await mkdtemp(join(tmpdir(), 'orderloom-einvoice-'));
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

async function viaHttp(body: Bytes, headers: Record<string, string> = {}) {
  const {
    status,
    body: answer,
    headers: given,
  } = await api.call('POST', '/api/einvoices/validate', { body, headers: { 'content-type': 'application/xml', ...headers } });
  return { status, answer, type: given.get('content-type') };
}

async function viaCommand(body: Bytes): Promise<{ exit: number; answer: Record<string, unknown>; errors: string[] }> {
  const file = join(folder, 'invoice.xml');
  await writeFile(file, body);
  const lines: string[] = [];
  const errors: string[] = [];
  const exit = await runCommand(['invoice', 'validate', '--json', file], {
    env: {},
    write: (line) => lines.push(line),
    writeError: (line) => errors.push(line),
  });
  return { exit, answer: JSON.parse(lines[0]!) as Record<string, unknown>, errors }; // one line per file
}

/** After every case: the hub lives, and a good invoice is good. */
afterEach(async () => {
  expect((await viaHttp(good.UBL)).answer).toMatchObject({ syntax: 'UBL', findings: [] });
  expect((await viaHttp(good.CII)).answer).toMatchObject({ syntax: 'CII', findings: [] });
});

const unreadable: [name: string, body: Bytes, status: number, code: string, path?: RegExp][] = [
  ['X01 billion laughs', doctype(`<!ENTITY l0 "lol">${laughs}`), 400, 'xml.doctype_forbidden', /^\d+:\d+$/],
  ['X02 external entity', doctype('<!ENTITY f SYSTEM "file:///etc/passwd">'), 400, 'xml.doctype_forbidden', /^\d+:\d+$/],
  ['X02 parameter entity', doctype('<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;'), 400, 'xml.doctype_forbidden', /^\d+:\d+$/],
  [
    'X02 public DTD without a subset',
    changed(good.UBL, '<Invoice', '<!DOCTYPE Invoice PUBLIC "-//X//EN" "http://127.0.0.1:9/x.dtd"><Invoice'),
    400,
    'xml.doctype_forbidden',
  ],
  ['X03 an element is not closed', '<Invoice><ID>1</Invoice>', 400, 'xml.not_well_formed', /^1:\d+$/],
  ['X03 an entity nobody declared', changed(good.UBL, 'Lamp<', '&lamp;<'), 400, 'xml.not_well_formed', /^\d+:\d+$/],
  ['X03 a tag ends with the file', good.UBL.slice(0, Math.floor(good.UBL.length / 2)), 400, 'xml.not_well_formed', /^\d+:\d+$/],
  ['X03 an attribute twice', changed(good.UBL, 'currencyID="EUR"', 'currencyID="EUR" currencyID="EUR"'), 400, 'xml.not_well_formed', /^\d+:\d+$/],
  ['X03 a prefix nobody declared', changed(good.UBL, '</Invoice>', '<q:Note>x</q:Note></Invoice>'), 400, 'xml.not_well_formed', /^\d+:\d+$/],
  ['X04 two roots', `${good.UBL}<Invoice/>`, 400, 'xml.not_well_formed', /^\d+:\d+$/],
  ['X04 words after the root', `${good.UBL}and more`, 400, 'xml.not_well_formed', /^\d+:\d+$/],
  ['X05 an unknown root', changed(good.UBL, /\bInvoice-2\b/, 'Order-2'), 422, 'einvoice.unknown_document'],
  ['X05 no namespace', '<Invoice/>', 422, 'einvoice.unknown_document'],
  ['X05 the namespace of another year', changed(good.CII, 'CrossIndustryInvoice:100', 'CrossIndustryInvoice:12'), 422, 'einvoice.unknown_document'],
  ...['1e5', '0x1F', '1,234.50', '1 234.50', '1.234,50', 'Infinity', 'NaN', '١٢٣', '--5', '1.2.3'].flatMap((amount): typeof unreadable => [
    [`X07 the amount ${amount} in UBL`, changed(good.UBL, '>125.00<', `>${amount}<`), 422, 'einvoice.invalid_amount', /^\d+:\d+$/],
    [`X07 the amount ${amount} in CII`, changed(good.CII, '>125.00<', `>${amount}<`), 422, 'einvoice.invalid_amount', /^\d+:\d+$/],
  ]),
  ['X08 20,000 nested elements', nested(20_000), 400, 'xml.too_deep', /^\d+:\d+$/],
  ['X08 101 nested elements', nested(100), 400, 'xml.too_deep', /^\d+:\d+$/],
  [
    'X10 UTF-8 declared, other bytes',
    Buffer.concat([Buffer.from(good.UBL.slice(0, -10)), Buffer.from([0xc3, 0x28]), Buffer.from(good.UBL.slice(-10))]),
    400,
    'encoding.invalid_utf8',
  ],
  ['X10 a surrogate written as bytes', latin(changed(good.UBL, 'Lamp<', '\xed\xa0\x80<')), 400, 'encoding.invalid_utf8'],
  ['X10 an encoding nobody reads', changed(good.UBL, /^<\?xml[^>]*\?>/, '<?xml version="1.0" encoding="EBCDIC"?>'), 400, 'encoding.unsupported'],
  ['X10 UTF-16 cut in a character', Buffer.from(`\ufeff${good.UBL}`, 'utf16le').subarray(0, -1), 400, 'encoding.invalid'],
  ['an empty file', '', 400, 'xml.not_well_formed'],
  ['a PDF', '%PDF-1.7\n%âãÏÓ', 400, 'xml.not_well_formed'],
  ['JSON', '{"ID":"1"}', 400, 'xml.not_well_formed'],
  ['NUL in a name', changed(good.UBL, 'Lamp<', 'La\0mp<'), 400, 'xml.not_well_formed'],
  ['NUL as a reference', changed(good.UBL, 'Lamp<', 'La&#0;mp<'), 400, 'xml.not_well_formed'],
];

describe('what cannot be read', () => {
  test.each(unreadable)('%s', async (_name, body, status, code, path = /^(?:\d+:\d+)?$/) => {
    const began = performance.now();
    const http = await viaHttp(body);
    expect(performance.now() - began).toBeLessThan(2000);
    expect([http.status, http.answer]).toMatchObject([status, { code, requestId: expect.any(String), detail: expect.stringMatching(/\w/) }]);
    expect(http.type).toMatch('application/problem+json');
    expect(String(http.answer['path'] ?? '')).toMatch(path);
    expect(JSON.stringify(http.answer)).not.toMatch(/\bat .+\.ts:\d+|node_modules|\/work\/|root:x:/);
    const command = await viaCommand(body);
    expect(command).toMatchObject({ exit: 1, answer: { error: { code, detail: http.answer['detail'] } } });
  });
});

type Syntax = keyof typeof good;
const broken: [name: string, syntax: Syntax, body: string, rule: string, words: RegExp][] = [
  [
    'X06 line sum is not the total, UBL',
    'UBL',
    changed(good.UBL, /(<cac:LegalMonetaryTotal>\s*<cbc:LineExtensionAmount[^>]*>)100\.00/, '$1101.00'),
    'BR-CO-10',
    /101\.00.*100\.00/,
  ],
  [
    'X06 line sum is not the total, CII',
    'CII',
    changed(good.CII, /(MonetarySummation>\s*<ram:LineTotalAmount>)100\.00(<\/ram:LineTotalAmount>\s*<ram:TaxBasis)/, '$1101.00$2'),
    'BR-CO-10',
    /101\.00.*100\.00/,
  ],
  [
    'X09 line in another currency, UBL',
    'UBL',
    changed(good.UBL, /(<cac:InvoiceLine>[\s\S]*?currencyID=")EUR/, '$1SEK'),
    'einvoice.currency_differs',
    /SEK.*EUR/,
  ],
  [
    'X09 line in another currency, CII',
    'CII',
    changed(good.CII, /(LineMonetarySummation>\s*<ram:LineTotalAmount)>/, '$1 currencyID="SEK">'),
    'einvoice.currency_differs',
    /SEK.*EUR/,
  ],
];

describe('what can be read and is wrong', () => {
  test.each(broken)('%s', async (_name, syntax, body, rule, words) => {
    const http = await viaHttp(body);
    expect([http.status, http.answer]).toMatchObject([422, { code: 'einvoice.rule_broken', syntax, path: expect.stringMatching(/^\d+:\d+$/) }]);
    const problems = http.answer['problems'] as { code: string; path: string; message: string }[];
    expect(problems.find(({ code }) => code === rule)).toMatchObject({ path: expect.stringMatching(/^\d+:\d+$/), message: expect.stringMatching(words) });
    expect((http.answer['findings'] as { rule: string }[]).map((one) => one.rule)).toContain(rule);
    const command = await viaCommand(body);
    expect(command).toMatchObject({ exit: 1, answer: { syntax, findings: http.answer['findings'] } });
  });

  test('X09 asks it of Peppol in Peppol words', async () => {
    const body = changed(
      changed(good.UBL, 'urn:cen.eu:en16931:2017<', 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0<'),
      /(<cac:InvoiceLine>[\s\S]*?currencyID=")EUR/,
      '$1SEK',
    );
    const { status, answer } = await viaHttp(body);
    const rules = (answer['findings'] as { rule: string }[]).map(({ rule }) => rule);
    expect([status, rules.filter((rule) => /R051|currency/.test(rule))]).toEqual([422, ['PEPPOL-EN16931-R051']]);
  });

  test('the same invoice twice gets the same answer', async () => {
    const [{ answer: one }, { answer: other }] = [await viaHttp(broken[0]![2]), await viaHttp(broken[0]![2])];
    expect({ ...one, requestId: '' }).toEqual({ ...other, requestId: '' });
  });
});

describe('what is unusual and right', () => {
  test.each<[string, Bytes]>([
    ['a byte order mark', `\ufeff${good.UBL}`],
    ['UTF-16, little end first', Buffer.from(`\ufeff${good.UBL.replace(/encoding="[^"]*"/, 'encoding="UTF-16"')}`, 'utf16le')],
    ['UTF-16, big end first', Buffer.from(`\ufeff${good.UBL}`, 'utf16le').swap16()],
    ['Latin-1 that says so', latin(good.UBL.replace(/^<\?xml[^>]*\?>/, '<?xml version="1.0" encoding="ISO-8859-1"?>'))],
    ['other prefixes', good.UBL.replaceAll('cbc:', 'n0:').replaceAll('xmlns:cbc', 'xmlns:n0')],
    ['CRLF', good.UBL.replace(/\r?\n/g, '\r\n')],
    ['comments and processing instructions', changed(good.UBL, '</Invoice>', '<!-- & < --><?note x?></Invoice>')],
  ])('%s', async (_name, body) => {
    expect(await viaHttp(body)).toMatchObject({ status: 200, answer: { syntax: 'UBL', findings: [] } });
    expect(await viaCommand(body)).toMatchObject({ exit: 0, answer: { findings: [] } });
  });
});

describe('what is too much', () => {
  test('50 MB are refused before they are read to the end, by both', async () => {
    const body = Buffer.alloc(50 * 1024 * 1024, ' ');
    Buffer.from(good.UBL).copy(body);
    const { status, answer } = await viaHttp(body);
    expect([status, answer['code']]).toEqual([413, 'upload.too_large']);
    expect(await viaCommand(body)).toMatchObject({ exit: 1, answer: { error: { code: 'xml.too_large' } } });
  });

  test('a form or JSON is no invoice, and nothing is unpacked', async () => {
    expect((await viaHttp(good.UBL, { 'content-type': 'application/json' })).status).toBe(415);
    expect((await viaHttp(good.UBL, { 'content-encoding': 'gzip' })).status).toBe(415);
  });

  test('an invoice of 20,000 lines with a mistake each holds up nobody else', async () => {
    const line = /<cac:InvoiceLine>[\s\S]*<\/cac:InvoiceLine>/.exec(good.UBL)![0].replace(/<cbc:Name>.*?<\/cbc:Name>/, ''); // the sample has a line
    const body = changed(good.UBL, '</Invoice>', `${line.repeat(20_000)}</Invoice>`);
    const asked = viaHttp(body);
    const answered: number[] = [];
    let isOpen = true;
    asked.finally(() => {
      isOpen = false;
    });
    while (isOpen) {
      const began = performance.now();
      expect((await api.call('GET', '/api/health', { as: null })).status).toBeLessThan(500);
      answered.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { status, answer } = await asked;
    expect([status, (answer['problems'] as { code: string }[]).filter(({ code }) => code === 'BR-25').length]).toEqual([422, 20_000]);
    answered.sort((a, b) => a - b);
    if (process.env['RATES']) console.info(`20,000 lines: ${answered.length} other calls meanwhile, slowest ${answered.at(-1)?.toFixed(0)} ms`);
    expect(answered.length).toBeGreaterThan(10);
    expect(answered[Math.floor(answered.length / 2)]).toBeLessThan(200);
  });
});
