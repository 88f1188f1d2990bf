/** How CII is used for EN 16931: what stands at most once (CII-SR), and how values are written (CII-DT). */
import { elementAt, elementsAt, type XmlElement } from '../../../xml/element.ts';
import { has, textOf, told } from '../ask.ts';
import type { Miss, Rule, Severity } from '../rule.ts';
import type { Tree } from '../tree.ts';

const rule = (id: string, flag: Severity, words: string, test: (tree: Tree) => Iterable<Miss>): Rule => ({ id: `CII-${id}`, flag, words, test });

const transaction = '/SupplyChainTradeTransaction';
const agreement = `${transaction}/ApplicableHeaderTradeAgreement`;
const delivery = `${transaction}/ApplicableHeaderTradeDelivery`;
const settlement = `${transaction}/ApplicableHeaderTradeSettlement`;
const line = `${transaction}/IncludedSupplyChainTradeLineItem`;
const sums = `${settlement}/SpecifiedTradeSettlementHeaderMonetarySummation`;

/** [id, flag, group, path, least, most]. */
const counts: [id: string, flag: Severity, group: string, path: string, least: 0 | 1, most: number][] = [
  ['SR-003', 'warning', '/ExchangedDocumentContext', 'BusinessProcessSpecifiedDocumentContextParameter', 0, 1],
  ['SR-009', 'fatal', '/ExchangedDocumentContext', 'GuidelineSpecifiedDocumentContextParameter', 1, 1],
  ['SR-010', 'fatal', '/ExchangedDocumentContext', 'GuidelineSpecifiedDocumentContextParameter/ID', 1, 1],
  ['SR-014', 'fatal', '/ExchangedDocument', 'TypeCode', 1, 1],
  ['SR-030', 'warning', '/ExchangedDocument/IncludedNote', 'Content', 0, 1],
  ['SR-039', 'warning', `${line}/AssociatedDocumentLineDocument`, 'IncludedNote', 0, 1],
  ['SR-040', 'warning', `${line}/AssociatedDocumentLineDocument`, 'IncludedNote/Content', 0, 1],
  ['SR-069', 'fatal', `${line}/SpecifiedTradeProduct/ApplicableProductCharacteristic`, 'Description', 1, 1],
  ['SR-072', 'fatal', `${line}/SpecifiedTradeProduct/ApplicableProductCharacteristic`, 'Value', 1, 1],
  ['SR-439', 'fatal', `${line}/SpecifiedLineTradeAgreement`, 'NetPriceProductTradePrice/ChargeAmount', 1, 1],
  ['SR-440', 'fatal', 'GrossPriceProductTradePrice/AppliedTradeAllowanceCharge', 'ActualAmount', 0, 1],
  ['SR-441', 'fatal', `${line}/SpecifiedLineTradeAgreement`, 'GrossPriceProductTradePrice/ChargeAmount', 0, 1],
  ['SR-452', 'warning', settlement, 'SpecifiedTradePaymentTerms', 0, 1],
  ['SR-453', 'warning', settlement, 'SpecifiedTradePaymentTerms/Description', 0, 1],
  ['SR-454', 'warning', `${line}/SpecifiedLineTradeSettlement`, 'ApplicableTradeTax', 0, 1],
  ['SR-455', 'fatal', agreement, 'SellerTradeParty/DefinedTradeContact', 0, 1],
  ['SR-456', 'fatal', agreement, 'BuyerTradeParty/DefinedTradeContact', 0, 1],
  ['SR-459', 'fatal', agreement, 'SellerTradeParty/URIUniversalCommunication', 0, 1],
  ['SR-460', 'fatal', agreement, 'BuyerTradeParty/URIUniversalCommunication', 0, 1],
  ['SR-473', 'fatal', 'SpecifiedTradeAllowanceCharge', 'ActualAmount', 0, 1],
  ...(
    [
      [477, 'LineTotalAmount'],
      [478, 'ChargeTotalAmount'],
      [479, 'AllowanceTotalAmount'],
      [480, 'TaxBasisTotalAmount'],
      [481, 'RoundingAmount'],
      [482, 'GrandTotalAmount'],
      [483, 'InformationAmount'],
      [484, 'TotalPrepaidAmount'],
      [485, 'TotalDiscountAmount'],
      [486, 'TotalAllowanceChargeAmount'],
      [487, 'DuePayableAmount'],
      [488, 'RetailValueExcludingTaxInformationAmount'],
      [489, 'TotalDepositFeeInformationAmount'],
      [490, 'ProductValueExcludingTobaccoTaxInformationAmount'],
      [491, 'TotalRetailValueInformationAmount'],
      [492, 'GrossLineTotalAmount'],
      [493, 'NetLineTotalAmount'],
      [494, 'NetIncludingTaxesLineTotalAmount'],
    ] as const
  ).map(([number, name]): [string, Severity, string, string, 0, 1] => [`SR-${number}`, 'fatal', sums, name, 0, 1]),
];

const distinct = (elements: XmlElement[]): XmlElement[] => [...new Map(elements.toReversed().map((one) => [textOf(one), one])).values()].reverse();

/** [id, flag, path from the document]: all that stand there say the same. */
const same: [id: string, flag: Severity, path: string, what: string][] = [
  ['SR-461', 'fatal', `${settlement}/ApplicableTradeTax/TaxPointDate`, 'tax point dates (BT-7)'],
  ['SR-462', 'fatal', `${settlement}/ApplicableTradeTax/DueDateTypeCode`, 'tax point codes (BT-8)'],
  ['SR-467', 'fatal', `${settlement}/SpecifiedTradeSettlementPaymentMeans/TypeCode`, 'means of payment (BT-81)'],
  ['SR-468', 'fatal', `${settlement}/SpecifiedTradeSettlementPaymentMeans/Information`, 'words for the means of payment (BT-82)'],
];

/** [id, group, party]: an identifier with or without scheme, not both. */
const either: [id: string, group: string, party: string][] = [
  ['SR-449', delivery, 'ShipToTradeParty'],
  ['SR-450', agreement, 'BuyerTradeParty'],
  ['SR-451', settlement, 'PayeeTradeParty'],
];

/** [id, group, type, what]: at most one supporting document of a type has it. */
const documents: [id: string, group: string, type: string, what: string][] = [
  ['SR-457', agreement, '50', 'IssuerAssignedID'],
  ['SR-458', agreement, '130', 'IssuerAssignedID'],
  ['SR-474', `${line}/SpecifiedLineTradeSettlement`, '130', ''],
];

export const ciiStructure: Rule[] = [
  ...counts.map(([id, flag, group, path, least, most]) =>
    rule(id, flag, `${path.split('/').at(-1)} stands ${least === 1 ? 'exactly' : 'at most'} once.`, function* ({ find }) {
      for (const one of find(group)) {
        const found = elementsAt(one, path);
        if (found.length > most)
          yield { at: found[most]! }; // more than that many
        else if (found.length < least) yield { at: one };
      }
    }),
  ),
  ...same.map(([id, flag, path, what]) =>
    rule(id, flag, `All ${what} of an invoice are the same.`, function* ({ find }) {
      const found = distinct(find(path));
      if (found.length > 1) yield { at: found[1]!, value: textOf(found[1]) };
    }),
  ),
  ...either.map(([id, group, party]) =>
    rule(id, 'warning', 'A party has one identifier: ID or GlobalID.', function* ({ find }) {
      for (const one of find(group)) if (has(elementAt(one, party), 'ID') && has(elementAt(one, party), 'GlobalID')) yield { at: elementAt(one, party)! }; // it has both
    }),
  ),
  ...documents.map(([id, group, type, what]) =>
    rule(id, 'warning', `At most one supporting document of type ${type}.`, function* ({ find }) {
      for (const one of find(group)) {
        const found = elementsAt(one, 'AdditionalReferencedDocument').filter(
          (document) => told(document, 'TypeCode') === type && (what === '' || has(document, what)),
        );
        if (found.length > 1) yield { at: found[1]! };
      }
    }),
  ),
  ...(['Name', 'AttachmentBinaryObject'] as const).map((what, at) =>
    rule(`SR-${475 + at}`, 'warning', `Of supporting documents (BG-24) one has a ${what}.`, function* ({ find }) {
      const found = find(`${agreement}/AdditionalReferencedDocument`)
        .filter((document) => told(document, 'TypeCode') === '916')
        .flatMap((document) => elementsAt(document, what));
      if (found.length > 1) yield { at: found[1]! };
    }),
  ),
  rule('SR-04', 'warning', 'A parameter of the context has no value beside its identifier.', function* ({ elements }) {
    for (const element of elements) if (element.name.endsWith('DocumentContextParameter') && has(element, 'Value')) yield { at: element };
  }),
  rule('SR-05', 'warning', 'A parameter of the context has no version.', function* ({ elements }) {
    for (const element of elements) if (element.name.endsWith('DocumentContextParameter') && has(element, 'SpecifiedDocumentVersion')) yield { at: element };
  }),
  rule('SR-046', 'fatal', 'The standard identifier of an item (BT-157) has a scheme.', function* ({ find }) {
    for (const product of find(`${line}/SpecifiedTradeProduct`)) {
      const ids = elementsAt(product, 'GlobalID');
      if (ids.length > 0 && ids.every(({ attributes }) => attributes['schemeID'] === undefined)) yield { at: ids[0]! };
    }
  }),
  rule('SR-090', 'fatal', 'The country an item comes from (BT-159) stands once.', function* ({ find }) {
    for (const product of find(`${line}/SpecifiedTradeProduct`))
      if (has(product, 'OriginTradeCountry') && elementsAt(product, 'OriginTradeCountry/ID').length !== 1) yield { at: product };
  }),
  rule('SR-119', 'warning', 'A price is only lowered: an allowance (BT-147), no charge.', function* ({ find }) {
    for (const one of find(`${line}/SpecifiedLineTradeAgreement`)) {
      const applied = elementsAt(one, 'GrossPriceProductTradePrice/AppliedTradeAllowanceCharge');
      const isAllowance =
        applied.some((charge) => ['false', '0'].includes(told(charge, 'ChargeIndicator/Indicator'))) && applied.some((charge) => has(charge, 'ActualAmount'));
      const isNothing = applied.every((charge) => !has(charge, 'ChargeIndicator') && !has(charge, 'ActualAmount'));
      if (!isAllowance && !isNothing) yield { at: applied[0]! }; // nothing is when none is there
    }
  }),
  rule('SR-186', 'warning', 'The percentage of an allowance or charge has no format.', function* ({ find }) {
    const found = find(`${line}/SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge/CalculationPercent`).find(
      ({ attributes }) => attributes['format'] !== undefined,
    );
    if (found !== undefined) yield { at: found };
  }),
  rule('SR-463', 'fatal', 'An allowance or charge says which it is.', function* ({ find }) {
    for (const charge of find('SpecifiedTradeAllowanceCharge')) if (!has(charge, 'ChargeIndicator')) yield { at: charge };
  }),
  rule('SR-464', 'warning', 'The bank of the debtor has no meaning here in EN 16931 and is not read.', function* ({ find }) {
    for (const means of find('SpecifiedTradeSettlementPaymentMeans')) if (has(means, 'PayerSpecifiedDebtorFinancialInstitution')) yield { at: means };
  }),
  ...(['SellerTradeParty', 'BuyerTradeParty'] as const).map((party, at) =>
    rule(`SR-${465 + at}`, 'warning', `The contact of a party (${at === 0 ? 'BT-41' : 'BT-56'}) is a person or a department, not both.`, function* ({ find }) {
      for (const one of find(agreement)) {
        const found = [...elementsAt(one, `${party}/DefinedTradeContact/PersonName`), ...elementsAt(one, `${party}/DefinedTradeContact/DepartmentName`)];
        if (found.length > 1) yield { at: found[1]! };
      }
    }),
  ),
  rule('SR-469', 'fatal', 'The payment reference (BT-83) stands at most once.', function* ({ find }) {
    const found = find('PaymentReference');
    if (found.length > 1) yield { at: found[1]! };
  }),
  rule('SR-470', 'fatal', 'The account to pay to (BT-84) is an IBAN or another number, not both.', function* ({ find }) {
    for (const account of find('PayeePartyCreditorFinancialAccount')) if (has(account, 'IBANID') && has(account, 'ProprietaryID')) yield { at: account };
  }),
  rule('SR-471', 'fatal', 'An allowance or charge of the document has a VAT category (BT-95, BT-102).', function* ({ find }) {
    for (const charge of find(`${settlement}/SpecifiedTradeAllowanceCharge`)) if (!has(charge, 'CategoryTradeTax/CategoryCode')) yield { at: charge };
  }),
  rule(
    'SR-472',
    'fatal',
    'An allowance or charge of the document has a VAT rate (BT-96, BT-103), except where it is not subject to VAT.',
    function* ({ find }) {
      for (const charge of find(`${settlement}/SpecifiedTradeAllowanceCharge`)) {
        if (!has(charge, 'CategoryTradeTax/RateApplicablePercent') && told(charge, 'CategoryTradeTax/CategoryCode') !== 'O') yield { at: charge };
      }
    },
  ),
];
