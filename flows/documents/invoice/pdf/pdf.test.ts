import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Invoice } from '../invoice.ts';
import { readInvoice } from '../read-invoice.ts';
import { readEmbedded } from './read-pdf.ts';
import { writePdf } from './write-pdf.ts';

const invoice: Invoice = {
  profile: 'urn:cen.eu:en16931:2017',
  number: 'INV-7',
  issueDate: '2026-11-26',
  dueDate: '2026-12-26',
  typeCode: '380',
  currency: 'EUR',
  seller: { name: 'Vävstolen & Söner AB', vatId: 'SE556000000001', address: { street: 'Storgatan 1', city: 'Lund', postcode: '22222', country: 'SE' } },
  buyer: { name: 'Łódź Kft. Ελλάς Борис', address: { city: 'Wien', country: 'AT' } },
  payments: [{ code: '58', account: { id: 'DE79000000001234567890', bank: 'TESTDEFF' } }],
  paymentReference: 'RF18539007547034',
  taxes: [{ base: '200.00', tax: '50.00', category: 'S', rate: '25' }],
  totals: { lines: '200.00', net: '200.00', tax: '50.00', gross: '250.00', payable: '250.00' },
  lines: [{ id: '1', quantity: '2', unit: 'C62', net: '200.00', price: { net: '100.00' }, tax: { category: 'S', rate: '25' }, item: { name: 'Loom' } }],
};

const pages = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)!.length;

describe('a hybrid invoice', () => {
  it('holds the invoice it shows', async () => {
    const { name, xml } = readEmbedded(await writePdf(invoice));
    expect(name).toBe('factur-x.xml');
    expect(readInvoice(xml).invoice).toEqual(invoice);
  });

  it('is PDF/A-3: fonts and colours inside, the file related, its profile told', async () => {
    const text = (await writePdf(invoice)).toString('latin1');
    expect(text).toMatch(/^%PDF-1\.7/);
    expect(text.match(/\/FontFile2/g)).toHaveLength(2);
    expect(text).not.toContain('/Helvetica');
    for (const part of [
      '/GTS_PDFA1',
      '/AFRelationship /Alternative',
      '/Subtype /text#2Fxml',
      '<pdfaid:part>3<',
      '<pdfaid:conformance>B<',
      '<fx:ConformanceLevel>EN 16931<',
    ])
      expect(text).toContain(part);
  });

  it('names the file and level of XRechnung', async () => {
    const pdf = await writePdf({ ...invoice, profile: 'urn:cen.eu:en16931:2017#compliant#urn:xeinkauf.de:kosit:xrechnung_3.0' });
    expect(readEmbedded(pdf).name).toBe('xrechnung.xml');
    expect(pdf.toString('latin1')).toContain('<fx:ConformanceLevel>XRECHNUNG<');
  });

  it('turns the page when lines run out of it, and is the same bytes each time', async () => {
    const [line] = invoice.lines!;
    const long = { ...invoice, lines: Array.from({ length: 60 }, (_, index) => ({ ...line, id: String(index + 1) })) };
    const pdf = await writePdf(long, { language: 'sv' });
    expect(pages(pdf)).toBeGreaterThan(1);
    expect(pages(await writePdf(invoice))).toBe(1);
    expect((await writePdf(long, { language: 'sv' })).equals(pdf)).toBe(true);
  });
});

describe('reading what is inside a PDF', () => {
  const packed = (body: string, dictionary = ''): string => {
    const stream = deflateSync(body).toString('latin1');
    return `<< ${dictionary} /Filter /FlateDecode /Length ${stream.length} >>\nstream\n${stream}\nendstream`;
  };

  it('finds a file whose description sits in an object stream, under a hex name', () => {
    const spec = `<< /Type /Filespec /UF <FEFF${Buffer.from('factur-x.xml', 'latin1').toString('hex').replace(/../g, '00$&')}> /EF << /F 5 0 R >> >>`;
    const pdf = `%PDF-1.5\n5 0 obj\n${packed('<x/>')}\nendobj\n6 0 obj\n${packed(`7 0 ${spec}`, `/Type /ObjStm /N 1 /First 4`)}\nendobj\n`;
    expect(readEmbedded(Buffer.from(pdf, 'latin1')).xml.toString()).toBe('<x/>');
  });

  it.each([
    ['<html>', 'pdf.not_readable'],
    ['%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n', 'einvoice.no_embedded_invoice'],
    ['%PDF-1.7\ntrailer << /Encrypt 9 0 R >>', 'pdf.not_readable'],
    [
      '%PDF-1.7\n1 0 obj\n<< /F (factur-x.xml) /EF << /F 2 0 R >> >>\nendobj\n2 0 obj\n<< /Filter /FlateDecode /Length 3 >>\nstream\nabc\nendstream\nendobj',
      'pdf.not_readable',
    ],
  ])('refuses %j as %s', (text, code) => {
    expect(() => readEmbedded(Buffer.from(text))).toThrow(expect.objectContaining({ problems: [expect.objectContaining({ code })] }));
  });

  it('does not unpack more than the limit', () => {
    const bomb = packed('\0'.repeat(26 * 1024 * 1024));
    const pdf = `%PDF-1.5\n5 0 obj\n${bomb}\nendobj\n6 0 obj\n<< /F (factur-x.xml) /EF << /F 5 0 R >> >>\nendobj\n`;
    expect(() => readEmbedded(Buffer.from(pdf, 'latin1'))).toThrow(/cannot be unpacked/);
  });
});

const folder = join(import.meta.dirname, '../../../../../shared/data/einvoice/facturx');
const absent = !existsSync(folder);

describe.skipIf(absent)(`hybrid PDFs of public projects${absent ? ' (skipped: ../shared/data is absent)' : ''}`, () => {
  it.each([
    ['EN16931_Einfach.pdf', '529.87'],
    ['MustangBeispiel20221026.pdf', '963.11'],
    ['validV2PDF.pdf', '571.04'],
    ['corruptedV2PDF.pdf', '571.04'],
    ['XMLinvalidV2PDF.pdf', '571.04'],
  ])('%s holds an invoice over %s', (file, payable) => {
    expect(readInvoice(readEmbedded(readFileSync(join(folder, file))).xml).invoice.totals?.payable).toBe(payable);
  });

  it('a plain PDF/A has none', () => {
    expect(() => readEmbedded(readFileSync(join(folder, 'MustangGnuaccountingBeispielRE-20201121_508blankoA3.pdf')))).toThrow(/no e-invoice inside/);
  });

  it('ZUGFeRD 1.0 is found, and refused by name as another document', () => {
    const { name, xml } = readEmbedded(readFileSync(join(folder, 'zugferd_invoice.pdf')));
    expect(name).toBe('ZUGFeRD-invoice.xml');
    expect(() => readInvoice(xml)).toThrow(/CrossIndustryDocument of .* is not supported/);
  });
});
