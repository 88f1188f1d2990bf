import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differences } from './differences.ts';
import { readDocument } from './read-document.ts';
import { readInvoice } from './read-invoice.ts';
import { writeCii, writeUbl } from './write-invoice.ts';

const root = join(import.meta.dirname, '../../../../shared/data/einvoice');
const absent = !existsSync(root);
const skipped = absent ? ' (skipped: ../shared/data is absent)' : '';
const filesOf = (folder: string): string[] => (absent ? [] : readdirSync(join(root, folder)).map((file) => join(folder, file)));
const bytesOf = (file: string): Buffer => readFileSync(join(root, file));

const folders = ['xrechnung', 'bis3-examples', 'en16931-examples-ubl', 'en16931-examples-cii', 'facturx', 'mutated'];
const documents = folders.flatMap(filesOf).filter((file) => /\.xml$/i.test(file));

describe.skipIf(absent)(`e-invoices of public projects${skipped}`, () => {
  it.each(documents)('%s is written as it was read', (file) => {
    const { syntax, invoice } = readInvoice(bytesOf(file));
    expect(readInvoice(syntax === 'UBL' ? writeUbl(invoice) : writeCii(invoice)).invoice).toEqual(invoice);
  });
});

/** What the two files of a pair say differently themselves; everything else must be equal. */
const ownWords: Record<string, Record<string, string>> = {
  'cius_01.05_minimal_test': { '/totals/tax': 'only the UBL file has the total of tax' },
  'cvd_02.01a-cvd_INVOICE': {
    '/seller/ids/*': 'three identifiers in the CII file, one in the UBL file',
    '/payee/legalId/*': 'only in the CII file',
    '/totals/rounding': 'only in the CII file, as 0',
    '/lines/0/item/description': 'other wording',
    '/lines/0/item/attributes/*': 'other order',
  },
  'standard_01.02a-INVOICE': { '/orders/0/number': 'the UBL file has Dummywert where its schema wants a number' },
  'standard_01.08a-INVOICE': { '/orders/0/number': 'the UBL file has Dummywert where its schema wants a number' },
  'standard_01.10a-INVOICE': { '/orders/0/number': 'the UBL file has Dummywert where its schema wants a number' },
  'standard_01.12a-INVOICE': { '/orders/0/number': 'the UBL file has Dummywert where its schema wants a number' },
  'standard_01.20a-INVOICE': {
    '/seller/address/*': 'other placeholders',
    '/totals/charges': 'only in the CII file, as 0.00',
    '/totals/allowances': 'only in the CII file, as 0.00',
    '/totals/prepaid': 'only in the CII file, as 0.00',
  },
};

const twins = filesOf('xrechnung')
  .filter((file) => file.endsWith('_uncefact.xml'))
  .map((file) => file.slice(0, -'_uncefact.xml'.length));

describe.skipIf(absent)(`a hybrid PDF and UBL of one invoice${skipped}`, () => {
  it('differ in days, names and zeros of their own only', () => {
    const [pdf] = readDocument(bytesOf('facturx/EN16931_Einfach.pdf'));
    const { invoice } = readInvoice(bytesOf('facturx/EN16931_Einfach.ubl.xml'));
    const own =
      /^\/(?:profile|process|issueDate|notes\/0\/text|deliveries\/0\/date|paymentTerms\/0\/text|(?:seller|buyer)\/tradingName|seller\/ids\/.*|lines\/\d\/price\/gross)$/;
    expect(differences(pdf!.invoice, invoice).filter((pointer) => !own.test(pointer))).toEqual([]);
  });
});

describe.skipIf(absent)(`UBL and CII of one invoice${skipped}`, () => {
  it('there are pairs', () => {
    expect(twins.length).toBeGreaterThan(10);
  });

  it.each(twins)('%s is the same invoice', (name) => {
    const [ubl, cii] = [readInvoice(bytesOf(`${name}_ubl.xml`)), readInvoice(bytesOf(`${name}_uncefact.xml`))];
    const expected = Object.keys(ownWords[name.split('/')[1]!] ?? {}).map((pattern) => new RegExp(`^${pattern.replace('*', '.*')}$`));
    expect(differences(ubl.invoice, cii.invoice).filter((pointer) => !expected.some((one) => one.test(pointer)))).toEqual([]);
  });

  it.each(twins)('%s goes from UBL to CII and back unchanged', (name) => {
    const { invoice } = readInvoice(bytesOf(`${name}_ubl.xml`));
    expect(readInvoice(writeUbl(readInvoice(writeCii(invoice)).invoice)).invoice).toEqual(invoice);
  });
});

const messages = filesOf('edifact-invoic').filter((file) => file.endsWith('.TXT'));
const pairs = messages.filter((file) => existsSync(join(root, file.replace('.TXT', '.xml'))));

describe.skipIf(absent)(`EDIFACT INVOIC${skipped}`, () => {
  it.each(messages)('%s reads with number, parties, lines and total', (file) => {
    const [read] = readDocument(bytesOf(file));
    expect(read?.invoice).toMatchObject({ typeCode: '380', seller: { name: expect.any(String) }, buyer: { name: expect.any(String) } });
    expect(read?.invoice.lines?.length).toBeGreaterThan(0);
    expect(read?.invoice.totals?.payable).toMatch(/^[\d.]+$/);
  });

  it.each(pairs)('%s is the same invoice as its XML', (file) => {
    const [edifact, xml] = [readDocument(bytesOf(file))[0]!, readDocument(bytesOf(file.replace('.TXT', '.xml')))[0]!];
    // The XML form has no UNO, so an embedded file is only in the interchange.
    const embedded = /^\/attachments\/\d+\/file\/(?:mime|content)$/;
    expect(differences(edifact.invoice, xml.invoice).filter((pointer) => !embedded.test(pointer))).toEqual([]);
  });
});
