/** Peppol BIS Billing 3: what sellers of a country owe further. */
import { elementAt, elementsAt, type XmlElement } from '../../../xml/element.ts';
import { has, isDay, numberAt, textOf, told } from '../ask.ts';
import type { Rule } from '../rule.ts';
import type { Tree } from '../tree.ts';
import { germany } from './germany.ts';
import { isGreek, isNorwegian, isSwedish } from './numbers.ts';
import { buyer, by, countryOf, each, seller, taxCountryOf, vatOf, within } from './sellers.ts';

const norwegian = (tree: Tree): boolean => taxCountryOf(tree, seller) === 'NO';
const norway: Rule[] = [
  each('NO-R-001', 'A Norwegian VAT number (BT-31) is NO, nine digits and MVA.', norwegian, seller, (party) => {
    const vat = vatOf(party);
    return !vat.startsWith('NO') || (/^NO\d{9}MVA$/.test(vat) && isNorwegian(vat.slice(2, 11)));
  }),
  each(
    'NO-R-002',
    'Most Norwegian sellers state Foretaksregisteret (BT-32).',
    norwegian,
    seller,
    (party) => elementsAt(party, 'PartyTaxScheme').some((one) => told(one, 'TaxScheme/ID') === 'TAX' && told(one, 'CompanyID') === 'Foretaksregisteret'),
    'warning',
  ),
];

const code = (means: XmlElement): string => told(means, 'PaymentMeansCode');
const starts = (means: XmlElement, ...cards: string[]): boolean => cards.some((card) => told(means, 'PaymentID').startsWith(`${card}#`));
const accountLength = (means: XmlElement): number => told(means, 'PayeeFinancialAccount/ID').length;
const isCredit = ({ root }: Tree): boolean => root.name === 'CreditNote';
const danishInvoice = (tree: Tree): boolean => within('DK')(tree) && !isCredit(tree);
const denmark: Rule[] = [
  each('DK-R-002', 'A Danish seller states its CVR number (BT-30).', by('DK'), '/', (root) => told(root, `${seller}/PartyLegalEntity/CompanyID`) !== ''),
  each('DK-R-014', 'The CVR number of a Danish seller (BT-30) has the scheme 0184.', by('DK'), '/', (root) => {
    const id = elementAt(root, `${seller}/PartyLegalEntity/CompanyID`);
    return id === undefined || id.attributes['schemeID'] === '0184';
  }),
  each(
    'DK-R-016',
    'A Danish credit note has no negative amount due (BT-115).',
    (tree) => within('DK')(tree) && isCredit(tree),
    'LegalMonetaryTotal',
    (total) => !numberAt(total, 'PayableAmount')?.lt(0),
  ),
  each(
    'DK-R-013',
    'Identifiers of parties (BT-29, BT-46) have a scheme.',
    within('DK'),
    `${seller}/PartyIdentification|${buyer}/PartyIdentification`,
    (one) => !has(one, 'ID') || (elementAt(one, 'ID')?.attributes['schemeID'] ?? '').trim() !== '',
  ),
  each('DK-R-005', 'The means of payment (BT-81) is one of 1, 10, 31, 42, 48, 49, 50, 58, 59, 93, 97.', danishInvoice, 'PaymentMeans', (means) =>
    ['1', '10', '31', '42', '48', '49', '50', '58', '59', '93', '97'].includes(code(means)),
  ),
  each(
    'DK-R-006',
    'A bank transfer (31, 42) has account and registration number.',
    danishInvoice,
    'PaymentMeans',
    (means) => !['31', '42'].includes(code(means)) || (accountLength(means) > 0 && told(means, 'PayeeFinancialAccount/FinancialInstitutionBranch/ID') !== ''),
  ),
  each(
    'DK-R-007',
    'A direct debit (49) has mandate and account of the payer.',
    danishInvoice,
    'PaymentMeans',
    (means) => code(means) !== '49' || (told(means, 'PaymentMandate/ID') !== '' && told(means, 'PaymentMandate/PayerFinancialAccount/ID') !== ''),
  ),
  each(
    'DK-R-008',
    'A giro payment (50) begins with 01#, 04# or 15# and has an account of seven digits.',
    danishInvoice,
    'PaymentMeans',
    (means) => code(means) !== '50' || (starts(means, '01', '04', '15') && accountLength(means) === 7),
  ),
  each(
    'DK-R-009',
    'A giro payment with 04# or 15# has sixteen digits behind it.',
    danishInvoice,
    'PaymentMeans',
    (means) => code(means) !== '50' || !starts(means, '04', '15') || told(means, 'PaymentID').length === 19,
  ),
  each(
    'DK-R-010',
    'A FIK payment (93) begins with 71#, 73# or 75# and has a creditor of eight digits.',
    danishInvoice,
    'PaymentMeans',
    (means) => code(means) !== '93' || (starts(means, '71', '73', '75') && accountLength(means) === 8),
  ),
  each(
    'DK-R-011',
    'A FIK payment with 71# or 75# has fifteen or sixteen digits behind it.',
    danishInvoice,
    'PaymentMeans',
    (means) => code(means) !== '93' || !starts(means, '71', '75') || [18, 19].includes(told(means, 'PaymentID').length),
  ),
  each(
    'DK-R-003',
    'Items are classified by UNSPSC 19.0501.',
    within('DK'),
    'InvoiceLine|CreditNoteLine',
    (line) => {
      const classes = elementsAt(line, 'Item/CommodityClassification/ItemClassificationCode');
      return (
        !classes.some(({ attributes }) => attributes['listID'] === 'TST') ||
        classes.some(({ attributes }) => ['19.05.01', '19.0501'].includes(attributes['listVersionID'] ?? ''))
      );
    },
    'warning',
  ),
  each(
    'DK-R-004',
    'A tax other than VAT (ZZZ) has its four digits as reason.',
    within('DK'),
    'AllowanceCharge',
    (charge) => told(charge, 'AllowanceChargeReasonCode') !== 'ZZZ' || /^\d{4}$/.test(told(charge, 'AllowanceChargeReason')),
  ),
];

const italian = (tree: Tree): boolean => taxCountryOf(tree, seller) === 'IT';
const italy: Rule[] = [
  each(
    'IT-R-001',
    'The tax number of an Italian seller (BT-32) has 11 to 16 characters.',
    italian,
    `${seller}/PartyTaxScheme`,
    (one) => told(one, 'TaxScheme/ID') === 'VAT' || /^[A-Z0-9]{11,16}$/.test(told(one, 'CompanyID')),
  ),
  each('IT-R-002', 'An Italian seller has a street (BT-35).', italian, seller, (party) => has(party, 'PostalAddress/StreetName')),
  each('IT-R-003', 'An Italian seller has a city (BT-37).', italian, seller, (party) => has(party, 'PostalAddress/CityName')),
  each('IT-R-004', 'An Italian seller has a post code (BT-38).', italian, seller, (party) => has(party, 'PostalAddress/PostalZone')),
];

const swedish = by('SE');
const swedishVat = (tree: Tree): boolean => swedish(tree) && vatOf(elementAt(tree.root, seller)).startsWith('SE');
const branch = (means: XmlElement): string => told(means, 'PayeeFinancialAccount/FinancialInstitutionBranch/ID');
const giro = (name: string, means: XmlElement, isFine: (account: string) => boolean): boolean =>
  code(means) !== '30' || branch(means) !== `SE:${name}` || isFine(told(means, 'PayeeFinancialAccount/ID'));
const isNumber = (text: string): boolean => text !== '' && !Number.isNaN(Number(text));
const sweden: Rule[] = [
  each('SE-R-001', 'A Swedish VAT number (BT-31) has 14 characters.', swedishVat, seller, (party) => vatOf(party).length === 14),
  each('SE-R-002', 'A Swedish VAT number (BT-31) ends in twelve digits.', swedishVat, seller, (party) => isNumber(vatOf(party).slice(2, 14))),
  each(
    'SE-R-003',
    'A Swedish organisation number (BT-30) is numeric.',
    swedish,
    `${seller}/PartyLegalEntity`,
    (one) => !has(one, 'CompanyID') || isNumber(told(one, 'CompanyID')),
    'warning',
  ),
  each(
    'SE-R-004',
    'A Swedish organisation number (BT-30) has ten digits.',
    swedish,
    `${seller}/PartyLegalEntity`,
    (one) => !has(one, 'CompanyID') || told(one, 'CompanyID').length === 10,
    'warning',
  ),
  each(
    'SE-R-013',
    'The last digit of a Swedish organisation number (BT-30) is its Luhn check.',
    swedish,
    `${seller}/PartyLegalEntity`,
    (one) => !has(one, 'CompanyID') || isSwedish(told(one, 'CompanyID')),
  ),
  each(
    'SE-R-005',
    'The tax registration of a Swedish seller (BT-32) states Godkänd för F-skatt.',
    swedish,
    `${seller}/PartyTaxScheme`,
    (one, { root }) =>
      told(one, 'TaxScheme/ID').toUpperCase() === 'VAT' ||
      !has(one, 'CompanyID') ||
      !has(root, `${seller}/PartyLegalEntity/CompanyID`) ||
      told(one, 'CompanyID').toUpperCase() === 'GODKÄND FÖR F-SKATT',
  ),
  each(
    'SE-R-006',
    'Swedish standard rates (BT-152) are 6, 12 and 25.',
    swedishVat,
    'TaxCategory|ClassifiedTaxCategory',
    (one) => told(one, 'ID') !== 'S' || [6, 12, 25].some((rate) => numberAt(one, 'Percent')?.eq(rate)),
  ),
  each('SE-R-007', 'A Plusgiro account (BT-84) is numeric.', swedish, 'PaymentMeans', (means) => giro('PLUSGIRO', means, isNumber), 'warning'),
  each(
    'SE-R-010',
    'A Plusgiro account (BT-84) has two to eight digits.',
    swedish,
    'PaymentMeans',
    (means) => giro('PLUSGIRO', means, ({ length }) => length >= 2 && length <= 8),
    'warning',
  ),
  each('SE-R-008', 'A Bankgiro account (BT-84) is numeric.', swedish, 'PaymentMeans', (means) => giro('BANKGIRO', means, isNumber), 'warning'),
  each(
    'SE-R-009',
    'A Bankgiro account (BT-84) has seven or eight digits.',
    swedish,
    'PaymentMeans',
    (means) => giro('BANKGIRO', means, ({ length }) => length === 7 || length === 8),
    'warning',
  ),
  each(
    'SE-R-011',
    'Bankgiro and Plusgiro are paid by credit transfer (30) and named as branch.',
    swedish,
    'PaymentMeans',
    (means) => !['50', '56'].includes(code(means)),
    'warning',
  ),
  each('SE-R-012', 'A transfer between Swedish parties is a credit transfer (30).', within('SE'), 'PaymentMeans', (means) => code(means) !== '31', 'warning'),
];

const isGreekCountry = (country: string): boolean => country === 'GR' || country === 'EL';
const greek = (tree: Tree): boolean => isGreekCountry(taxCountryOf(tree, seller));
const greekBoth = (tree: Tree): boolean => greek(tree) && isGreekCountry(taxCountryOf(tree, buyer));
const greekAddress = (tree: Tree): boolean => greek(tree) && countryOf(tree, seller) === 'GR';
const described = (root: XmlElement, words: string): XmlElement[] =>
  elementsAt(root, 'AdditionalDocumentReference').filter((one) => told(one, 'DocumentDescription') === words);
const segment = (id: XmlElement, at: number): string => id.text.trim().split('|')[at] ?? '';
const isGreekVat = (vat: string): boolean => vat.startsWith('EL') && isGreek(vat.slice(2));
const isAddress = (endpoint: XmlElement): boolean => endpoint.attributes['schemeID'] === '9933' && isGreek(textOf(endpoint));
const greece: Rule[] = [
  each('GR-R-001-1', 'The number of a Greek invoice (BT-1) has six segments.', greek, '/ID', (id) => id.text.split('|').length === 6),
  each(
    'GR-R-001-2',
    'The first segment (BT-1) is the tax number of the seller or its representative.',
    greek,
    '/ID',
    (id, { root }) =>
      isGreek(segment(id, 0)) &&
      [vatOf(elementAt(root, seller)), vatOf(elementAt(root, 'TaxRepresentativeParty'))].some((vat) => vat.slice(2, 11) === segment(id, 0)),
  ),
  each(
    'GR-R-001-3',
    'The second segment (BT-1) is the issue date, DD/MM/YYYY.',
    greek,
    '/ID',
    (id, { root }) => told(root, 'IssueDate').split('-').reverse().join('/') === segment(id, 1),
  ),
  each('GR-R-001-4', 'The third segment (BT-1) is a whole number.', greek, '/ID', (id) => /^\d+$/.test(segment(id, 2))),
  each('GR-R-001-5', 'The fourth segment (BT-1) is a Greek document type.', greek, '/ID', (id) =>
    ['1.1', '1.6', '2.1', '2.4', '5.1', '5.2'].includes(segment(id, 3)),
  ),
  each('GR-R-001-6', 'The fifth segment (BT-1) is not empty.', greek, '/ID', (id) => segment(id, 4) !== ''),
  each('GR-R-001-7', 'The sixth segment (BT-1) is not empty.', greek, '/ID', (id) => segment(id, 5) !== ''),
  each('GR-R-002', 'A Greek seller states its full name.', greek, seller, (party) => told(party, 'PartyName/Name') !== ''),
  each('GR-S-011', 'A Greek seller states its VAT number (BT-31) with EL.', greek, seller, (party) => isGreekVat(vatOf(party)), 'warning'),
  each(
    'GR-R-003',
    'A Greek VAT number (BT-31) is EL and a valid tax number.',
    greek,
    `${seller}/PartyTaxScheme`,
    (one) => told(one, 'TaxScheme/ID') !== 'VAT' || !has(one, 'CompanyID') || isGreekVat(told(one, 'CompanyID')),
  ),
  each('GR-R-004-1', 'A Greek invoice has one M.AR.K. number.', greekAddress, '/', (root) => described(root, '##M.AR.K##').length === 1),
  each(
    'GR-R-004-2',
    'The M.AR.K. number is a positive whole number.',
    greekAddress,
    'AdditionalDocumentReference',
    (one) => told(one, 'DocumentDescription') !== '##M.AR.K##' || /^[1-9]\d*/.test(told(one, 'ID')),
  ),
  each('GR-S-008-1', 'A Greek invoice has one invoice URL.', greekAddress, '/', (root) => described(root, '##INVOICE|URL##').length === 1, 'warning'),
  each('GR-R-008-2', 'A Greek invoice has at most one invoice URL.', greekAddress, '/', (root) => described(root, '##INVOICE|URL##').length <= 1),
  each(
    'GR-R-008-3',
    'The invoice URL is given.',
    greek,
    'AdditionalDocumentReference',
    (one) => told(one, 'DocumentDescription') !== '##INVOICE|URL##' || told(one, 'Attachment/ExternalReference/URI') !== '',
  ),
  each('GR-R-005', 'A Greek seller states the full name of the buyer.', greek, buyer, (party) => told(party, 'PartyName/Name') !== ''),
  each('GR-R-009', 'The electronic address of a Greek seller (BT-34) is its tax number, scheme 9933.', greek, `${seller}/EndpointID`, isAddress),
  each('GR-R-006', 'A Greek seller states the VAT number of a Greek buyer (BT-48).', greekBoth, buyer, (party) => isGreekVat(vatOf(party))),
  each('GR-R-010', 'The electronic address of a Greek buyer (BT-49) is its tax number, scheme 9933.', greekBoth, `${buyer}/EndpointID`, isAddress),
];

const accountOf =
  (number: string) =>
  (root: XmlElement): boolean =>
    elementsAt(root, 'PaymentMeans').every((means) => code(means) !== number || accountLength(means) === 12);
const dueBy = (root: XmlElement): string | undefined => described(root, 'EINDAGI').map((one) => told(one, 'ID'))[0];
const kennitala = (party: XmlElement | undefined): boolean =>
  elementsAt(party, 'PartyLegalEntity/CompanyID').some(({ attributes }) => attributes['schemeID'] === '0196');
const hasStreet = (party: XmlElement | undefined): boolean => has(party, 'PostalAddress/StreetName') && has(party, 'PostalAddress/PostalZone');
const iceland: Rule[] = [
  each(
    'IS-R-001',
    'An Icelandic document (BT-3) is of type 380 or 381.',
    by('IS'),
    '/',
    (root) => ['380', '381'].includes(told(root, 'InvoiceTypeCode') || told(root, 'CreditNoteTypeCode')),
    'warning',
  ),
  each('IS-R-002', 'An Icelandic seller states its kennitala (BT-30), scheme 0196.', by('IS'), '/', (root) => kennitala(elementAt(root, seller))),
  each('IS-R-003', 'An Icelandic seller has street (BT-35) and post code (BT-38).', by('IS'), '/', (root) => hasStreet(elementAt(root, seller))),
  each('IS-R-006', 'A claim (9) has an account of twelve digits (BT-84).', by('IS'), '/', accountOf('9')),
  each('IS-R-007', 'A transfer (42) has an account of twelve digits (BT-84).', by('IS'), '/', accountOf('42')),
  each('IS-R-008', 'EINDAGI (BT-122) is a date.', by('IS'), '/', (root) => dueBy(root) === undefined || isDay(dueBy(root)!)),
  each('IS-R-009', 'With EINDAGI the invoice has a due date (BT-9).', by('IS'), '/', (root) => dueBy(root) === undefined || has(root, 'DueDate')),
  each(
    'IS-R-010',
    'EINDAGI (BT-122) is not before the due date (BT-9).',
    by('IS'),
    '/',
    (root) => dueBy(root) === undefined || (has(root, 'DueDate') && told(root, 'DueDate') <= dueBy(root)!),
  ),
  each('IS-R-004', 'An Icelandic buyer is stated with its kennitala (BT-47), scheme 0196.', within('IS'), 'AccountingCustomerParty', (party) =>
    kennitala(elementAt(party, 'Party')),
  ),
  each('IS-R-005', 'An Icelandic buyer has street (BT-50) and post code (BT-53).', within('IS'), 'AccountingCustomerParty', (party) =>
    hasStreet(elementAt(party, 'Party')),
  ),
];

const dutch = by('NL');
const dutchBoth = within('NL');
const fullAddress = (address: XmlElement): boolean => ['StreetName', 'CityName', 'PostalZone'].every((part) => has(address, part));
const registered = (id: XmlElement): boolean => ['0106', '0190'].includes(id.attributes['schemeID'] ?? '') && textOf(id) !== '';
const netherlands: Rule[] = [
  each('NL-R-001', 'A Dutch credit note names the invoice (BT-25).', dutch, 'CreditNoteTypeCode', (_, { root }) =>
    has(root, 'BillingReference/InvoiceDocumentReference/ID'),
  ),
  each('NL-R-002', 'A Dutch seller has street (BT-35), city (BT-37) and post code (BT-38).', dutch, `${seller}/PostalAddress`, fullAddress),
  each('NL-R-003', 'The registration of a Dutch seller (BT-30) is a KVK or OIN number.', dutch, `${seller}/PartyLegalEntity/CompanyID`, registered),
  each('NL-R-004', 'A Dutch buyer has street (BT-50), city (BT-52) and post code (BT-53).', dutchBoth, `${buyer}/PostalAddress`, fullAddress),
  each('NL-R-005', 'The registration of a Dutch buyer (BT-47) is a KVK or OIN number.', dutchBoth, `${buyer}/PartyLegalEntity/CompanyID`, registered),
  each(
    'NL-R-006',
    'A Dutch tax representative has street (BT-64), city (BT-66) and post code (BT-67).',
    (tree) => dutch(tree) && countryOf({ ...tree }, 'TaxRepresentativeParty') === 'NL',
    'TaxRepresentativeParty/PostalAddress',
    fullAddress,
  ),
  each('NL-R-007', 'A Dutch seller says how to pay (BG-16).', dutch, 'LegalMonetaryTotal', (total, tree) => {
    const due = numberAt(total, 'PayableAmount');
    return (isCredit(tree) ? due?.gte(0) : due?.lte(0)) === true || tree.named('PaymentMeans').length > 0;
  }),
  each('NL-R-008', 'The means of payment (BT-81) is one of 30, 48, 49, 57, 58, 59.', dutch, 'PaymentMeans', (means) =>
    ['30', '48', '49', '57', '58', '59'].includes(code(means)),
  ),
  each('NL-R-009', 'Order lines (BT-132) stand with their order (BT-13).', dutch, 'OrderLineReference/LineID', (_, { root }) => has(root, 'OrderReference/ID')),
];

export const national: readonly Rule[] = [...norway, ...denmark, ...italy, ...sweden, ...greece, ...iceland, ...netherlands, ...germany];
