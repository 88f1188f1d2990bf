/** Codes come from their lists: BR-CL, one row per rule. */
import type { XmlElement } from '../../../xml/element.ts';
import { textOf, told } from '../ask.ts';
import { codeList } from '../code-lists/code-list.ts';
import * as lists from '../code-lists/codes.ts';
import { addressSchemes, identifierSchemes, itemSchemes, objectSchemes } from '../code-lists/schemes.ts';
import { units } from '../code-lists/units.ts';
import type { Rule } from '../rule.ts';
import type { Tree } from '../tree.ts';

type Find = (tree: Tree) => XmlElement[];

interface Row {
  id: string;
  words: string;
  list: ReadonlySet<string> | ((element: XmlElement, tree: Tree) => ReadonlySet<string>);
  ubl: string | Find;
  cii: string | Find;
  /** Of this attribute, where it stands; else the text. */
  attribute?: string;
}

const isOf =
  (charge: boolean, indicator: string, reason: string): Find =>
  ({ find, parentOf }) =>
    find(reason).filter((element) => {
      const said = told(parentOf(element), indicator);
      return charge ? said === 'true' || said === '1' : said === 'false' || said === '0';
    });

const within = (element: XmlElement, { parentOf }: Tree, ...names: string[]): boolean => {
  for (let at = parentOf(element); at !== undefined; at = parentOf(at)) if (names.includes(at.name)) return true;
  return false;
};

const taxPointUbl = codeList('3 35 432');
const taxPointCii = codeList('5 29 72');
const bothTypes = new Set([...lists.invoiceTypes, ...lists.creditTypes]);
/** Who collects by direct debit is known by a SEPA identifier. */
const creditorSchemes = new Set([...identifierSchemes, 'SEPA']);
const mimes = codeList(
  'application/pdf image/png image/jpeg text/csv application/vnd.openxmlformats-officedocument.spreadsheetml.sheet application/vnd.oasis.opendocument.spreadsheet',
);
const amounts =
  'Amount|BaseAmount|PriceAmount|TaxAmount|TaxableAmount|LineExtensionAmount|TaxExclusiveAmount|TaxInclusiveAmount|AllowanceTotalAmount|ChargeTotalAmount|PrepaidAmount|PayableRoundingAmount|PayableAmount';

const rows: Row[] = [
  {
    id: 'BR-CL-01',
    words: 'The type of the document (BT-3) is a code of UNTDID 1001 for its kind.',
    list: (_, { root, syntax }) => (syntax === 'CII' ? bothTypes : root.name === 'CreditNote' ? lists.creditTypes : lists.invoiceTypes),
    ubl: 'InvoiceTypeCode|CreditNoteTypeCode',
    cii: 'ExchangedDocument/TypeCode',
  },
  { id: 'BR-CL-03', words: 'A currency is a code of ISO 4217.', list: lists.currencies, ubl: amounts, cii: 'TaxTotalAmount', attribute: 'currencyID' },
  {
    id: 'BR-CL-04',
    words: 'The currency of the invoice (BT-5) is a code of ISO 4217.',
    list: lists.currencies,
    ubl: 'DocumentCurrencyCode',
    cii: 'InvoiceCurrencyCode',
  },
  { id: 'BR-CL-05', words: 'The accounting currency (BT-6) is a code of ISO 4217.', list: lists.currencies, ubl: 'TaxCurrencyCode', cii: 'TaxCurrencyCode' },
  {
    id: 'BR-CL-06',
    words: 'The tax point (BT-8) is one of invoice date, delivery date or payment date.',
    list: (_, { syntax }) => (syntax === 'CII' ? taxPointCii : taxPointUbl),
    ubl: 'InvoicePeriod/DescriptionCode',
    cii: 'DueDateTypeCode',
  },
  {
    id: 'BR-CL-07',
    words: 'The scheme of an invoiced object (BT-18, BT-128) is a code of UNTDID 1153.',
    list: objectSchemes,
    ubl: ({ find, parentOf }) => find('AdditionalDocumentReference/ID|DocumentReference/ID').filter((id) => told(parentOf(id), 'DocumentTypeCode') === '130'),
    cii: 'ReferenceTypeCode',
    attribute: 'schemeID|',
  },
  {
    id: 'BR-CL-08',
    words: 'The subject of a note (BT-21) is a code of UNTDID 4451.',
    list: lists.noteSubjects,
    ubl: ({ find }) => find('/Note').filter((note) => /^\s*#[^#]*#/.test(note.text)),
    cii: 'SubjectCode',
  },
  {
    id: 'BR-CL-10',
    words: 'The scheme of a party (BT-29, BT-46, BT-60) is a code of ISO 6523.',
    list: (id, tree) => (within(id, tree, 'AccountingSupplierParty', 'PayeeParty') ? creditorSchemes : identifierSchemes),
    ubl: 'PartyIdentification/ID',
    cii: (tree) => tree.named('GlobalID').filter((id) => !within(id, tree, 'SpecifiedTradeProduct', 'ShipToTradeParty')),
    attribute: 'schemeID',
  },
  {
    id: 'BR-CL-11',
    words: 'The scheme of a registration (BT-30, BT-47, BT-61) is a code of ISO 6523.',
    list: identifierSchemes,
    ubl: 'PartyLegalEntity/CompanyID',
    cii: (tree) => tree.named('ID').filter((id) => !within(id, tree, 'SpecifiedTaxRegistration')),
    attribute: 'schemeID',
  },
  {
    id: 'BR-CL-13',
    words: 'The list of an item classification (BT-158) is a code of UNTDID 7143.',
    list: itemSchemes,
    ubl: 'CommodityClassification/ItemClassificationCode',
    cii: 'ClassCode',
    attribute: 'listID',
  },
  {
    id: 'BR-CL-14',
    words: 'A country (BT-40, BT-55, BT-69, BT-80) is a code of ISO 3166-1.',
    list: lists.countries,
    ubl: 'Country/IdentificationCode',
    cii: 'CountryID',
  },
  {
    id: 'BR-CL-15',
    words: 'The country an item comes from (BT-159) is a code of ISO 3166-1.',
    list: lists.countries,
    ubl: 'OriginCountry/IdentificationCode',
    cii: 'OriginTradeCountry/ID',
  },
  {
    id: 'BR-CL-16',
    words: 'The means of payment (BT-81) is a code of UNTDID 4461.',
    list: lists.paymentMeans,
    ubl: 'PaymentMeans/PaymentMeansCode',
    cii: 'SpecifiedTradeSettlementPaymentMeans/TypeCode',
  },
  {
    id: 'BR-CL-17',
    words: 'A VAT category (BT-95, BT-102, BT-118) is a code of UNTDID 5305.',
    list: lists.taxCategories,
    ubl: 'TaxCategory/ID',
    cii: 'CategoryTradeTax/CategoryCode',
  },
  {
    id: 'BR-CL-18',
    words: 'The VAT category of an item (BT-151) is a code of UNTDID 5305.',
    list: lists.taxCategories,
    ubl: 'ClassifiedTaxCategory/ID',
    cii: 'ApplicableTradeTax/CategoryCode',
  },
  {
    id: 'BR-CL-19',
    words: 'The reason of an allowance (BT-98, BT-140) is a code of UNTDID 5189.',
    list: lists.allowanceReasons,
    ubl: isOf(false, 'ChargeIndicator', 'AllowanceCharge/AllowanceChargeReasonCode'),
    cii: isOf(false, 'ChargeIndicator/Indicator', 'SpecifiedTradeAllowanceCharge/ReasonCode'),
  },
  {
    id: 'BR-CL-20',
    words: 'The reason of a charge (BT-105, BT-145) is a code of UNTDID 7161.',
    list: lists.chargeReasons,
    ubl: isOf(true, 'ChargeIndicator', 'AllowanceCharge/AllowanceChargeReasonCode'),
    cii: isOf(true, 'ChargeIndicator/Indicator', 'SpecifiedTradeAllowanceCharge/ReasonCode'),
  },
  {
    id: 'BR-CL-21',
    words: 'The scheme of an item (BT-157) is a code of ISO 6523.',
    list: identifierSchemes,
    ubl: 'StandardItemIdentification/ID',
    cii: 'SpecifiedTradeProduct/GlobalID',
    attribute: 'schemeID',
  },
  {
    id: 'BR-CL-22',
    words: 'The reason for an exemption (BT-121) is a code of the VATEX list.',
    list: lists.exemptions,
    ubl: 'TaxExemptionReasonCode',
    cii: 'ExemptionReasonCode',
  },
  {
    id: 'BR-CL-23',
    words: 'A unit (BT-130, BT-150) is a code of UN/ECE Recommendation 20 or 21.',
    list: units,
    ubl: 'InvoicedQuantity|BaseQuantity|CreditedQuantity',
    cii: 'BasisQuantity|BilledQuantity',
    attribute: 'unitCode',
  },
  {
    id: 'BR-CL-24',
    words: 'An attached file (BT-125) is of a type everybody can open: PDF, PNG, JPEG, CSV, XLSX or ODS.',
    list: mimes,
    ubl: 'EmbeddedDocumentBinaryObject',
    cii: 'AttachmentBinaryObject',
    attribute: 'mimeCode',
  },
  {
    id: 'BR-CL-25',
    words: 'The scheme of an electronic address (BT-34, BT-49) is a code of the EAS list.',
    list: addressSchemes,
    ubl: 'EndpointID',
    cii: 'URIUniversalCommunication/URIID',
    attribute: 'schemeID',
  },
  {
    id: 'BR-CL-26',
    words: 'The scheme of a place of delivery (BT-71) is a code of ISO 6523.',
    list: identifierSchemes,
    ubl: 'DeliveryLocation/ID',
    cii: 'ApplicableHeaderTradeDelivery/ShipToTradeParty/GlobalID',
    attribute: 'schemeID',
  },
];

/** Exemption codes are read in either case. */
const inAnyCase = new Set(['BR-CL-22']);

export const codes: Rule[] = rows.map(({ id, words, list, ubl, cii, attribute }) => ({
  id,
  flag: 'fatal',
  words,
  *test(tree) {
    const where = tree.syntax === 'UBL' ? ubl : cii;
    const name = attribute?.endsWith('|') ? (tree.syntax === 'UBL' ? attribute.slice(0, -1) : undefined) : attribute;
    for (const element of typeof where === 'string' ? tree.find(where) : where(tree)) {
      const given = name === undefined ? textOf(element) : element.attributes[name]?.trim();
      if (given === undefined) continue;
      let value = id === 'BR-CL-08' && tree.syntax === 'UBL' ? given.split('#')[1]! : given; // between the first two marks
      if (inAnyCase.has(id)) value = value.toUpperCase();
      if (!(typeof list === 'function' ? list(element, tree) : list).has(value)) yield { at: element, value: given };
    }
  },
}));
