/** Peppol BIS Billing 3 between German parties: what XRechnung asks. */
import { elementAt, elementsAt, type XmlElement } from '../../../xml/element.ts';
import { has, told } from '../ask.ts';
import type { Rule } from '../rule.ts';
import { isIban } from './numbers.ts';
import { buyer, each, seller, within } from './sellers.ts';

const code = (means: XmlElement): string => told(means, 'PaymentMeansCode');
const isOf = (means: XmlElement, ...codes: string[]): boolean => codes.includes(code(means));
const taxed = ['S', 'Z', 'E', 'AE', 'K', 'G', 'L', 'M'];
const discount = /^#SKONTO#TAGE=\d+#PROZENT=\d+\.\d{2}(?:#BASISBETRAG=-?\d+\.\d{2})?#$/;
const email = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

const german = within('DE');
export const germany: readonly Rule[] = [
  each('DE-R-001', 'A German invoice says how to pay (BG-16).', german, '/', (root) => has(root, 'PaymentMeans')),
  each('DE-R-002', 'A German seller names a contact (BG-6).', german, seller, (party) => has(party, 'Contact')),
  each('DE-R-003', 'A German seller has a city (BT-37).', german, `${seller}/PostalAddress`, (address) => told(address, 'CityName') !== ''),
  each('DE-R-004', 'A German seller has a post code (BT-38).', german, `${seller}/PostalAddress`, (address) => told(address, 'PostalZone') !== ''),
  each('DE-R-005', 'The contact of a German seller has a name (BT-41).', german, `${seller}/Contact`, (contact) => told(contact, 'Name') !== ''),
  each('DE-R-006', 'The contact of a German seller has a telephone (BT-42).', german, `${seller}/Contact`, (contact) => told(contact, 'Telephone') !== ''),
  each(
    'DE-R-007',
    'The contact of a German seller has an e-mail address (BT-43).',
    german,
    `${seller}/Contact`,
    (contact) => told(contact, 'ElectronicMail') !== '',
  ),
  each('DE-R-008', 'A German buyer has a city (BT-52).', german, `${buyer}/PostalAddress`, (address) => told(address, 'CityName') !== ''),
  each('DE-R-009', 'A German buyer has a post code (BT-53).', german, `${buyer}/PostalAddress`, (address) => told(address, 'PostalZone') !== ''),
  each('DE-R-015', 'A German invoice has a buyer reference (BT-10).', german, '/', (root) => told(root, 'BuyerReference') !== ''),
  each('DE-R-010', 'A deliver-to address has a city (BT-77).', german, 'Delivery/DeliveryLocation/Address', (address) => told(address, 'CityName') !== ''),
  each(
    'DE-R-011',
    'A deliver-to address has a post code (BT-78).',
    german,
    'Delivery/DeliveryLocation/Address',
    (address) => told(address, 'PostalZone') !== '',
  ),
  each('DE-R-014', 'A VAT breakdown has a rate (BT-119).', german, 'TaxTotal/TaxSubtotal', (one) => told(one, 'TaxCategory/Percent') !== ''),
  each('DE-R-016', 'With VAT, the seller has a tax number (BT-31, BT-32) or a representative (BG-11).', german, '/', (root, { find }) => {
    const isTaxed = find('TaxCategory/ID|ClassifiedTaxCategory/ID').some(({ text }) => taxed.includes(text.trim()));
    return !isTaxed || told(root, `${seller}/PartyTaxScheme/CompanyID`) !== '' || has(root, 'TaxRepresentativeParty');
  }),
  each(
    'DE-R-017',
    'The type (BT-3) is one of 326, 380, 384, 389, 381, 875, 876, 877.',
    german,
    '/InvoiceTypeCode|/CreditNoteTypeCode',
    ({ text }) => ['326', '380', '384', '389', '381', '875', '876', '877'].includes(text.trim()),
    'warning',
  ),
  each('DE-R-018', 'A cash discount in the terms (BT-20) is written #SKONTO#TAGE=14#PROZENT=2.00#.', german, '/PaymentTerms/Note', ({ text }) =>
    text.split('\n').every((line) => !line.trim().startsWith('#') || discount.test(line.trim())),
  ),
  each(
    'DE-R-019',
    'A SEPA transfer (58) is paid to an IBAN (BT-84).',
    german,
    'PaymentMeans',
    (means) => !isOf(means, '58') || isIban(told(means, 'PayeeFinancialAccount/ID')),
    'warning',
  ),
  each(
    'DE-R-020',
    'A SEPA direct debit (59) is taken from an IBAN (BT-91).',
    german,
    'PaymentMeans',
    (means) => !isOf(means, '59') || isIban(told(means, 'PaymentMandate/PayerFinancialAccount/ID')),
    'warning',
  ),
  each('DE-R-022', 'Attached files (BT-125) have different names.', german, '/', (_, { named }) => {
    const names = named('EmbeddedDocumentBinaryObject').map(({ attributes }) => attributes['filename']);
    return new Set(names).size === names.length;
  }),
  each(
    'DE-R-023-1',
    'A credit transfer (30, 58) has an account (BG-17).',
    german,
    'PaymentMeans',
    (means) => !isOf(means, '30', '58') || has(means, 'PayeeFinancialAccount'),
  ),
  each(
    'DE-R-023-2',
    'A credit transfer (30, 58) has no card (BG-18) or mandate (BG-19).',
    german,
    'PaymentMeans',
    (means) => !isOf(means, '30', '58') || (!has(means, 'CardAccount') && !has(means, 'PaymentMandate')),
  ),
  each(
    'DE-R-024-1',
    'A card payment (48, 54, 55) has a card (BG-18).',
    german,
    'PaymentMeans',
    (means) => !isOf(means, '48', '54', '55') || has(means, 'CardAccount'),
  ),
  each(
    'DE-R-024-2',
    'A card payment (48, 54, 55) has no account (BG-17) or mandate (BG-19).',
    german,
    'PaymentMeans',
    (means) => !isOf(means, '48', '54', '55') || (!has(means, 'PayeeFinancialAccount') && !has(means, 'PaymentMandate')),
  ),
  each('DE-R-025-1', 'A direct debit (59) has a mandate (BG-19).', german, 'PaymentMeans', (means) => !isOf(means, '59') || has(means, 'PaymentMandate')),
  each(
    'DE-R-025-2',
    'A direct debit (59) has no account (BG-17) or card (BG-18).',
    german,
    'PaymentMeans',
    (means) => !isOf(means, '59') || (!has(means, 'PayeeFinancialAccount') && !has(means, 'CardAccount')),
  ),
  each(
    'DE-R-026',
    'A corrected invoice (384) names the one it corrects (BG-3).',
    german,
    '/',
    (root) => told(root, 'InvoiceTypeCode') !== '384' || has(root, 'BillingReference/InvoiceDocumentReference'),
    'warning',
  ),
  each(
    'DE-R-027',
    'A telephone number (BT-42) has three digits at least.',
    german,
    `${seller}/Contact/Telephone`,
    ({ text }) => text.replace(/\D/g, '').length >= 3,
    'warning',
  ),
  each('DE-R-028', 'An e-mail address (BT-43) is one.', german, `${seller}/Contact/ElectronicMail`, ({ text }) => email.test(text.trim()), 'warning'),
  each('DE-R-030', 'A direct debit (BG-19) names the creditor (BT-90).', german, '/', (root) => {
    const ids = [`${seller}/PartyIdentification/ID`, 'PayeeParty/PartyIdentification/ID'].flatMap((path) => elementsAt(root, path));
    return !elementsAt(root, 'PaymentMeans').some((means) => has(means, 'PaymentMandate')) || ids.some(({ attributes }) => attributes['schemeID'] === 'SEPA');
  }),
  each(
    'DE-R-031',
    'A direct debit (BG-19) names the account it is taken from (BT-91).',
    german,
    'PaymentMeans',
    (means) => !has(means, 'PaymentMandate') || elementAt(means, 'PaymentMandate/PayerFinancialAccount/ID') !== undefined,
  ),
];
