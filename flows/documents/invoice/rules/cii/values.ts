/** How values are written in CII: CII-DT. */
import { elementAt, elementsAt, type XmlElement } from '../../../xml/element.ts';
import { has, textOf, told } from '../ask.ts';
import type { Rule, Severity } from '../rule.ts';
import type { Tree } from '../tree.ts';

type Kind = (tree: Tree) => readonly XmlElement[];

const ending =
  (...ends: string[]): Kind =>
  ({ elements }) =>
    elements.filter(({ name }) => ends.some((end) => name.endsWith(end)));
const at =
  (...patterns: string[]): Kind =>
  ({ find }) =>
    patterns.flatMap((pattern) => find(pattern));

const line = '/SupplyChainTradeTransaction/IncludedSupplyChainTradeLineItem';
const plainIds = at(
  '/ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID',
  '/ExchangedDocument/ID',
  `${line}/AssociatedDocumentLineDocument/LineID`,
  `${line}/SpecifiedTradeProduct/SellerAssignedID`,
);
const amounts: Kind = (tree) => ending('Amount')(tree).filter(({ name }) => name !== 'TaxTotalAmount');

/** [first number, flag, where, attributes it must not have, in order of their numbers]. */
const attributes: [first: number, flag: Severity, where: Kind, names: string][] = [
  [1, 'fatal', plainIds, 'schemeName schemeAgencyName schemeDataURI schemeURI schemeID schemeAgencyID schemeVersionID'],
  [8, 'fatal', at('TypeCode'), 'name listURI'],
  [10, 'fatal', at('/ExchangedDocument/TypeCode'), 'listID listAgencyID listVersionID'],
  [13, 'fatal', at('/'), 'languageID languageLocaleID'],
  [31, 'fatal', amounts, 'currencyID currencyCodeListVersionID'],
  [34, 'fatal', ending('Quantity'), 'unitCodeListID unitCodeListAgencyID unitCodeListAgencyName'],
  [45, 'warning', at(`${line}/SpecifiedLineTradeSettlement/ApplicableTradeTax/CategoryCode`), 'listID listAgencyID listVersionID listURI'],
  [101, 'fatal', ending('ID'), 'schemeName schemeAgencyName schemeDataURI schemeURI'],
];

/** Elements within elements that have no use; `-` keeps a number free. */
const elements: [first: number, flag: Severity, where: Kind, paths: string][] = [
  [
    38,
    'warning',
    ending('TradeTax'),
    'CalculatedRate CalculationSequenceNumeric BasisQuantity - UnitBasisAmount LineTotalBasisAmount AllowanceChargeBasisAmount',
  ],
  [49, 'warning', ending('TradeTax'), 'CurrencyCode Jurisdiction CustomsDutyIndicator - TaxBasisAllowanceRate - Type InformationAmount CategoryName'],
  [
    60,
    'warning',
    ending('TradeTax'),
    'SpecifiedTradeAccountingAccount ServiceSupplyTradeCountry BuyerRepayableTaxSpecifiedTradeAccountingAccount SellerPayableTaxSpecifiedTradeAccountingAccount SellerRefundableTaxSpecifiedTradeAccountingAccount BuyerDeductibleTaxSpecifiedTradeAccountingAccount BuyerNonDeductibleTaxSpecifiedTradeAccountingAccount PlaceApplicableTradeLocation',
  ],
  [
    16,
    'fatal',
    ending('ReferencedDocument'),
    'StatusCode CopyIndicator - GlobalID RevisionID - - Information - SectionName PreviousRevisionID - EffectiveSpecifiedPeriod IssuerTradeParty AttachedSpecifiedBinaryFile',
  ],
  [
    68,
    'fatal',
    at('BillingSpecifiedPeriod'),
    'StartDateTime/DateTime DurationMeasure InclusiveIndicator Description EndDateTime/DateTime CompleteDateTime OpenIndicator SeasonCode ID Name SequenceNumeric StartDateFlexibilityCode ContinuousIndicator PurposeCode',
  ],
  [
    82,
    'fatal',
    at('PostalTradeAddress'),
    'ID PostOfficeBox BuildingName - LineFour LineFive StreetName CitySubDivisionName CountryName CountrySubDivisionID AttentionOf CareOf BuildingNumber DepartmentName AdditionalStreetName',
  ],
];

const id = (number: number): string => `CII-DT-${String(number).padStart(3, '0')}`;

/** Documents are described only where they support the invoice. */
const supporting: [number: number, name: string, isFine: (document: XmlElement) => boolean][] = [
  [15, 'URIID', (document) => isSupport(document, '916')],
  [18, 'TypeCode', (document) => isSupport(document, '50', '130', '916')],
  [21, 'Name', (document) => isSupport(document, '916')],
  [22, 'AttachmentBinaryObject', (document) => isSupport(document, '916')],
  [24, 'ReferenceTypeCode', (document) => isSupport(document, '130')],
  [27, 'FormattedIssueDateTime', ({ name }) => name === 'InvoiceReferencedDocument'],
];
const isSupport = (document: XmlElement, ...types: string[]): boolean =>
  document.name === 'AdditionalReferencedDocument' && types.includes(told(document, 'TypeCode'));

/** What taxes have only at the head of an invoice, or only where they are applied. */
const inHead: [number: number, name: string][] = [
  [41, 'BasisAmount'],
  [54, 'TaxPointDate'],
  [58, 'DueDateTypeCode'],
];
const applied: [number: number, name: string][] = [
  [52, 'ExemptionReasonCode'],
  [98, 'ExemptionReason'],
];

const isInHead = ({ parentOf }: Tree, element: XmlElement): boolean => {
  for (let around = parentOf(element); around !== undefined; around = parentOf(around)) if (around.name === 'ApplicableHeaderTradeSettlement') return true;
  return false;
};

const within = (number: number, flag: Severity, where: Kind, path: string, isFine: (element: XmlElement, tree: Tree) => boolean = () => false): Rule => ({
  id: id(number),
  flag,
  words: `${path} has no use here.`,
  *test(tree) {
    for (const element of where(tree)) {
      const found = elementAt(element, path);
      if (found !== undefined && !isFine(element, tree)) yield { at: found };
    }
  },
});

export const ciiValues: Rule[] = [
  ...attributes.flatMap(([first, flag, where, names]) =>
    names.split(' ').map(
      (name, offset): Rule => ({
        id: id(first + offset),
        flag,
        words: `The attribute ${name} has no use here.`,
        *test(tree) {
          for (const element of where(tree)) if (element.attributes[name] !== undefined) yield { at: element, value: element.attributes[name] };
        },
      }),
    ),
  ),
  ...elements.flatMap(([first, flag, where, paths]) =>
    paths.split(' ').flatMap((path, offset) => (path === '-' ? [] : [within(first + offset, flag, where, path)])),
  ),
  ...supporting.map(([number, name, isFine]) => within(number, 'fatal', ending('ReferencedDocument'), name, isFine)),
  ...inHead.map(([number, name]) => within(number, 'warning', ending('TradeTax'), name, (element, tree) => isInHead(tree, element))),
  ...applied.map(([number, name]) => within(number, 'warning', ending('TradeTax'), name, ({ name: around }) => around === 'ApplicableTradeTax')),
  {
    id: id(33),
    flag: 'fatal',
    words: 'The unit of a quantity stands with the quantity invoiced (BT-130).',
    *test(tree) {
      if (tree.find(`${line}/SpecifiedLineTradeDelivery/BilledQuantity`).some(({ attributes: { unitCode } }) => unitCode !== undefined)) return;
      for (const element of ending('Quantity')(tree)) if (element.attributes['unitCode'] !== undefined) yield { at: element };
    },
  },
  {
    id: id(37),
    flag: 'fatal',
    words: 'The type of a tax is VAT.',
    *test(tree) {
      for (const tax of ending('TradeTax')(tree)) {
        const types = elementsAt(tax, 'TypeCode');
        if (types.length > 0 && !types.some((type) => textOf(type) === 'VAT')) yield { at: types[0]!, value: textOf(types[0]), fix: 'VAT' };
      }
    },
  },
  {
    id: id(59),
    flag: 'warning',
    words: 'The rate of a tax has no format.',
    *test(tree) {
      for (const tax of ending('TradeTax')(tree))
        if (has(tax, 'RateApplicablePercent') && elementAt(tax, 'RateApplicablePercent')?.attributes['format'] !== undefined) yield { at: tax };
    },
  },
  {
    id: id(97),
    flag: 'fatal',
    words: 'A date of format 102 is written YYYYMMDD.',
    *test({ named }) {
      for (const date of named('DateTimeString'))
        if (date.attributes['format'] === '102' && !/^\s*\d{8}\s*$/.test(date.text)) yield { at: date, value: textOf(date) };
    },
  },
];
