/** The groups of an invoice that many rules speak of, found alike in UBL and CII. Elements may be absent: rules say so. */
import { elementAt, elementsAt, type XmlElement } from '../../xml/element.ts';
import { told } from './ask.ts';
import { profileOf } from './profile.ts';
import type { Tree } from './tree.ts';

type Maybe = XmlElement | undefined;

export interface Category {
  element: XmlElement;
  code: string;
  rate: Maybe;
}

export interface ChargeFacts {
  element: XmlElement;
  amount: Maybe;
  base: Maybe;
  reason: Maybe;
  reasonCode: Maybe;
  /** Of VAT only. */
  category: Category | undefined;
}

export interface LineFacts {
  element: XmlElement;
  /** Counts towards totals; a line that only groups or informs (Factur-X EXTENDED) does not. */
  isCounted: boolean;
  net: Maybe;
  quantity: Maybe;
  price: Maybe;
  category: Category | undefined;
  categories: Category[];
  allowances: ChargeFacts[];
  charges: ChargeFacts[];
  start: Maybe;
  end: Maybe;
  period: Maybe;
}

export interface VatFacts {
  /** What paths lead to. */
  element: XmlElement;
  taxable: Maybe;
  tax: Maybe;
  reason: Maybe;
  reasonCode: Maybe;
  category: Category | undefined;
  /** Also where the category has no code. */
  rate: Maybe;
}

export interface TotalsFacts {
  element: XmlElement;
  lines: Maybe;
  allowances: Maybe;
  charges: Maybe;
  net: Maybe;
  gross: Maybe;
  paid: Maybe;
  rounding: Maybe;
  payable: Maybe;
}

export interface Facts {
  lines: LineFacts[];
  allowances: ChargeFacts[];
  charges: ChargeFacts[];
  breakdown: VatFacts[];
  totals: TotalsFacts[];
  currency: string;
  taxCurrency: string;
  /** Total VAT amounts; UBL puts the breakdown inside, or none. */
  taxTotals: { element: XmlElement; amount: Maybe; parts: XmlElement[] | undefined }[];
  sellerVat: boolean;
  sellerTax: boolean;
  representativeVat: boolean;
  buyerVat: boolean;
  buyerLegal: boolean;
}

const facts = new WeakMap<Tree, Facts>();

/** Read once per document. */
export function factsOf(tree: Tree): Facts {
  const known = facts.get(tree) ?? (tree.syntax === 'UBL' ? ublFacts(tree) : ciiFacts(tree));
  facts.set(tree, known);
  return known;
}

const isVat = (element: XmlElement): boolean => told(element, 'TaxScheme/ID').toUpperCase() === 'VAT';
const isFalse = (text: string): boolean => text === 'false' || text === '0';
const isTrue = (text: string): boolean => text === 'true' || text === '1';

function ublFacts({ root, find }: Tree): Facts {
  const at = elementAt;
  const categoryOf = (element: Maybe): Category | undefined =>
    element === undefined ? undefined : { element, code: told(element, 'ID'), rate: at(element, 'Percent') };
  const vatOf = (from: XmlElement, path: string): Category[] =>
    elementsAt(from, path)
      .filter((one) => isVat(one) && at(one, 'ID') !== undefined)
      .map((one) => categoryOf(one)!); // of an element
  const charge = (element: XmlElement): ChargeFacts => ({
    element,
    amount: at(element, 'Amount'),
    base: at(element, 'BaseAmount'),
    reason: at(element, 'AllowanceChargeReason'),
    reasonCode: at(element, 'AllowanceChargeReasonCode'),
    category: vatOf(element, 'TaxCategory')[0],
  });
  const chargesOf = (from: XmlElement, is: (text: string) => boolean): ChargeFacts[] =>
    elementsAt(from, 'AllowanceCharge')
      .filter((one) => is(told(one, 'ChargeIndicator')))
      .map(charge);
  const taxIds = (path: string, vatOnly: boolean): boolean => find(path).some((scheme) => at(scheme, 'CompanyID') !== undefined && (!vatOnly || isVat(scheme)));
  return {
    lines: find('InvoiceLine|CreditNoteLine').map((element) => {
      const categories = vatOf(element, 'Item/ClassifiedTaxCategory');
      const period = at(element, 'InvoicePeriod');
      return {
        element,
        isCounted: true,
        net: at(element, 'LineExtensionAmount'),
        quantity: at(element, 'InvoicedQuantity') ?? at(element, 'CreditedQuantity'),
        price: at(element, 'Price/PriceAmount'),
        category: categories[0],
        categories,
        allowances: chargesOf(element, isFalse),
        charges: chargesOf(element, isTrue),
        period,
        start: at(period, 'StartDate'),
        end: at(period, 'EndDate'),
      };
    }),
    allowances: chargesOf(root, isFalse),
    charges: chargesOf(root, isTrue),
    breakdown: find('TaxTotal/TaxSubtotal').map((element) => {
      const category = vatOf(element, 'TaxCategory')[0];
      const any = at(element, 'TaxCategory');
      return {
        element,
        taxable: at(element, 'TaxableAmount'),
        tax: at(element, 'TaxAmount'),
        reason: at(any, 'TaxExemptionReason'),
        reasonCode: at(any, 'TaxExemptionReasonCode'),
        category,
        rate: at(elementsAt(element, 'TaxCategory').find(isVat), 'Percent'),
      };
    }),
    totals: find('LegalMonetaryTotal').map((element) => ({
      element,
      lines: at(element, 'LineExtensionAmount'),
      allowances: at(element, 'AllowanceTotalAmount'),
      charges: at(element, 'ChargeTotalAmount'),
      net: at(element, 'TaxExclusiveAmount'),
      gross: at(element, 'TaxInclusiveAmount'),
      paid: at(element, 'PrepaidAmount'),
      rounding: at(element, 'PayableRoundingAmount'),
      payable: at(element, 'PayableAmount'),
    })),
    currency: told(root, 'DocumentCurrencyCode'),
    taxCurrency: told(root, 'TaxCurrencyCode'),
    taxTotals: find('/TaxTotal').map((element) => ({
      element,
      amount: at(element, 'TaxAmount'),
      parts: at(element, 'TaxSubtotal') && elementsAt(element, 'TaxSubtotal/TaxAmount'),
    })),
    sellerVat: taxIds('AccountingSupplierParty/Party/PartyTaxScheme', true),
    sellerTax: taxIds('AccountingSupplierParty/Party/PartyTaxScheme', false),
    representativeVat: taxIds('TaxRepresentativeParty/PartyTaxScheme', true),
    buyerVat: taxIds('AccountingCustomerParty/Party/PartyTaxScheme', true),
    buyerLegal: find('AccountingCustomerParty/Party/PartyLegalEntity/CompanyID').length > 0,
  };
}

function ciiFacts(tree: Tree): Facts {
  const { root, find } = tree;
  const isExtended = profileOf(tree) === 'factur-x-extended';
  const at = elementAt;
  const trade = 'SupplyChainTradeTransaction';
  const settlement = at(root, `${trade}/ApplicableHeaderTradeSettlement`);
  const vatOf = (from: XmlElement | undefined, path: string): Category[] =>
    elementsAt(from, path)
      .filter((one) => told(one, 'TypeCode').toUpperCase() === 'VAT' && at(one, 'CategoryCode') !== undefined)
      .map((element) => ({ element, code: told(element, 'CategoryCode'), rate: at(element, 'RateApplicablePercent') }));
  const chargesOf = (from: XmlElement | undefined, is: (text: string) => boolean): ChargeFacts[] =>
    elementsAt(from, 'SpecifiedTradeAllowanceCharge')
      .filter((one) => is(told(one, 'ChargeIndicator/Indicator')))
      .map((element) => ({
        element,
        amount: at(element, 'ActualAmount'),
        base: at(element, 'BasisAmount'),
        reason: at(element, 'Reason'),
        reasonCode: at(element, 'ReasonCode'),
        category: vatOf(element, 'CategoryTradeTax')[0],
      }));
  const registered = (party: string, scheme?: string): boolean =>
    find(`${party}/SpecifiedTaxRegistration/ID`).some(({ attributes }) => scheme === undefined || attributes['schemeID'] === scheme);
  const currency = told(settlement, 'InvoiceCurrencyCode');
  const breakdown = find('ApplicableHeaderTradeSettlement/ApplicableTradeTax');
  return {
    lines: find('IncludedSupplyChainTradeLineItem').map((element) => {
      const own = at(element, 'SpecifiedLineTradeSettlement');
      const categories = vatOf(own, 'ApplicableTradeTax');
      const period = at(own, 'BillingSpecifiedPeriod');
      return {
        element,
        isCounted: !isExtended || !['GROUP', 'INFORMATION'].includes(told(element, 'AssociatedDocumentLineDocument/LineStatusReasonCode')),
        net: at(own, 'SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount'),
        quantity: at(element, 'SpecifiedLineTradeDelivery/BilledQuantity'),
        price: at(element, 'SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount'),
        category: categories[0],
        categories,
        allowances: chargesOf(own, isFalse),
        charges: chargesOf(own, isTrue),
        period,
        start: at(period, 'StartDateTime/DateTimeString'),
        end: at(period, 'EndDateTime/DateTimeString'),
      };
    }),
    allowances: chargesOf(settlement, isFalse),
    charges: chargesOf(settlement, isTrue),
    breakdown: breakdown.map((element) => ({
      element,
      taxable: at(element, 'BasisAmount'),
      tax: at(element, 'CalculatedAmount'),
      reason: at(element, 'ExemptionReason'),
      reasonCode: at(element, 'ExemptionReasonCode'),
      category:
        told(element, 'TypeCode').toUpperCase() === 'VAT' && at(element, 'CategoryCode') !== undefined
          ? { element, code: told(element, 'CategoryCode'), rate: at(element, 'RateApplicablePercent') }
          : undefined,
      rate: at(element, 'RateApplicablePercent'),
    })),
    totals: find('SpecifiedTradeSettlementHeaderMonetarySummation').map((element) => ({
      element,
      lines: at(element, 'LineTotalAmount'),
      allowances: at(element, 'AllowanceTotalAmount'),
      charges: at(element, 'ChargeTotalAmount'),
      net: at(element, 'TaxBasisTotalAmount'),
      gross: at(element, 'GrandTotalAmount'),
      paid: at(element, 'TotalPrepaidAmount'),
      rounding: at(element, 'RoundingAmount'),
      payable: at(element, 'DuePayableAmount'),
    })),
    currency,
    taxCurrency: told(settlement, 'TaxCurrencyCode'),
    taxTotals: find('SpecifiedTradeSettlementHeaderMonetarySummation/TaxTotalAmount').map((element) => ({
      element,
      amount: element,
      parts: element.attributes['currencyID'] === currency ? breakdown.flatMap((one) => elementsAt(one, 'CalculatedAmount')) : undefined,
    })),
    sellerVat: registered('SellerTradeParty', 'VA'),
    sellerTax: registered('SellerTradeParty'),
    representativeVat: registered('SellerTaxRepresentativeTradeParty', 'VA'),
    buyerVat: registered('BuyerTradeParty', 'VA'),
    buyerLegal: find('BuyerTradeParty/SpecifiedLegalOrganization/ID').length > 0,
  };
}
