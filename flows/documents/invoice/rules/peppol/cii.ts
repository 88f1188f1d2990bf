/** Peppol BIS Billing 3 as it is asked of CII: the same rules at other places, without those CII has no elements for. */
import { elementAt, elementsAt, type XmlElement } from '../../../xml/element.ts';
import { cents, has, numberAt, numberOf, textOf, told, zero } from '../ask.ts';
import { allowanceReasons, chargeReasons, currencies } from '../code-lists/codes.ts';
import { factsOf } from '../facts.ts';
import type { Rule } from '../rule.ts';
import type { Tree } from '../tree.ts';
import { credits, invoices, mimes, networkSchemes, numbers, process, specification } from './document.ts';
import { lineAmount, near, rule } from './line-amount.ts';

const types = new Set([...invoices, ...credits]);
const context = '/ExchangedDocumentContext';
const agreement = 'ApplicableHeaderTradeAgreement';
const settlement = 'ApplicableHeaderTradeSettlement';
const line = 'IncludedSupplyChainTradeLineItem';
const charges = 'SpecifiedTradeAllowanceCharge';
const prices = ['NetPriceProductTradePrice', 'GrossPriceProductTradePrice'];

const processOf = (tree: Tree): string => told(tree.root, 'ExchangedDocumentContext/BusinessProcessSpecifiedDocumentContextParameter/ID');
const typed = (from: XmlElement, code: string): XmlElement[] =>
  elementsAt(from, 'AdditionalReferencedDocument').filter((document) => told(document, 'TypeCode') === code);

const missing = (id: string, words: string, where: string, paths: string[]): Rule =>
  rule(id, words, function* ({ find }) {
    for (const one of find(where)) if (!paths.some((path) => has(one, path))) yield { at: one };
  });

const atMostOne = (id: string, words: string, where: string, of: (one: XmlElement) => XmlElement[]): Rule =>
  rule(id, words, function* ({ find }) {
    for (const one of find(where)) if (of(one).length > 1) yield { at: of(one)[1]! };
  });

const coded = (id: string, words: string, list: ReadonlySet<string>, where: (tree: Tree) => readonly XmlElement[], attribute?: string): Rule =>
  rule(`EN16931-${id}`, words, function* (tree) {
    for (const element of where(tree)) {
      const value = attribute === undefined ? textOf(element) : element.attributes[attribute];
      if (value !== undefined && !list.has(value)) yield { at: element, value };
    }
  });

const reasons =
  (is: string) =>
  ({ find, parentOf }: Tree): XmlElement[] =>
    find(`${charges}/ReasonCode`).filter((one) => told(parentOf(one), 'ChargeIndicator/Indicator') === is);

/** The period of a line lies within that of the invoice. */
const period = (id: string, words: string, side: 'start' | 'end', isOutside: (own: string, whole: string) => boolean): Rule =>
  rule(id, words, function* (tree) {
    const name = side === 'start' ? 'StartDateTime' : 'EndDateTime';
    const whole = textOf(tree.find(`${settlement}/BillingSpecifiedPeriod/${name}/DateTimeString`)[0]);
    for (const one of factsOf(tree).lines) {
      const own = one[side];
      if (whole !== '' && own !== undefined && isOutside(textOf(own), whole)) yield { at: own, value: textOf(own) };
    }
  });

export const peppolCii: readonly Rule[] = [
  missing('EN16931-R001', 'The invoice names its business process (BT-23).', context, ['BusinessProcessSpecifiedDocumentContextParameter/ID']),
  rule('EN16931-R007', 'The business process (BT-23) is written urn:fdc:peppol.eu:2017:poacc:billing:NN:1.0.', function* (tree) {
    if (!process.test(processOf(tree))) yield { at: tree.find(context)[0] ?? tree.root, value: processOf(tree) || undefined };
  }),
  rule('EN16931-R004', 'The specification (BT-24) is that of Peppol BIS Billing 3.', function* ({ root, find }) {
    const said = told(root, 'ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID');
    if (!said.startsWith(specification)) yield { at: find(context)[0] ?? root, value: said || undefined, fix: specification };
  }),
  rule('EN16931-R002', 'The invoice has at most one note (BT-22), without a subject (BT-21).', function* ({ find }) {
    const notes = find('/ExchangedDocument/IncludedNote');
    const wrong = notes[1] ?? notes.find((note) => has(note, 'SubjectCode'));
    if (wrong !== undefined) yield { at: wrong };
  }),
  missing('EN16931-R003', 'The invoice has a buyer reference (BT-10) or an order (BT-13).', agreement, [
    'BuyerReference',
    'BuyerOrderReferencedDocument/IssuerAssignedID',
  ]),
  atMostOne('EN16931-R006', 'The invoice names at most one invoiced object (BT-18).', agreement, (one) => typed(one, '130')),
  atMostOne('EN16931-R080', 'The invoice names at most one project (BT-11).', agreement, (one) => typed(one, '50')),
  rule('EN16931-R005', 'The accounting currency (BT-6) is another than that of the invoice (BT-5).', function* ({ find }) {
    for (const one of find(`${settlement}/TaxCurrencyCode`))
      if (find(`${settlement}/InvoiceCurrencyCode`).some((currency) => textOf(currency) === textOf(one))) yield { at: one, value: textOf(one) };
  }),
  rule('EN16931-R053', 'Exactly one total of VAT is in the currency of the invoice (BT-110).', function* (tree) {
    const { currency, taxTotals } = factsOf(tree);
    for (const at of tree.find(settlement)) if (taxTotals.filter(({ element }) => element.attributes['currencyID'] === currency).length !== 1) yield { at };
  }),
  rule('EN16931-R054', 'One total of VAT in another currency (BT-111) stands where, and only where, an accounting currency (BT-6) does.', function* (tree) {
    const { currency, taxTotals } = factsOf(tree);
    const others = taxTotals.filter(({ element: { attributes } }) => attributes['currencyID'] !== undefined && attributes['currencyID'] !== currency).length;
    for (const at of tree.find(settlement)) if (others !== (has(at, 'TaxCurrencyCode') ? 1 : 0)) yield { at };
  }),
  rule('EN16931-R055', 'The total VAT (BT-110) and that in accounting currency (BT-111) have the same sign.', function* (tree) {
    const { currency, taxCurrency, taxTotals } = factsOf(tree);
    if (tree.find(`${settlement}/TaxCurrencyCode`).length === 0) return;
    const of = (wanted: string) => numberOf(taxTotals.find(({ element }) => element.attributes['currencyID'] === wanted)?.element);
    const [own, accounted] = [of(currency), of(taxCurrency)];
    if (own === undefined || accounted === undefined || own.lt(0) !== accounted.lt(0)) yield { at: taxTotals[0]?.element ?? tree.root };
  }),
  missing('EN16931-R010', 'The buyer has an electronic address (BT-49).', 'BuyerTradeParty', ['URIUniversalCommunication/URIID']),
  missing('EN16931-R020', 'The seller has an electronic address (BT-34).', 'SellerTradeParty', ['URIUniversalCommunication/URIID']),
  rule('EN16931-R040', 'An allowance or charge is its base (BT-93, BT-100) times its percentage (BT-94, BT-101).', function* ({ find }) {
    for (const charge of find(charges)) {
      const [base, percent] = [numberAt(charge, 'BasisAmount'), numberAt(charge, 'CalculationPercent')];
      if (base === undefined || percent === undefined) continue;
      const should = base.times(percent).div(100);
      if (!near(numberAt(charge, 'ActualAmount') ?? zero, should))
        yield { at: elementAt(charge, 'ActualAmount') ?? charge, value: told(charge, 'ActualAmount'), fix: cents(should).toFixed(2) };
    }
  }),
  rule('EN16931-R041', 'An allowance or charge with a percentage (BT-94, BT-101) has its base (BT-93, BT-100).', function* ({ find }) {
    for (const charge of find(charges)) if (has(charge, 'CalculationPercent') && !has(charge, 'BasisAmount')) yield { at: charge };
  }),
  rule('EN16931-R042', 'An allowance or charge with a base (BT-93, BT-100) has its percentage (BT-94, BT-101).', function* ({ find }) {
    for (const charge of find(charges)) if (!has(charge, 'CalculationPercent') && has(charge, 'BasisAmount')) yield { at: charge };
  }),
  rule('EN16931-R043', 'ChargeIndicator is true or false.', function* ({ find }) {
    for (const charge of find(`${charges}|AppliedTradeAllowanceCharge`)) {
      if (charge.name === charges && has(charge, 'CalculationPercent') !== has(charge, 'BasisAmount')) continue;
      const said = told(charge, 'ChargeIndicator/Indicator');
      if (said !== 'true' && said !== 'false') yield { at: charge, value: said };
    }
  }),
  rule('EN16931-R061', 'A direct debit (BT-81) has its mandate (BT-89).', function* ({ find, parentOf }) {
    for (const means of find('SpecifiedTradeSettlementPaymentMeans')) {
      const isGiven = elementsAt(parentOf(means), 'SpecifiedTradePaymentTerms/DirectDebitMandateID').length > 0;
      if (['49', '59'].includes(told(means, 'TypeCode')) && !isGiven) yield { at: means };
    }
  }),
  period('EN16931-R110', 'The period of a line (BT-134) begins within that of the invoice (BT-73).', 'start', (own, whole) => own < whole),
  period('EN16931-R111', 'The period of a line (BT-135) ends within that of the invoice (BT-74).', 'end', (own, whole) => own > whole),
  atMostOne('EN16931-R100', 'A line names at most one invoiced object (BT-128).', `${line}/SpecifiedLineTradeSettlement`, (one) => typed(one, '130')),
  rule('EN16931-R101', 'The reference of a line is an invoiced object: type 130 (BT-128).', function* ({ find }) {
    for (const own of find(`${line}/SpecifiedLineTradeSettlement`))
      if (has(own, 'AdditionalReferencedDocument') && typed(own, '130').length === 0) yield { at: own };
  }),
  lineAmount('SpecifiedLineTradeAgreement/NetPriceProductTradePrice/BasisQuantity'),
  rule('EN16931-R121', 'The base quantity of a price (BT-149) is above zero.', function* ({ find }) {
    for (const base of prices.flatMap((price) => find(`${price}/BasisQuantity`))) if (!numberOf(base)?.gt(0)) yield { at: base, value: textOf(base) };
  }),
  rule('EN16931-R130', 'The base quantity of a price (BT-150) has the unit of the quantity invoiced (BT-130).', function* (tree) {
    for (const { element, quantity } of factsOf(tree).lines) {
      const unit = quantity?.attributes['unitCode'];
      for (const base of prices.flatMap((price) => elementsAt(element, `SpecifiedLineTradeAgreement/${price}/BasisQuantity`)))
        if (base.attributes['unitCode'] !== undefined && base.attributes['unitCode'] !== unit)
          yield { at: base, value: base.attributes['unitCode'], fix: unit };
    }
  }),
  ...numbers.map(([id, scheme, what, isRight, flag]) =>
    rule(
      id,
      `${what} has a right check digit and form.`,
      function* ({ find }) {
        for (const element of find(scheme === '9907' ? 'URIID' : 'URIID|ID|GlobalID'))
          if (element.attributes['schemeID'] === scheme && !isRight(textOf(element))) yield { at: element, value: textOf(element) };
      },
      flag,
    ),
  ),
  coded('CL001', 'An attached file (BT-125) is of an admitted type.', mimes, ({ named }) => named('AttachmentBinaryObject'), 'mimeCode'),
  coded('CL002', 'The reason of an allowance (BT-98, BT-140) is a code of UNTDID 5189.', allowanceReasons, reasons('false')),
  coded('CL003', 'The reason of a charge (BT-105, BT-145) is a code of UNTDID 7161.', chargeReasons, reasons('true')),
  coded('CL007', 'A currency is a code of ISO 4217.', currencies, ({ named }) => named('TaxTotalAmount'), 'currencyID'),
  rule('EN16931-CL008', 'The scheme of an electronic address (BT-34, BT-49) is a code of the EAS list.', function* ({ find }) {
    for (const id of find('BuyerTradeParty/URIUniversalCommunication/URIID|SellerTradeParty/URIUniversalCommunication/URIID'))
      if (!networkSchemes.has(id.attributes['schemeID'] ?? '')) yield { at: id, value: id.attributes['schemeID'] };
  }),
  rule('EN16931-P0100', 'The type of the document (BT-3) is one of the process.', function* (tree) {
    if (process.exec(processOf(tree))?.[1] !== '01') return;
    for (const type of tree.find('/ExchangedDocument/TypeCode')) if (!types.has(textOf(type))) yield { at: type, value: textOf(type) };
  }),
  rule('EN16931-F001', 'A date is written YYYYMMDD, format 102.', function* ({ named }) {
    for (const date of named('DateTimeString'))
      if (date.attributes['format']?.trim() !== '102' || date.text.length !== 8 || !/^20\d{6}$/.test(date.text.trim())) yield { at: date, value: textOf(date) };
  }),
];
