import { describe, expect, it } from 'vitest';
import { epcQr } from './epc-qr.ts';
import { isQrIban, swissQr } from './swiss-qr.ts';

describe('an EPC code', () => {
  const transfer = { name: 'Loom AB', iban: 'DE79 0000 0000 1234 5678 90', amount: '12.30' };

  it('holds a sound ISO 11649 reference as such', () => {
    expect(epcQr({ ...transfer, bic: 'TESTDEFF', reference: 'RF18 5390 0754 7034' })).toBe(
      'BCD\n002\n1\nSCT\nTESTDEFF\nLoom AB\nDE79000000001234567890\nEUR12.30\n\nRF18539007547034',
    );
  });

  it('holds anything else as text', () => {
    expect(
      epcQr({ ...transfer, reference: 'INV-7' })
        .split('\n')
        .slice(8),
    ).toEqual(['', '', 'INV-7']);
  });

  it('is refused for a wrong account, a wrong amount, or too many bytes', () => {
    expect(() => epcQr({ ...transfer, iban: 'DE80000000001234567890' })).toThrow(/not an IBAN/);
    expect(() => epcQr({ ...transfer, amount: '1,5' })).toThrow(/not an amount/);
    expect(() => epcQr({ ...transfer, name: '€'.repeat(70), reference: '€'.repeat(140) })).toThrow(/331 bytes/);
  });
});

describe('a Swiss QR-bill', () => {
  const creditor = { name: 'Robert Schneider AG', street: 'Rue du Lac', number: '1268', postcode: '2501', city: 'Biel', country: 'CH' };

  it('holds its lines in order', () => {
    const lines = swissQr({
      iban: 'CH44 3199 9123 0008 8901 2',
      creditor,
      amount: '1949.75',
      currency: 'CHF',
      reference: '21 00000 00003 13947 14300 09017',
      message: 'Order of 15 June',
      billing: '//S1/10/10201409',
    }).split('\n');
    expect(lines.slice(0, 11)).toEqual(['SPC', '0200', '1', 'CH4431999123000889012', 'S', 'Robert Schneider AG', 'Rue du Lac', '1268', '2501', 'Biel', 'CH']);
    expect(lines.slice(18, 20)).toEqual(['1949.75', 'CHF']);
    expect(lines.slice(27)).toEqual(['QRR', '210000000003139471430009017', 'Order of 15 June', 'EPD', '//S1/10/10201409']);
  });

  it('takes a QR reference with a QR-IBAN only, ISO 11649 with another', () => {
    expect(isQrIban('CH4431999123000889012')).toBe(true);
    expect(isQrIban('CH5604835012345678009')).toBe(false);
    const plain = { iban: 'CH5604835012345678009', creditor, currency: 'CHF' as const };
    expect(swissQr(plain).split('\n').slice(27, 29)).toEqual(['NON', '']);
    expect(swissQr({ ...plain, reference: 'RF18539007547034' }).split('\n')[27]).toBe('SCOR');
    expect(() => swissQr({ ...plain, reference: '210000000003139471430009017' })).toThrow(/ISO 11649 only/);
    expect(() => swissQr({ ...plain, iban: 'CH4431999123000889012' })).toThrow(/needs a QR reference/);
  });
});
