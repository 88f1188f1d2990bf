/** What smaller and larger profiles than EN 16931 are asked, and what Peppol asks of CII. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readXml } from '../../xml/read-xml.ts';
import { validateElement, validateInvoice } from '../validate.ts';
import { cleanCii } from './cii/mutations/clean-cii.ts';
import { mutate } from './cii/mutations/mutate.ts';

const clean = cleanCii({ category: 'S', rate: '25' });
const specification = 'C/GuidelineSpecifiedDocumentContextParameter/ID';
const found = (...changes: string[]): string[] => {
  const root = readXml(clean);
  for (const change of changes) mutate(root, change);
  return validateElement(root).findings.map(({ rule }) => rule);
};

describe('BASIC WL, an invoice without lines', () => {
  const basic = [`set ${specification}=urn:factur-x.eu:1p0:basicwl`, 'drop L'];

  it('is clean without them', () => {
    expect(found(...basic)).toEqual([]);
  });

  it.each([
    ['BR-CO-13', 'set M/TaxBasisTotalAmount=111.00'],
    ['BR-CO-14', 'set M/TaxTotalAmount=27.51'],
    ['BR-CO-11', 'set M/AllowanceTotalAmount=11.00'],
    ['BR-S-01', 'drop S/ApplicableTradeTax'],
    ['BR-S-09', 'set S/ApplicableTradeTax/CalculatedAmount=40.00'],
    ['BR-12', 'drop M/LineTotalAmount'],
    ['BR-11', 'drop A/BuyerTradeParty/PostalTradeAddress/CountryID'],
    ['CII-SR-009', 'add C/GuidelineSpecifiedDocumentContextParameter/ID=x; twice C/GuidelineSpecifiedDocumentContextParameter'],
  ])('is asked %s', (rule, change) => {
    expect(found(...basic, change)).toContain(rule);
  });

  it('is asked everything when it has lines', () => {
    expect(found(basic[0]!, 'set M/LineTotalAmount=101.00')).toEqual(expect.arrayContaining(['BR-CO-10', 'BR-CO-13']));
  });
});

describe('MINIMUM', () => {
  const minimum = [
    `set ${specification}=urn:factur-x.eu:1p0:minimum`,
    'drop L',
    'drop A/BuyerTradeParty/PostalTradeAddress',
    'drop S/ApplicableTradeTax',
    'drop S/SpecifiedTradeAllowanceCharge',
    'drop S/SpecifiedTradeAllowanceCharge',
    'drop M/LineTotalAmount',
    'drop M/ChargeTotalAmount',
    'drop M/AllowanceTotalAmount',
  ];

  it('is clean with seller, buyer and totals', () => {
    expect(found(...minimum)).toEqual([]);
  });

  it.each([
    ['BR-CO-15', 'set M/GrandTotalAmount=137.51'],
    ['BR-CO-16', 'set M/DuePayableAmount=1.00'],
    ['BR-13', 'drop M/TaxBasisTotalAmount'],
    ['BR-CO-26', 'drop A/SellerTradeParty/GlobalID; drop A/SellerTradeParty/SpecifiedLegalOrganization; drop A/SellerTradeParty/SpecifiedTaxRegistration'],
    ['BR-07', 'drop A/BuyerTradeParty/Name'],
  ])('is asked %s', (rule, change) => {
    expect(found(...minimum, change)).toContain(rule);
  });

  it('that gives a sum of lines is held against them', () => {
    expect(found(...minimum, 'add M/LineTotalAmount=110.00')).toEqual(['BR-16', 'BR-CO-10', 'BR-CO-14']);
  });
});

describe('EXTENDED, lines within lines', () => {
  const extended = `set ${specification}=urn:cen.eu:en16931:2017#conformant#urn:factur-x.eu:1p0:extended`;
  const grouped = (reason: string): string =>
    `twice L; set L[1]/AssociatedDocumentLineDocument/LineID=1; add L[1]/AssociatedDocumentLineDocument/LineStatusReasonCode=${reason}`.replaceAll(
      'L[1]',
      'SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem[1]',
    );

  it.each(['GROUP', 'INFORMATION'])('does not count a line that is %s', (reason) => {
    expect(found(extended, grouped(reason))).toEqual([]);
  });

  it('counts a line that is DETAIL, and both in other profiles', () => {
    expect(found(extended, grouped('DETAIL'))).toEqual(['BR-CO-10', 'BR-S-08']);
    expect(found(grouped('GROUP'))).toEqual(expect.arrayContaining(['BR-CO-10', 'BR-S-08']));
  });
});

describe('Peppol BIS 3 as CII', () => {
  const peppol = [
    `set ${specification}=urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0`,
    'set C/BusinessProcessSpecifiedDocumentContextParameter/ID=urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
    'drop X/IncludedNote/SubjectCode',
    ...['S', 'LS'].flatMap((place) => [1, 2].map((at) => `drop ${place}/SpecifiedTradeAllowanceCharge[${at}]/BasisAmount`)),
    'drop LS/SpecifiedTradeAllowanceCharge[2]/BasisAmount',
  ].filter((change, at, all) => all.indexOf(change) === at);

  it('is clean when it is', () => {
    expect(found(...peppol).filter((rule) => !/^PEPPOL-COMMON-R0(?:40|49)$/.test(rule))).toEqual([]);
  });

  const line = 'LS/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount';
  it.each([
    ['R001', 'drop C/BusinessProcessSpecifiedDocumentContextParameter'],
    ['R002', 'twice X/IncludedNote'],
    ['R003', 'drop A/BuyerReference; drop A/BuyerOrderReferencedDocument'],
    ['R004', `set ${specification}=urn:cen.eu:en16931:2017#conformant#urn:fdc:peppol.eu:2017:poacc:billing:3.0`],
    ['R005', 'set S/TaxCurrencyCode=EUR'],
    ['R006', 'twice A/AdditionalReferencedDocument[3]'],
    ['R007', 'set C/BusinessProcessSpecifiedDocumentContextParameter/ID=billing'],
    ['R010', 'drop A/BuyerTradeParty/URIUniversalCommunication'],
    ['R020', 'drop A/SellerTradeParty/URIUniversalCommunication'],
    ['R040', 'add S/SpecifiedTradeAllowanceCharge/BasisAmount=100.00; add S/SpecifiedTradeAllowanceCharge/CalculationPercent=11'],
    ['R041', 'add S/SpecifiedTradeAllowanceCharge/CalculationPercent=10'],
    ['R042', 'add S/SpecifiedTradeAllowanceCharge/BasisAmount=100.00'],
    ['R043', 'set S/SpecifiedTradeAllowanceCharge/ChargeIndicator/Indicator=0'],
    ['R053', 'twice M/TaxTotalAmount[1]'],
    ['R054', 'drop S/TaxCurrencyCode'],
    ['R055', 'set M/TaxTotalAmount[2]=-302.50'],
    ['R061', 'set S/SpecifiedTradeSettlementPaymentMeans/TypeCode=59'],
    ['R080', 'twice A/AdditionalReferencedDocument[2]'],
    ['R100', 'twice LS/AdditionalReferencedDocument'],
    ['R101', 'set LS/AdditionalReferencedDocument/TypeCode=50'],
    ['R110', 'set LS/BillingSpecifiedPeriod/StartDateTime/DateTimeString=20261031'],
    ['R111', 'set LS/BillingSpecifiedPeriod/EndDateTime/DateTimeString=20261201'],
    ['R120', `set ${line}=100.03`],
    ['R121', 'set LA/NetPriceProductTradePrice/BasisQuantity=0'],
    ['R130', 'attr LA/NetPriceProductTradePrice/BasisQuantity@unitCode=KGM'],
    ['CL001', 'attr A/AdditionalReferencedDocument/AttachmentBinaryObject@mimeCode=image/gif'],
    ['CL002', 'set S/SpecifiedTradeAllowanceCharge[1]/ReasonCode=FC'],
    ['CL003', 'set S/SpecifiedTradeAllowanceCharge[2]/ReasonCode=95'],
    ['CL007', 'attr M/TaxTotalAmount[2]@currencyID=QQQ'],
    ['CL008', 'attr A/SellerTradeParty/URIUniversalCommunication/URIID@schemeID=0219'],
    ['P0100', 'set X/TypeCode=389'],
    ['F001', 'set X/IssueDateTime/DateTimeString=2026-11-26'],
  ])('is asked PEPPOL-EN16931-%s', (rule, change) => {
    expect(found(...peppol, change)).toContain(`PEPPOL-EN16931-${rule}`);
    expect(found(...peppol)).not.toContain(`PEPPOL-EN16931-${rule}`);
  });

  it('checks the numbers of parties', () => {
    expect(found(...peppol, 'set A/BuyerTradeParty/GlobalID=7300010000002')).toContain('PEPPOL-COMMON-R040');
  });
});

const sample = '../shared/data/einvoice/facturx/Extended_SubInvoiceLines_Hardware_Bsp2.xml';
const isThere = existsSync(sample);
it.skipIf(!isThere)(`an EXTENDED invoice of lines within lines is clean${isThere ? '' : ` (skipped: ${sample} is absent)`}`, () => {
  expect(validateInvoice(readFileSync(sample)).findings).toEqual([]);
});

const german = '../shared/data/einvoice/xrechnung';
const areThere = existsSync(german);
it.skipIf(!areThere)(`valid German invoices break no German rule of Peppol${areThere ? '' : ` (skipped: ${german} is absent)`}`, () => {
  const files = readdirSync(german).filter((file) => file.endsWith('_ubl.xml'));
  const asPeppol = (text: string): string =>
    text.replace(/(<cbc:CustomizationID>)[^<]*/, '$1urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0');
  const broken = files.flatMap((file) =>
    validateInvoice(asPeppol(readFileSync(`${german}/${file}`, 'utf8'))).findings.flatMap(({ rule }) => (rule.startsWith('DE-R') ? [`${file} ${rule}`] : [])),
  );
  expect(files.length).toBeGreaterThan(10);
  expect(broken).toEqual([]);
});
