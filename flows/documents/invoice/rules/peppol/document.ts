/** Peppol BIS Billing 3: what holds whatever the country. */
import { elementAt, elementsAt, type XmlElement } from '../../../xml/element.ts';
import { cents, has, isDay, numberAt, numberOf, textOf, told, zero } from '../ask.ts';
import { codeList } from '../code-lists/code-list.ts';
import { allowanceReasons, chargeReasons, currencies } from '../code-lists/codes.ts';
import { addressSchemes } from '../code-lists/schemes.ts';
import { factsOf } from '../facts.ts';
import type { Rule, Severity } from '../rule.ts';
import type { Tree } from '../tree.ts';
import { lineAmount, near, rule } from './line-amount.ts';
import { isAustralian, isBelgian, isDanish, isGs1, isItalianOffice, isItalianTaxCode, isItalianVat, isNorwegian, isSwedish } from './numbers.ts';

export const specification = 'urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0';
export const process = /^urn:fdc:peppol\.eu:2017:poacc:billing:(\d{2}):1\.0/;

const profileOf = ({ root }: Tree): string | undefined => process.exec(told(root, 'ProfileID'))?.[1];

const charges = '/AllowanceCharge|/InvoiceLine/AllowanceCharge|/CreditNoteLine/AllowanceCharge';
const line = 'InvoiceLine|CreditNoteLine';

export const numbers: [id: string, scheme: string, what: string, isRight: (text: string) => boolean, flag?: Severity][] = [
  ['COMMON-R040', '0088', 'A GLN', isGs1],
  ['COMMON-R041', '0192', 'A Norwegian organisation number', isNorwegian],
  ['COMMON-R042', '0184', 'A Danish CVR number', isDanish],
  ['COMMON-R043', '0208', 'A Belgian enterprise number', isBelgian],
  ['COMMON-R044', '0201', 'An Italian IPA code', isItalianOffice, 'warning'],
  ['COMMON-R045', '0210', 'An Italian codice fiscale', isItalianTaxCode, 'warning'],
  ['COMMON-R046', '9907', 'An Italian codice fiscale', isItalianTaxCode, 'warning'],
  ['COMMON-R047', '0211', 'An Italian partita IVA', isItalianVat, 'warning'],
  ['COMMON-R049', '0007', 'A Swedish organisation number', (text) => text.length === 10 && isSwedish(text)],
  ['COMMON-R050', '0151', 'An Australian business number', isAustralian],
];

export const invoices = codeList('71 80 82 84 102 218 219 326 331 380 382 383 384 386 388 393 395 553 575 623 780 817 870 875 876 877');
export const credits = codeList('381 396 81 83 532');
export const mimes = codeList(
  'application/pdf image/png image/jpeg text/csv application/vnd.openxmlformats-officedocument.spreadsheetml.sheet application/vnd.oasis.opendocument.spreadsheet',
);
const exemptions: [id: string, code: string, category: string][] = [
  ['P0104', 'VATEX-EU-G', 'G'],
  ['P0105', 'VATEX-EU-O', 'O'],
  ['P0106', 'VATEX-EU-IC', 'K'],
  ['P0107', 'VATEX-EU-AE', 'AE'],
  ['P0108', 'VATEX-EU-D', 'E'],
  ['P0109', 'VATEX-EU-F', 'E'],
  ['P0110', 'VATEX-EU-I', 'E'],
  ['P0111', 'VATEX-EU-J', 'E'],
];

/** Addresses of EDI networks of old, and registers Peppol does not route by. */
const elsewhere = codeList('AN AQ AS AU EM 0219 0220 0242 0246 0248');
export const networkSchemes = new Set([...addressSchemes].filter((scheme) => !elsewhere.has(scheme)));

const amounts =
  'Amount|BaseAmount|PriceAmount|TaxAmount|TaxableAmount|LineExtensionAmount|TaxExclusiveAmount|TaxInclusiveAmount|AllowanceTotalAmount|ChargeTotalAmount|PrepaidAmount|PayableRoundingAmount|PayableAmount';

const coded = (id: string, words: string, list: ReadonlySet<string>, where: (tree: Tree) => readonly XmlElement[], attribute?: string): Rule =>
  rule(`EN16931-${id}`, words, function* (tree) {
    for (const element of where(tree)) {
      const value = attribute === undefined ? textOf(element) : element.attributes[attribute];
      if (value === undefined ? id === 'CL007' : !list.has(value)) yield { at: element, value };
    }
  });

const reasons =
  (is: string) =>
  ({ find, parentOf }: Tree): XmlElement[] =>
    find('AllowanceCharge/AllowanceChargeReasonCode').filter((one) => told(parentOf(one), 'ChargeIndicator') === is);

const areGerman = (root: XmlElement): boolean =>
  ['AccountingSupplierParty', 'AccountingCustomerParty'].every((party) => told(root, `${party}/Party/PostalAddress/Country/IdentificationCode`) === 'DE');

/** Sign of an amount, as far as two of them must agree. */
const opposes = (a: XmlElement | undefined, b: XmlElement | undefined): boolean => {
  const product = (numberOf(a) ?? zero).times(numberOf(b) ?? zero);
  return product.lt(0);
};

export const peppolDocument: Rule[] = [
  rule('EN16931-R001', 'The invoice names its business process (BT-23).', function* ({ root }) {
    if (!has(root, 'ProfileID')) yield { at: root };
  }),
  rule('EN16931-R007', 'The business process (BT-23) is written urn:fdc:peppol.eu:2017:poacc:billing:NN:1.0.', function* (tree) {
    if (profileOf(tree) === undefined) yield { at: elementAt(tree.root, 'ProfileID') ?? tree.root, value: told(tree.root, 'ProfileID') || undefined };
  }),
  rule('EN16931-R002', 'The invoice has at most one note (BT-22).', function* ({ find, root }) {
    const notes = find('/Note');
    if (notes.length > 1 && !areGerman(root)) yield { at: notes[1]! };
  }),
  rule('EN16931-R003', 'The invoice has a buyer reference (BT-10) or an order (BT-13).', function* ({ root }) {
    if (!has(root, 'BuyerReference') && !has(root, 'OrderReference/ID')) yield { at: root };
  }),
  rule('EN16931-R004', 'The specification (BT-24) is that of Peppol BIS Billing 3.', function* ({ root }) {
    const said = told(root, 'CustomizationID');
    if (!said.startsWith(specification)) yield { at: elementAt(root, 'CustomizationID') ?? root, value: said || undefined, fix: specification };
  }),
  rule('EN16931-R005', 'The accounting currency (BT-6) is another than that of the invoice (BT-5).', function* ({ root }) {
    const currency = elementAt(root, 'TaxCurrencyCode');
    if (currency !== undefined && textOf(currency) === told(root, 'DocumentCurrencyCode')) yield { at: currency, value: textOf(currency) };
  }),
  rule('EN16931-R008', 'No element is empty.', function* ({ elements }) {
    for (const element of elements) if (element.children.length === 0 && element.text.trim() === '') yield { at: element };
  }),
  rule('EN16931-R010', 'The buyer has an electronic address (BT-49).', function* ({ find }) {
    for (const party of find('AccountingCustomerParty/Party')) if (!has(party, 'EndpointID')) yield { at: party };
  }),
  rule('EN16931-R020', 'The seller has an electronic address (BT-34).', function* ({ find }) {
    for (const party of find('AccountingSupplierParty/Party')) if (!has(party, 'EndpointID')) yield { at: party };
  }),
  rule('EN16931-R040', 'An allowance or charge is its base (BT-93, BT-100) times its percentage (BT-94, BT-101).', function* ({ find }) {
    for (const charge of find(charges)) {
      const base = numberAt(charge, 'BaseAmount');
      const percent = numberAt(charge, 'MultiplierFactorNumeric');
      if (base === undefined || percent === undefined) continue;
      const should = base.times(percent).div(100);
      if (!near(numberAt(charge, 'Amount') ?? zero, should))
        yield { at: elementAt(charge, 'Amount') ?? charge, value: told(charge, 'Amount'), fix: cents(should).toFixed(2) };
    }
  }),
  rule('EN16931-R041', 'An allowance or charge with a percentage (BT-94, BT-101) has its base (BT-93, BT-100).', function* ({ find }) {
    for (const charge of find(charges)) if (has(charge, 'MultiplierFactorNumeric') && !has(charge, 'BaseAmount')) yield { at: charge };
  }),
  rule('EN16931-R042', 'An allowance or charge with a base (BT-93, BT-100) has its percentage (BT-94, BT-101).', function* ({ find }) {
    for (const charge of find(charges)) if (!has(charge, 'MultiplierFactorNumeric') && has(charge, 'BaseAmount')) yield { at: charge };
  }),
  rule('EN16931-R043', 'ChargeIndicator is true or false.', function* ({ find }) {
    for (const charge of find(charges)) {
      if (has(charge, 'MultiplierFactorNumeric') !== has(charge, 'BaseAmount')) continue;
      const said = told(charge, 'ChargeIndicator');
      if (said !== 'true' && said !== 'false') yield { at: charge, value: said };
    }
  }),
  rule('EN16931-R044', 'A price is only lowered: ChargeIndicator is false.', function* ({ find }) {
    for (const charge of find('Price/AllowanceCharge')) if (told(charge, 'ChargeIndicator') !== 'false') yield { at: charge };
  }),
  rule('EN16931-R046', 'The net price (BT-146) is the gross price (BT-148) less the discount (BT-147).', function* ({ find, parentOf }) {
    for (const charge of find('Price/AllowanceCharge')) {
      const base = numberAt(charge, 'BaseAmount');
      if (base === undefined) continue;
      const should = base.minus(numberAt(charge, 'Amount') ?? zero);
      const price = elementAt(parentOf(charge), 'PriceAmount');
      if (!numberOf(price)?.eq(should)) yield { at: price ?? charge, value: price && textOf(price), fix: should.toFixed() };
    }
  }),
  rule('EN16931-R051', 'Every amount is in the currency of the invoice (BT-5), but for the VAT in accounting currency (BT-111).', function* (tree) {
    const { currency } = factsOf(tree);
    for (const amount of tree.find(amounts)) {
      if (amount.name === 'TaxAmount') {
        const around = tree.parentOf(amount);
        if (around?.name !== 'TaxTotal' || !has(around, 'TaxSubtotal')) continue;
      }
      if (amount.attributes['currencyID'] !== currency) yield { at: amount, value: amount.attributes['currencyID'], fix: currency };
    }
  }),
  rule('EN16931-R053', 'Exactly one tax total has a breakdown (BG-23).', function* ({ find, root }) {
    if (find('/TaxTotal').filter((total) => has(total, 'TaxSubtotal')).length !== 1) yield { at: root };
  }),
  rule('EN16931-R054', 'One tax total without breakdown stands where, and only where, an accounting currency (BT-6) does.', function* ({ find, root }) {
    if (find('/TaxTotal').filter((total) => !has(total, 'TaxSubtotal')).length !== (has(root, 'TaxCurrencyCode') ? 1 : 0)) yield { at: root };
  }),
  rule('EN16931-R055', 'The total VAT (BT-110) and that in accounting currency (BT-111) have the same sign.', function* (tree) {
    const { taxCurrency, currency, taxTotals } = factsOf(tree);
    if (taxCurrency === '') return;
    const of = (wanted: string) => taxTotals.find(({ amount }) => amount?.attributes['currencyID'] === wanted)?.amount;
    if (of(taxCurrency) === undefined || of(currency) === undefined || opposes(of(taxCurrency), of(currency))) yield { at: of(taxCurrency) ?? tree.root };
  }),
  rule('EN16931-R061', 'A direct debit (BT-81) has its mandate (BT-89).', function* ({ find }) {
    for (const means of find('PaymentMeans'))
      if (['49', '59'].includes(told(means, 'PaymentMeansCode')) && !has(means, 'PaymentMandate/ID')) yield { at: means };
  }),
  rule('EN16931-R080', 'A credit note names at most one project (BT-11).', function* ({ root, find }) {
    const projects = find('/AdditionalDocumentReference').filter((one) => told(one, 'DocumentTypeCode') === '50');
    if (root.name === 'CreditNote' && projects.length > 1) yield { at: projects[1]! };
  }),
  rule('EN16931-R100', 'A line names at most one invoiced object (BT-128).', function* ({ find }) {
    for (const one of find(line)) if (elementsAt(one, 'DocumentReference').length > 1) yield { at: one };
  }),
  rule('EN16931-R101', 'The reference of a line is an invoiced object: type 130 (BT-128).', function* ({ find }) {
    for (const one of find(line)) {
      const references = elementsAt(one, 'DocumentReference');
      if (references.length > 0 && !references.some((reference) => told(reference, 'DocumentTypeCode') === '130')) yield { at: references[0]! };
    }
  }),
  rule('EN16931-R110', 'The period of a line (BT-134) begins within that of the invoice (BT-73).', function* (tree) {
    const start = told(tree.root, 'InvoicePeriod/StartDate');
    for (const { start: own } of factsOf(tree).lines) if (start !== '' && own !== undefined && textOf(own) < start) yield { at: own, value: textOf(own) };
  }),
  rule('EN16931-R111', 'The period of a line (BT-135) ends within that of the invoice (BT-74).', function* (tree) {
    const end = told(tree.root, 'InvoicePeriod/EndDate');
    for (const { end: own } of factsOf(tree).lines) if (end !== '' && own !== undefined && textOf(own) > end) yield { at: own, value: textOf(own) };
  }),
  lineAmount('Price/BaseQuantity'),
  rule('EN16931-R121', 'The base quantity of a price (BT-149) is above zero.', function* ({ find }) {
    for (const one of find(line)) {
      const base = elementAt(one, 'Price/BaseQuantity');
      if (base !== undefined && !numberOf(base)?.gt(0)) yield { at: base, value: textOf(base) };
    }
  }),
  rule('EN16931-R130', 'The base quantity of a price (BT-150) has the unit of the quantity invoiced (BT-130).', function* (tree) {
    for (const { element, quantity } of factsOf(tree).lines) {
      const base = elementAt(element, 'Price/BaseQuantity');
      const unit = base?.attributes['unitCode'];
      if (base !== undefined && unit !== undefined && quantity !== undefined && unit !== quantity.attributes['unitCode'])
        yield { at: base, value: unit, fix: quantity.attributes['unitCode'] };
    }
  }),
  ...numbers.map(([id, scheme, what, isRight, flag]) =>
    rule(
      id,
      `${what} has a right check digit and form.`,
      function* ({ find }) {
        for (const element of find(scheme === '9907' ? 'EndpointID' : 'EndpointID|PartyIdentification/ID|CompanyID')) {
          if (element.attributes['schemeID'] === scheme && !isRight(textOf(element))) yield { at: element, value: textOf(element) };
        }
      },
      flag,
    ),
  ),
  coded('CL001', 'An attached file (BT-125) is of an admitted type.', mimes, ({ find }) => find('EmbeddedDocumentBinaryObject'), 'mimeCode'),
  coded('CL002', 'The reason of an allowance (BT-98, BT-140) is a code of UNTDID 5189.', allowanceReasons, reasons('false')),
  coded('CL003', 'The reason of a charge (BT-105, BT-145) is a code of UNTDID 7161.', chargeReasons, reasons('true')),
  coded('CL006', 'The tax point (BT-8) is a code of UNTDID 2005.', codeList('3 35 432'), ({ find }) => find('InvoicePeriod/DescriptionCode')),
  coded('CL007', 'A currency is a code of ISO 4217.', currencies, ({ find }) => find(amounts), 'currencyID'),
  coded('CL008', 'The scheme of an electronic address (BT-34, BT-49) is a code of the EAS list.', networkSchemes, ({ find }) => find('EndpointID'), 'schemeID'),
  rule('EN16931-P0100', 'The type of the invoice (BT-3) is one of the process.', function* (tree) {
    for (const type of tree.find('InvoiceTypeCode')) if (profileOf(tree) === '01' && !invoices.has(textOf(type))) yield { at: type, value: textOf(type) };
  }),
  rule('EN16931-P0101', 'The type of the credit note (BT-3) is one of the process.', function* (tree) {
    for (const type of tree.find('CreditNoteTypeCode')) if (profileOf(tree) === '01' && !credits.has(textOf(type))) yield { at: type, value: textOf(type) };
  }),
  rule('EN16931-P0112', 'Partial and corrected invoices (BT-3: 326, 384) are for German parties.', function* ({ find, root }) {
    for (const type of find('InvoiceTypeCode')) if (['326', '384'].includes(textOf(type)) && !areGerman(root)) yield { at: type, value: textOf(type) };
  }),
  ...exemptions.map(([id, code, category]) =>
    rule(`EN16931-${id}`, `The exemption ${code} (BT-121) belongs to category ${category} (BT-118).`, function* ({ find }) {
      for (const one of find('TaxCategory'))
        if (told(one, 'TaxExemptionReasonCode').toUpperCase() === code && told(one, 'ID') !== category)
          yield { at: one, value: told(one, 'ID'), fix: category };
    }),
  ),
  rule('EN16931-F001', 'A date is written YYYY-MM-DD.', function* ({ find }) {
    for (const date of find('IssueDate|DueDate|TaxPointDate|StartDate|EndDate|ActualDeliveryDate'))
      if (!isDay(date.text)) yield { at: date, value: textOf(date) };
  }),
];
