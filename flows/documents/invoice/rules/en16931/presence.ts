/** What an invoice, and each group in it, must hold: one row per rule, the place in both syntaxes. */
import { elementAt, elementsAt } from '../../../xml/element.ts';
import { textOf } from '../ask.ts';
import type { Rule } from '../rule.ts';

/** [id, words, UBL group, UBL what, CII group, CII what, 'filled' when an empty element is not enough]. `@` names an attribute, alternatives by |. */
type Row = [id: string, words: string, ublGroup: string, ubl: string, ciiGroup: string, cii: string, filled?: 'filled'];

const trade = 'SupplyChainTradeTransaction';
const agreement = `${trade}/ApplicableHeaderTradeAgreement`;
const settlement = `${trade}/ApplicableHeaderTradeSettlement`;
const line = 'InvoiceLine|CreditNoteLine';
const ciiLine = 'IncludedSupplyChainTradeLineItem';
const sums = 'SpecifiedTradeSettlementHeaderMonetarySummation';
const seller = `${agreement}/SellerTradeParty`;
const buyer = `${agreement}/BuyerTradeParty`;
const representative = 'SellerTaxRepresentativeTradeParty';
const means = 'SpecifiedTradeSettlementPaymentMeans';

const rows: Row[] = [
  [
    'BR-01',
    'The invoice names the specification it follows (BT-24).',
    '/',
    'CustomizationID',
    '/',
    'ExchangedDocumentContext/GuidelineSpecifiedDocumentContextParameter/ID',
    'filled',
  ],
  ['BR-02', 'The invoice has a number (BT-1).', '/', 'ID', '/', 'ExchangedDocument/ID', 'filled'],
  ['BR-03', 'The invoice has an issue date (BT-2).', '/', 'IssueDate', '/', 'ExchangedDocument/IssueDateTime/DateTimeString', 'filled'],
  ['BR-04', 'The invoice has a type code (BT-3).', '/', 'InvoiceTypeCode|CreditNoteTypeCode', '/', 'ExchangedDocument/TypeCode', 'filled'],
  ['BR-05', 'The invoice has a currency (BT-5).', '/', 'DocumentCurrencyCode', '/', `${settlement}/InvoiceCurrencyCode`, 'filled'],
  ['BR-06', 'The invoice names the seller (BT-27).', '/', 'AccountingSupplierParty/Party/PartyLegalEntity/RegistrationName', '/', `${seller}/Name`, 'filled'],
  ['BR-07', 'The invoice names the buyer (BT-44).', '/', 'AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName', '/', `${buyer}/Name`, 'filled'],
  [
    'BR-08',
    'The invoice has the postal address of the seller (BG-5).',
    '/',
    'AccountingSupplierParty/Party/PostalAddress',
    '/',
    `${seller}/PostalTradeAddress`,
  ],
  [
    'BR-09',
    'The address of the seller names its country (BT-40).',
    'AccountingSupplierParty/Party/PostalAddress',
    'Country/IdentificationCode',
    '/',
    `${seller}/PostalTradeAddress/CountryID`,
    'filled',
  ],
  ['BR-10', 'The invoice has the postal address of the buyer (BG-8).', '/', 'AccountingCustomerParty/Party/PostalAddress', '/', `${buyer}/PostalTradeAddress`],
  [
    'BR-11',
    'The address of the buyer names its country (BT-55).',
    'AccountingCustomerParty/Party/PostalAddress',
    'Country/IdentificationCode',
    '/',
    `${buyer}/PostalTradeAddress/CountryID`,
    'filled',
  ],
  ['BR-12', 'The totals hold the sum of line net amounts (BT-106).', 'LegalMonetaryTotal', 'LineExtensionAmount', sums, 'LineTotalAmount'],
  ['BR-13', 'The totals hold the total without VAT (BT-109).', 'LegalMonetaryTotal', 'TaxExclusiveAmount', sums, 'TaxBasisTotalAmount'],
  ['BR-14', 'The totals hold the total with VAT (BT-112).', 'LegalMonetaryTotal', 'TaxInclusiveAmount', sums, 'GrandTotalAmount'],
  ['BR-15', 'The totals hold the amount due (BT-115).', 'LegalMonetaryTotal', 'PayableAmount', sums, 'DuePayableAmount'],
  ['BR-16', 'The invoice has at least one line (BG-25).', '/', line, '/', `${trade}/${ciiLine}`],
  ['BR-18', 'A tax representative of the seller has a name (BT-62).', 'TaxRepresentativeParty', 'PartyName/Name', representative, 'Name', 'filled'],
  [
    'BR-19',
    'A tax representative of the seller has a postal address (BG-12).',
    'TaxRepresentativeParty',
    'PostalAddress',
    representative,
    'PostalTradeAddress',
  ],
  [
    'BR-20',
    'The address of a tax representative names its country (BT-69).',
    'TaxRepresentativeParty/PostalAddress',
    'Country/IdentificationCode',
    representative,
    'PostalTradeAddress/CountryID',
    'filled',
  ],
  ['BR-21', 'A line has an identifier (BT-126).', line, 'ID', ciiLine, 'AssociatedDocumentLineDocument/LineID', 'filled'],
  ['BR-22', 'A line has an invoiced quantity (BT-129).', line, 'InvoicedQuantity|CreditedQuantity', ciiLine, 'SpecifiedLineTradeDelivery/BilledQuantity'],
  [
    'BR-23',
    'A line says the unit of its quantity (BT-130).',
    line,
    'InvoicedQuantity/@unitCode|CreditedQuantity/@unitCode',
    ciiLine,
    'SpecifiedLineTradeDelivery/BilledQuantity/@unitCode',
  ],
  [
    'BR-24',
    'A line has a net amount (BT-131).',
    line,
    'LineExtensionAmount',
    ciiLine,
    'SpecifiedLineTradeSettlement/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount',
  ],
  ['BR-25', 'A line names its item (BT-153).', line, 'Item/Name', ciiLine, 'SpecifiedTradeProduct/Name', 'filled'],
  [
    'BR-26',
    'A line has the net price of its item (BT-146).',
    line,
    'Price/PriceAmount',
    ciiLine,
    'SpecifiedLineTradeAgreement/NetPriceProductTradePrice/ChargeAmount',
  ],
  [
    'BR-45',
    'A VAT breakdown has a taxable amount (BT-116).',
    'TaxTotal/TaxSubtotal',
    'TaxableAmount',
    'ApplicableHeaderTradeSettlement/ApplicableTradeTax',
    'BasisAmount',
  ],
  [
    'BR-46',
    'A VAT breakdown has a tax amount (BT-117).',
    'TaxTotal/TaxSubtotal',
    'TaxAmount',
    'ApplicableHeaderTradeSettlement/ApplicableTradeTax',
    'CalculatedAmount',
  ],
  ['BR-49', 'Payment instructions say the means of payment (BT-81).', 'PaymentMeans', 'PaymentMeansCode', means, 'TypeCode'],
  [
    'BR-52',
    'A supporting document has a reference (BT-122).',
    'AdditionalDocumentReference',
    'ID',
    'AdditionalReferencedDocument',
    'IssuerAssignedID',
    'filled',
  ],
  [
    'BR-54',
    'An attribute of an item has a name (BT-160) and a value (BT-161).',
    'AdditionalItemProperty',
    'Name',
    'ApplicableProductCharacteristic',
    'Description',
  ],
  ['BR-54', 'An attribute of an item has a name (BT-160) and a value (BT-161).', 'AdditionalItemProperty', 'Value', 'ApplicableProductCharacteristic', 'Value'],
  [
    'BR-55',
    'A preceding invoice has its number (BT-25).',
    'BillingReference',
    'InvoiceDocumentReference/ID',
    `ApplicableHeaderTradeSettlement/InvoiceReferencedDocument`,
    'IssuerAssignedID',
  ],
  [
    'BR-57',
    'A deliver-to address names its country (BT-80).',
    'Delivery/DeliveryLocation/Address',
    'Country/IdentificationCode',
    'ApplicableHeaderTradeDelivery/ShipToTradeParty/PostalTradeAddress',
    'CountryID',
  ],
  [
    'BR-62',
    'The electronic address of the seller (BT-34) has a scheme.',
    'AccountingSupplierParty/Party/EndpointID',
    '@schemeID',
    'SellerTradeParty/URIUniversalCommunication/URIID',
    '@schemeID',
  ],
  [
    'BR-63',
    'The electronic address of the buyer (BT-49) has a scheme.',
    'AccountingCustomerParty/Party/EndpointID',
    '@schemeID',
    'BuyerTradeParty/URIUniversalCommunication/URIID',
    '@schemeID',
  ],
  [
    'BR-64',
    'The standard identifier of an item (BT-157) has a scheme.',
    'InvoiceLine/Item/StandardItemIdentification/ID|CreditNoteLine/Item/StandardItemIdentification/ID',
    '@schemeID',
    `${ciiLine}/SpecifiedTradeProduct/GlobalID`,
    '@schemeID',
  ],
  [
    'BR-65',
    'A classification of an item (BT-158) names its list.',
    'InvoiceLine/Item/CommodityClassification/ItemClassificationCode|CreditNoteLine/Item/CommodityClassification/ItemClassificationCode',
    '@listID',
    'DesignatedProductClassification',
    'ClassCode/@listID',
  ],
];

export const presence: Rule[] = rows.map(([id, words, ublGroup, ubl, ciiGroup, cii, filled]) => {
  const wanted = { UBL: ubl.split('|'), CII: cii.split('|') };
  return {
    id,
    flag: 'fatal',
    words,
    *test({ syntax, find }) {
      for (const group of find(syntax === 'UBL' ? ublGroup : ciiGroup)) {
        const isThere = wanted[syntax].some((path) => {
          const cut = path.indexOf('@');
          if (cut >= 0)
            return (cut === 0 ? [group] : elementsAt(group, path.slice(0, cut - 1))).some(({ attributes }) => attributes[path.slice(cut + 1)] !== undefined);
          return filled === undefined ? elementAt(group, path) !== undefined : elementsAt(group, path).some((one) => textOf(one) !== '');
        });
        if (!isThere) yield { at: group };
      }
    },
  };
});
