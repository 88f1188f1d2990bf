/** Rules of lines, parties, periods and payments that look at more than one element. */
import { elementAt, elementsAt, type XmlElement } from '../../../xml/element.ts';
import { anyHas, has, numberOf, textOf, told } from '../ask.ts';
import { countries } from '../code-lists/codes.ts';
import { factsOf } from '../facts.ts';
import type { Miss, Rule, Severity } from '../rule.ts';
import type { RuleSyntax, Tree } from '../tree.ts';

const fatal = (id: string, words: string, test: (tree: Tree) => Iterable<Miss>): Rule => ({ id, flag: 'fatal', words, test });

const isNegative = (element: XmlElement | undefined): boolean => numberOf(element)?.lt(0) ?? false;

/** Dates as they sort: CII writes 20261126. */
const isBefore = (end: XmlElement | undefined, start: XmlElement | undefined): boolean =>
  textOf(end) !== '' && textOf(start) !== '' && textOf(end) < textOf(start);

interface Period {
  element: XmlElement;
  start: XmlElement | undefined;
  end: XmlElement | undefined;
}

function periodsOf({ syntax, find }: Tree, of: 'document' | 'line'): Period[] {
  if (syntax === 'UBL') {
    const found = find(of === 'document' ? 'InvoicePeriod' : 'InvoiceLine/InvoicePeriod|CreditNoteLine/InvoicePeriod');
    const lines = new Set(find('InvoiceLine/InvoicePeriod|CreditNoteLine/InvoicePeriod'));
    const own = of === 'document' ? found.filter((one) => !lines.has(one)) : found;
    return own.map((element) => ({ element, start: elementAt(element, 'StartDate'), end: elementAt(element, 'EndDate') }));
  }
  const around = of === 'document' ? 'ApplicableHeaderTradeSettlement' : 'SpecifiedLineTradeSettlement';
  return find(`${around}/BillingSpecifiedPeriod`).map((element) => ({
    element,
    start: elementAt(element, 'StartDateTime/DateTimeString'),
    end: elementAt(element, 'EndDateTime/DateTimeString'),
  }));
}

const periodRules = (of: 'document' | 'line', order: string, given: string, [group, start, end]: [string, string, string]): Rule[] => [
  fatal(order, `The end of ${group} (${end}) is not before its start (${start}).`, function* (tree) {
    for (const period of periodsOf(tree, of)) if (isBefore(period.end, period.start)) yield { at: period.end!, value: textOf(period.end) }; // it is there: it is before
  }),
  fatal(given, `${group[0]!.toUpperCase()}${group.slice(1)} has a start (${start}), an end (${end}) or both.`, function* (tree) {
    for (const { element, start: from, end: to } of periodsOf(tree, of)) {
      if (from === undefined && to === undefined && !has(element, 'DescriptionCode')) yield { at: element };
    }
  }),
];

const sameAs = (mine: XmlElement | undefined, theirs: XmlElement[]): boolean => mine !== undefined && theirs.some((one) => textOf(one) === textOf(mine));

const creditTransfer = (code: string): boolean => code === '30' || code === '58';

/** UBL warns, CII refuses. */
const card = (of: RuleSyntax, flag: Severity): Rule => ({
  id: 'BR-51',
  flag,
  words: 'Of a payment card (BT-87) no more than the first 6 and last 4 digits are shown.',
  *test({ syntax, find }) {
    if (syntax !== of) return;
    for (const number of find('PaymentMeans/CardAccount/PrimaryAccountNumberID|ApplicableTradeSettlementFinancialCard/ID')) {
      if (textOf(number).length > 10) yield { at: number };
    }
  },
});

export const groups: Rule[] = [
  fatal('BR-17', 'A payee (BG-10) that is not the seller has a name (BT-59).', function* ({ syntax, find }) {
    const [party, name, id, sellerName, sellerId] =
      syntax === 'UBL'
        ? [
            'PayeeParty',
            'PartyName/Name',
            'PartyIdentification/ID',
            'AccountingSupplierParty/Party/PartyName/Name',
            'AccountingSupplierParty/Party/PartyIdentification/ID',
          ]
        : ['PayeeTradeParty', 'Name', 'ID', 'SellerTradeParty/Name', 'SellerTradeParty/ID'];
    for (const payee of find(party)) {
      const own = elementAt(payee, name);
      const isSeller = sameAs(own, find(sellerName)) || sameAs(elementAt(payee, id), find(sellerId));
      if (own === undefined || isSeller) yield { at: payee };
    }
  }),
  fatal('BR-27', 'The net price of an item (BT-146) is not negative.', function* (tree) {
    for (const { price } of factsOf(tree).lines) if (price !== undefined && isNegative(price)) yield { at: price, value: textOf(price) };
  }),
  fatal('BR-28', 'The gross price of an item (BT-148) is not negative.', function* (tree) {
    const path = tree.syntax === 'UBL' ? 'Price/AllowanceCharge/BaseAmount' : 'SpecifiedLineTradeAgreement/GrossPriceProductTradePrice/ChargeAmount';
    for (const { element } of factsOf(tree).lines)
      for (const price of elementsAt(element, path)) if (isNegative(price)) yield { at: price, value: textOf(price) };
  }),
  ...periodRules('document', 'BR-29', 'BR-CO-19', ['the invoicing period (BG-14)', 'BT-73', 'BT-74']),
  ...periodRules('line', 'BR-30', 'BR-CO-20', ['the period of a line (BG-26)', 'BT-134', 'BT-135']),
  fatal('BR-47', 'A VAT breakdown has a VAT category (BT-118).', function* (tree) {
    for (const { element, category } of factsOf(tree).breakdown) if (category === undefined) yield { at: element };
  }),
  fatal('BR-48', 'A VAT breakdown has a rate (BT-119), except where the invoice is not subject to VAT.', function* (tree) {
    for (const { element, category, rate } of factsOf(tree).breakdown) {
      if (category?.code === 'O') continue;
      if (rate === undefined) yield { at: element };
    }
  }),
  fatal('BR-50', 'A credit transfer (BT-81) has the account to pay to (BT-84).', function* ({ syntax, find }) {
    for (const means of find('PaymentMeans|SpecifiedTradeSettlementPaymentMeans')) {
      if (!creditTransfer(told(means, syntax === 'UBL' ? 'PaymentMeansCode' : 'TypeCode'))) continue;
      for (const account of elementsAt(means, syntax === 'UBL' ? 'PayeeFinancialAccount' : 'PayeePartyCreditorFinancialAccount')) {
        const isGiven = syntax === 'UBL' ? told(account, 'ID') !== '' : told(account, 'IBANID') !== '' || told(account, 'ProprietaryID') !== '';
        if (!isGiven) yield { at: account };
      }
    }
  }),
  fatal('BR-61', 'A SEPA or other credit transfer (BT-81) names the account to pay to (BT-84).', function* ({ syntax, find }) {
    for (const means of find('PaymentMeans|SpecifiedTradeSettlementPaymentMeans')) {
      if (!creditTransfer(told(means, syntax === 'UBL' ? 'PaymentMeansCode' : 'TypeCode'))) continue;
      if (syntax === 'UBL') {
        if (!anyHas(means, 'PayeeFinancialAccount/ID')) yield { at: means };
      } else
        for (const account of elementsAt(means, 'PayeePartyCreditorFinancialAccount'))
          if (!has(account, 'IBANID') && !has(account, 'ProprietaryID')) yield { at: account };
    }
  }),
  card('UBL', 'warning'),
  card('CII', 'fatal'),
  fatal('BR-56', 'A tax representative of the seller has a VAT number (BT-63).', function* (tree) {
    const [representative] = tree.find('TaxRepresentativeParty|SellerTaxRepresentativeTradeParty');
    if (representative !== undefined && !factsOf(tree).representativeVat) yield { at: representative };
  }),
  fatal('BR-CO-03', 'The invoice gives either the tax point date (BT-7) or its code (BT-8), not both.', function* ({ syntax, root, find }) {
    if (syntax === 'UBL') {
      if (find('/TaxPointDate').length > 0 && find('/InvoicePeriod/DescriptionCode').length > 0) yield { at: root };
      return;
    }
    for (const tax of find('ApplicableHeaderTradeSettlement/ApplicableTradeTax'))
      if (has(tax, 'TaxPointDate') && has(tax, 'DueDateTypeCode')) yield { at: tax };
  }),
  fatal('BR-CO-04', 'A line has a VAT category (BT-151).', function* (tree) {
    for (const { element, category } of factsOf(tree).lines) if (category === undefined) yield { at: element };
  }),
  fatal('BR-CO-09', 'A VAT number (BT-31, BT-48, BT-63) begins with the country that issued it; Greece may use EL.', function* ({ syntax, find }) {
    const numbers =
      syntax === 'UBL'
        ? find('PartyTaxScheme')
            .filter((scheme) => told(scheme, 'TaxScheme/ID').toUpperCase() === 'VAT')
            .map((scheme) => elementAt(scheme, 'CompanyID') ?? scheme)
        : find('SpecifiedTaxRegistration/ID').filter(({ attributes }) => attributes['schemeID'] === 'VA');
    for (const number of numbers) {
      const text = number.name === 'PartyTaxScheme' ? '' : textOf(number);
      const prefix = text.slice(0, 2);
      if (prefix !== 'EL' && !countries.has(prefix)) yield { at: number, value: text };
    }
  }),
  fatal('BR-CO-26', 'The seller can be told by an identifier (BT-29), a registration (BT-30) or a VAT number (BT-31).', function* (tree) {
    const { syntax, find } = tree;
    const isUbl = syntax === 'UBL';
    for (const seller of find(isUbl ? 'AccountingSupplierParty' : 'SellerTradeParty')) {
      const isKnown =
        factsOf(tree).sellerVat ||
        (isUbl ? ['Party/PartyIdentification/ID', 'Party/PartyLegalEntity/CompanyID'] : ['ID', 'GlobalID', 'SpecifiedLegalOrganization/ID']).some((path) =>
          anyHas(seller, path),
        );
      if (!isKnown) yield { at: seller };
    }
  }),
];
