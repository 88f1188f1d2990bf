import { describe, expect, it } from 'vitest';
import { readInvoic } from './read-invoic.ts';
import { readSegments } from './segments.ts';

const message = (...segments: string[]): string => ['UNH+1+INVOIC:D:14B:UN', ...segments].map((segment) => `${segment}'`).join('\n');

describe('segments', () => {
  it('take separators and decimal sign from UNA', () => {
    const { segments, decimal } = readSegments('UNA|^,! ~UNB^UNOC|3^A^B~FTX^GEN^^^a!^b!!c|d~');
    expect(decimal).toBe(',');
    expect(segments[1]?.data).toEqual([['FTX'], ['GEN'], [''], [''], ['a^b!c', 'd']]);
  });

  it('take the character set from UNB', () => {
    const bytes = (charset: string) => Buffer.from(`UNB+${charset}:3+A+B'FTX+GEN+++Gr\u00f6\u00dfe'`, 'latin1');
    expect(readSegments(bytes('UNOC')).segments[1]?.data[4]).toEqual(['Größe']);
    expect(readSegments(Buffer.from("UNB+UNOA:1+A+B'FTX+GEN+++Größe'")).segments[1]?.data[4]).toEqual(['Größe']);
    const mistaken = readSegments(bytes('UNOW'));
    expect(mistaken.segments[1]?.data[4]).toEqual(['Größe']);
    expect(mistaken.warnings).toEqual([expect.stringContaining('Windows-1252')]);
  });

  it('hold embedded objects whole, terminators and all', () => {
    const { segments } = readSegments("UNB+UNOC:3+A+B'UNO+P1+1:D1+13:text/plain+9'it's+a:b'UNP+9+P1'UNZ+1+1'");
    expect(segments.map(({ tag }) => tag)).toEqual(['UNB', 'UNO', 'UNP', 'UNZ']);
    expect(segments[1]?.data[5]).toEqual(["it's+a:b'"]);
  });

  it.each(['', 'hello', '<x/>', "UNB+UNOC:3'what is this'"])('refuse %j', (text) => {
    expect(() => readSegments(text)).toThrow(expect.objectContaining({ status: 400 }));
  });

  it('read without UNZ and with line breaks inside', () => {
    expect(readSegments("UNH+1+INVOIC:D'BGM+380+A\n1'").segments[1]?.data[2]).toEqual(['A1']);
  });
});

describe('INVOIC', () => {
  it('tells parties, lines, charges and tax apart', () => {
    const [read] = readInvoic(
      message(
        'BGM+380+77',
        'NAD+SE+++Seller',
        'RFF+VA:SE1',
        'NAD+BY+++Buyer',
        'CUX+2:EUR',
        'ALC+A+Bonus:95',
        'MOA+204:5',
        'TAX+7+VAT+++:::25+S',
        'LIN+1',
        'IMD+F++:::Loom',
        'QTY+47:2:C62',
        'MOA+203:20',
        'PRI+AAA:10',
        'TAX+7+VAT+++:::25+S',
        'ALC+A',
        'MOA+509:1',
        'UNS+S',
        'MOA+79:20',
        'MOA+9:18.75',
        'TAX+7+VAT+++:::25+S',
        'MOA+125:15',
        'MOA+124:3.75',
        'XYZ+1',
        'UNT+24+1',
      ),
    );
    expect(read?.invoice).toEqual({
      typeCode: '380',
      number: '77',
      seller: { name: 'Seller', vatId: 'SE1' },
      buyer: { name: 'Buyer' },
      currency: 'EUR',
      allowances: [{ reason: 'Bonus', reasonCode: '95', amount: '5', category: 'S', rate: '25' }],
      lines: [
        { id: '1', item: { name: 'Loom' }, quantity: '2', unit: 'C62', net: '20', price: { net: '10', discount: '1' }, tax: { category: 'S', rate: '25' } },
      ],
      totals: { lines: '20', payable: '18.75' },
      taxes: [{ category: 'S', rate: '25', base: '15', tax: '3.75' }],
    });
    expect(read?.asides.map(({ text }) => text)).toEqual(['XYZ+1', 'UNT counts 24 segments, there are 25.']);
    expect(read?.places.get('/lines/0/net')).toEqual({ path: 'MOA[13]', line: 13 });
  });

  it('reads decimals with a comma where UNA says so', () => {
    const [read] = readInvoic(`UNA:+,? '${message('BGM+380+1', 'UNS+S', 'MOA+9:18,75', 'UNT+5+1')}`);
    expect(read?.invoice.totals?.payable).toBe('18.75');
    expect(() => readInvoic(message('BGM+380+1', 'UNS+S', 'MOA+9:1e5'))).toThrow(expect.objectContaining({ status: 422 }));
  });

  it('refuses an interchange without one', () => {
    expect(() => readInvoic("UNH+1+ORDERS:D'BGM+220+1'")).toThrow(/holds no INVOIC/);
  });
});
