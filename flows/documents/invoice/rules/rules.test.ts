import { describe, expect, it } from 'vitest';
import { validateInvoice } from '../validate.ts';

const head =
  'xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"';

interface Changes {
  issued?: string;
  specification?: string;
  category?: string;
  rate?: string;
  payable?: string;
  more?: string;
}

const vat = (id: string): string =>
  `<cac:PartyTaxScheme><cbc:CompanyID>${id}</cbc:CompanyID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>`;
const party = (name: string, id: string): string =>
  `<cac:Party><cac:PostalAddress><cac:Country><cbc:IdentificationCode>FR</cbc:IdentificationCode></cac:Country></cac:PostalAddress>${vat(id)}<cac:PartyLegalEntity><cbc:RegistrationName>${name}</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party>`;
const category = (name: string, code: string, rate: string): string =>
  `<cac:${name}><cbc:ID>${code}</cbc:ID><cbc:Percent>${rate}</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:${name}>`;
const eur = (name: string, amount: string): string => `<cbc:${name} currencyID="EUR">${amount}</cbc:${name}>`;

const invoice = ({
  issued = '2026-11-26',
  specification = 'urn:cen.eu:en16931:2017',
  category: code = 'S',
  rate = '20',
  payable = '120.00',
  more = '',
}: Changes = {}): string =>
  `<Invoice ${head}><cbc:CustomizationID>${specification}</cbc:CustomizationID><cbc:ID>1</cbc:ID><cbc:IssueDate>${issued}</cbc:IssueDate>
  <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
  <cac:AccountingSupplierParty>${party('Loom', 'FR123')}</cac:AccountingSupplierParty><cac:AccountingCustomerParty>${party('Mill', 'FR456')}</cac:AccountingCustomerParty>
  <cac:TaxTotal>${eur('TaxAmount', '20.00')}<cac:TaxSubtotal>${eur('TaxableAmount', '100.00')}${eur('TaxAmount', '20.00')}${category('TaxCategory', code, rate)}</cac:TaxSubtotal></cac:TaxTotal>
  <cac:LegalMonetaryTotal>${eur('LineExtensionAmount', '100.00')}${eur('TaxExclusiveAmount', '100.00')}${eur('TaxInclusiveAmount', '120.00')}${eur('PayableAmount', payable)}</cac:LegalMonetaryTotal>
  <cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>${eur('LineExtensionAmount', '100.00')}
  <cac:Item><cbc:Name>Yarn</cbc:Name>${category('ClassifiedTaxCategory', code, rate)}</cac:Item><cac:Price>${eur('PriceAmount', '100.00')}</cac:Price></cac:InvoiceLine>${more}</Invoice>`;

const found = (changes?: Changes): string[] => validateInvoice(invoice(changes)).findings.map(({ rule }) => rule);

describe('validateInvoice', () => {
  it('finds nothing in a clean invoice, whatever its prefixes, comments and line ends', () => {
    expect(found()).toEqual([]);
    const odd = invoice().replaceAll('cbc:', 'b:').replace('xmlns:cbc', 'xmlns:b').replaceAll('\n', '\r\n').replace('Yarn', '<![CDATA[Yarn]]><!-- soft -->');
    expect(validateInvoice(`\ufeff${odd}`).findings).toEqual([]);
  });

  it('says rule, term, value and what would be right', () => {
    expect(validateInvoice(invoice({ payable: '130.00' })).findings).toEqual([
      {
        rule: 'BR-CO-16',
        severity: 'fatal',
        path: '/Invoice/LegalMonetaryTotal/PayableAmount',
        line: 5,
        message: 'The amount due (BT-115) is the total with VAT (BT-112) less what is paid (BT-113) plus rounding (BT-114). Found "130.00". Expected 120.00.',
        terms: ['BT-115', 'BT-112', 'BT-113', 'BT-114'],
        value: '130.00',
        fix: '120.00',
      },
    ]);
  });

  it('calls a rule as the pack of the issue date does', () => {
    const changes = { category: 'L', rate: '-1' };
    expect(found({ ...changes, issued: '2026-11-26' })).toContain('BR-AF-05');
    expect(found({ ...changes, issued: '2026-06-01' })).toContain('BR-IG-05');
    expect(found({ issued: '2026-06-01' })).toEqual(['BR-CO-25']);
    expect(validateInvoice(invoice({ issued: '2026-06-01' })).packs).toEqual(['EN 16931 1.3.15']);
  });

  it('asks Peppol rules of Peppol invoices only', () => {
    const peppol = { specification: 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0' };
    expect(validateInvoice(invoice(peppol)).packs).toEqual(['EN 16931 1.3.16', 'Peppol BIS Billing 3.0.19']);
    expect(found(peppol)).toEqual(expect.arrayContaining(['PEPPOL-EN16931-R001', 'PEPPOL-EN16931-R010', 'PEPPOL-EN16931-R020']));
  });

  it('takes an element of a foreign namespace for what it is', () => {
    expect(found({ more: '<x:PaymentMeans xmlns:x="urn:x"><x:PaymentMeansCode>999</x:PaymentMeansCode></x:PaymentMeans>' })).toEqual([]);
  });

  it.each(['1e5', '0x1F', '1,234.50'])('refuses the amount %s rather than guess', (amount) => {
    expect(() => validateInvoice(invoice({ payable: amount }))).toThrow(/is not a plain decimal/);
  });

  it('refuses other documents', () => {
    expect(() => validateInvoice('<Order xmlns="urn:x"/>')).toThrow(/not supported/);
  });

  it('holds an invoice of 5,000 lines within two seconds', () => {
    const line = /<cac:InvoiceLine>[\s\S]*<\/cac:InvoiceLine>/.exec(invoice())![0]; // every invoice here has a line
    const began = performance.now();
    expect(found({ more: line.repeat(4999) })).toEqual(['BR-CO-10', 'BR-S-08']);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});
