/** How UBL is used for EN 16931: what stands at most once (UBL-SR), and how values are written (UBL-DT). */
import { elementAt, elementsAt, type XmlElement } from '../../../xml/element.ts';
import { decimalsOf, textOf, told } from '../ask.ts';
import type { Miss, Rule, Severity } from '../rule.ts';
import type { Tree } from '../tree.ts';

type Count = (group: XmlElement, path: string) => XmlElement[];

const vatIs =
  (is: boolean): Count =>
  (group, path) => {
    const [scheme, ...rest] = path.split('/');
    return elementsAt(group, scheme!) // split gives at least one
      .filter((one) => (told(one, 'TaxScheme/ID').toUpperCase() === 'VAT') === is && elementAt(one, 'TaxScheme/ID') !== undefined)
      .flatMap((one) => elementsAt(one, rest.join('/')));
  };
const notSepa: Count = (group, path) => elementsAt(group, path).filter(({ attributes }) => attributes['schemeID'] !== 'SEPA');
const onlySepa: Count = (group, path) => elementsAt(group, path).filter(({ attributes }) => attributes['schemeID'] === 'SEPA');
const distinct: Count = (group, path) => elementsAt(group, path).filter((one, at, all) => all.findIndex((other) => textOf(other) === textOf(one)) === at);

const seller = 'AccountingSupplierParty/Party';
const buyer = 'AccountingCustomerParty/Party';
const line = 'InvoiceLine|CreditNoteLine';

/** [id, what, group, path, how to count]: at most one. */
const once: [id: string, what: string, group: string, path: string, count?: Count][] = [
  ['UBL-SR-01', 'The contract (BT-12)', '/', 'ContractDocumentReference/ID'],
  ['UBL-SR-02', 'The receiving advice (BT-15)', '/', 'ReceiptDocumentReference/ID'],
  ['UBL-SR-03', 'The despatch advice (BT-16)', '/', 'DespatchDocumentReference/ID'],
  [
    'UBL-SR-04',
    'The invoiced object (BT-18)',
    '/',
    'AdditionalDocumentReference/ID',
    (group, path) =>
      elementsAt(group, 'AdditionalDocumentReference')
        .filter((one) => told(one, 'DocumentTypeCode') === '130')
        .flatMap((one) => elementsAt(one, path.split('/')[1]!)),
  ],
  ['UBL-SR-05', 'The payment terms (BT-20)', '/', 'PaymentTerms/Note'],
  ['UBL-SR-06', 'A preceding invoice (BG-3)', 'BillingReference', 'InvoiceDocumentReference'],
  ['UBL-SR-08', 'The invoicing period (BG-14)', '/', 'InvoicePeriod'],
  ['UBL-SR-09', 'The name of the seller (BT-27)', '/', `${seller}/PartyLegalEntity/RegistrationName`],
  ['UBL-SR-10', 'The trading name of the seller (BT-28)', '/', `${seller}/PartyName/Name`],
  ['UBL-SR-11', 'The registration of the seller (BT-30)', '/', `${seller}/PartyLegalEntity/CompanyID`],
  ['UBL-SR-14', 'The legal form of the seller (BT-33)', '/', `${seller}/PartyLegalEntity/CompanyLegalForm`],
  ['UBL-SR-15', 'The name of the buyer (BT-44)', '/', `${buyer}/PartyLegalEntity/RegistrationName`],
  ['UBL-SR-16', 'The identifier of the buyer (BT-46)', '/', `${buyer}/PartyIdentification/ID`],
  ['UBL-SR-17', 'The registration of the buyer (BT-47)', '/', `${buyer}/PartyLegalEntity/CompanyID`],
  ['UBL-SR-40', 'The trading name of the buyer (BT-45)', '/', `${buyer}/PartyName/Name`],
  ['UBL-SR-19', 'The name of the payee (BT-59)', 'PayeeParty', 'PartyName/Name'],
  ['UBL-SR-20', 'The identifier of the payee (BT-60)', 'PayeeParty', 'PartyIdentification/ID', notSepa],
  ['UBL-SR-21', 'The registration of the payee (BT-61)', 'PayeeParty', 'PartyLegalEntity/CompanyID'],
  ['UBL-SR-22', 'The name of the tax representative (BT-62)', 'TaxRepresentativeParty', 'PartyName/Name'],
  ['UBL-SR-23', 'The VAT number of the tax representative (BT-63)', 'TaxRepresentativeParty', 'PartyTaxScheme/CompanyID'],
  ['UBL-SR-24', 'The delivery (BG-13)', '/', 'Delivery'],
  ['UBL-SR-25', 'The party delivered to (BT-70)', 'Delivery', 'DeliveryParty/PartyName/Name'],
  ['UBL-SR-26', 'The payment reference (BT-83)', 'PaymentMeans', 'PaymentID'],
  ['UBL-SR-27', 'The words for the means of payment (BT-82)', 'PaymentMeans', 'InstructionNote'],
  ['UBL-SR-28', 'The mandate (BT-89)', 'PaymentMeans', 'PaymentMandate/ID'],
  ['UBL-SR-32', 'The reason for an exemption (BT-120)', 'TaxSubtotal', 'TaxCategory/TaxExemptionReason'],
  ['UBL-SR-33', 'The description of a supporting document (BT-123)', 'AdditionalDocumentReference', 'DocumentDescription'],
  ['UBL-SR-34', 'The note of a line (BT-127)', line, 'Note'],
  ['UBL-SR-35', 'The order line of a line (BT-132)', line, 'OrderLineReference/LineID'],
  ['UBL-SR-36', 'The period of a line (BG-26)', line, 'InvoicePeriod'],
  ['UBL-SR-37', 'The discount of a price (BT-147)', line, 'Price/AllowanceCharge/Amount'],
  ['UBL-SR-39', 'The project (BT-11)', '/', 'ProjectReference/ID'],
  ['UBL-SR-44', 'The payment reference (BT-83)', '/', 'PaymentMeans/PaymentID', distinct],
  ['UBL-SR-45', 'The due date (BT-9)', '/', 'PaymentMeans/PaymentDueDate'],
  [
    'UBL-SR-46',
    'The words for the means of payment (BT-82)',
    '/',
    'PaymentMeans/PaymentMeansCode',
    (group, path) =>
      elementsAt(group, path)
        .filter(({ attributes }) => attributes['name'] !== undefined)
        .filter((one, at, all) => all.findIndex(({ attributes }) => attributes['name'] === one.attributes['name']) === at),
  ],
  ['UBL-SR-47', 'The means of payment (BT-81)', '/', 'PaymentMeans/PaymentMeansCode', distinct],
  ['UBL-SR-49', 'The tax point (BT-8)', '/', 'InvoicePeriod/DescriptionCode'],
  ['UBL-SR-50', 'The description of an item (BT-154)', line, 'Item/Description'],
  ['UBL-SR-51', 'The third line of an address', 'PostalAddress|Address', 'AddressLine'],
  ['UBL-SR-52', 'The invoiced object of a line (BT-128)', line, 'DocumentReference'],
  ['UBL-SR-54', 'The payment card (BG-18)', '/', 'PaymentMeans/CardAccount'],
  ['UBL-SR-55', 'The direct debit (BG-19)', '/', 'PaymentMeans/PaymentMandate'],
  ['UBL-SR-56', 'The tender or lot (BT-17)', '/', 'OriginatorDocumentReference/ID'],
  ['UBL-SR-12', 'The VAT number of the seller (BT-31)', seller, 'PartyTaxScheme/CompanyID', vatIs(true)],
  ['UBL-SR-13', 'The tax number of the seller (BT-32)', seller, 'PartyTaxScheme/CompanyID', vatIs(false)],
  ['UBL-SR-18', 'The VAT number of the buyer (BT-48)', buyer, 'PartyTaxScheme/CompanyID', vatIs(true)],
];

const rule = (id: string, flag: Severity, words: string, test: (tree: Tree) => Iterable<Miss>): Rule => ({ id, flag, words, test });

const isIndicated =
  (is: boolean) =>
  (charge: XmlElement): boolean => {
    const said = told(charge, 'ChargeIndicator');
    return is ? said === 'true' || said === '1' : said === 'false' || said === '0';
  };

const charges = (id: string, is: boolean): Rule =>
  rule(id, 'fatal', `The reason of ${is ? 'a charge (BT-104)' : 'an allowance (BT-97)'} stands at most once.`, function* ({ find }) {
    for (const charge of find('AllowanceCharge').filter(isIndicated(is))) if (elementsAt(charge, 'AllowanceChargeReason').length > 1) yield { at: charge };
  });

/** Attributes EN 16931 has no use for, wherever they stand. */
const attributes: [id: string, name: string][] = [
  ['UBL-DT-08', 'schemeName'],
  ['UBL-DT-09', 'schemeAgencyName'],
  ['UBL-DT-10', 'schemeDataURI'],
  ['UBL-DT-11', 'schemeURI'],
  ['UBL-DT-12', 'format'],
  ['UBL-DT-13', 'unitCodeListID'],
  ['UBL-DT-14', 'unitCodeListAgencyID'],
  ['UBL-DT-15', 'unitCodeListAgencyName'],
  ['UBL-DT-16', 'listAgencyName'],
  ['UBL-DT-17', 'listName'],
  ['UBL-DT-19', 'languageID'],
  ['UBL-DT-20', 'listURI'],
  ['UBL-DT-21', 'listSchemeURI'],
  ['UBL-DT-22', 'languageLocaleID'],
  ['UBL-DT-23', 'uri'],
  ['UBL-DT-24', 'currencyCodeListVersionID'],
  ['UBL-DT-25', 'characterSetCode'],
  ['UBL-DT-26', 'encodingCode'],
  ['UBL-DT-27', 'schemeAgencyID'],
  ['UBL-DT-28', 'listAgencyID'],
];

const withAttribute = (id: string, name: string, isMeant: (element: XmlElement) => boolean = () => true): Rule =>
  rule(id, 'warning', `The attribute ${name} has no use here.`, function* ({ elements }) {
    const found = elements.find((element) => element.attributes[name] !== undefined && isMeant(element));
    if (found !== undefined) yield { at: found, value: found.attributes[name] };
  });

const binary = (id: string, name: string): Rule =>
  rule(id, 'fatal', `An attached file (BT-125) has the attribute ${name}.`, function* ({ elements }) {
    for (const element of elements) if (element.name.endsWith('BinaryObject') && element.attributes[name] === undefined) yield { at: element };
  });

export const ublStructure: Rule[] = [
  ...once.map(([id, what, group, path, count = elementsAt]) =>
    rule(id, 'fatal', `${what} stands at most once.`, function* ({ find }) {
      for (const one of find(group)) {
        const found = count(one, path);
        if (found.length > 1) yield { at: found[1]! }; // there are two
      }
    }),
  ),
  rule('UBL-SR-07', 'fatal', 'A preceding invoice (BG-3) has its number (BT-25).', function* ({ find }) {
    for (const one of find('BillingReference')) if (elementAt(one, 'InvoiceDocumentReference/ID') === undefined) yield { at: one };
  }),
  rule('UBL-SR-29', 'fatal', 'The creditor of a direct debit (BT-90) stands at most once.', function* ({ root }) {
    const found = [`${seller}/PartyIdentification/ID`, 'PayeeParty/PartyIdentification/ID'].flatMap((path) => onlySepa(root, path));
    if (found.length > 1) yield { at: found[1]! };
  }),
  charges('UBL-SR-30', false),
  charges('UBL-SR-31', true),
  rule('UBL-SR-42', 'fatal', 'The seller has at most two tax schemes (BT-31, BT-32).', function* ({ find }) {
    for (const party of find(seller)) if (elementsAt(party, 'PartyTaxScheme').length > 2) yield { at: party };
  }),
  rule('UBL-SR-43', 'fatal', 'Only an invoiced object (BT-18, type 130) or a project (type 50) has a scheme.', function* ({ find }) {
    for (const one of find('AdditionalDocumentReference')) {
      const type = told(one, 'DocumentTypeCode');
      if (elementAt(one, 'ID')?.attributes['schemeID'] !== undefined && type !== '130' && type !== '50') yield { at: one, value: type };
    }
  }),
  rule('UBL-SR-48', 'fatal', 'A line has exactly one VAT category (BT-151).', function* ({ find }) {
    for (const one of find(line)) if (elementsAt(one, 'Item/ClassifiedTaxCategory').length !== 1) yield { at: one };
  }),
  rule('UBL-SR-53', 'fatal', 'A tax scheme of a party has its number (BT-31, BT-48, BT-63).', function* ({ find }) {
    for (const one of find('PartyTaxScheme')) if (told(one, 'TaxScheme/ID') !== '' && told(one, 'CompanyID') === '') yield { at: one };
  }),
  rule('UBL-DT-01', 'fatal', 'Amounts have at most two decimals.', function* ({ elements, parentOf }) {
    for (const element of elements) {
      if (!element.name.endsWith('Amount') || element.name.endsWith('PriceAmount') || decimalsOf(element) <= 2) continue;
      const around = parentOf(element);
      if (around?.name === 'AllowanceCharge' && parentOf(around)?.name === 'Price') continue;
      yield { at: element, value: textOf(element) };
    }
  }),
  binary('UBL-DT-06', 'mimeCode'),
  binary('UBL-DT-07', 'filename'),
  ...attributes.map(([id, name]) => withAttribute(id, name)),
  withAttribute('UBL-DT-18', 'name', ({ name }) => name !== 'PaymentMeansCode'),
];
