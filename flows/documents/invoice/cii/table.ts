/** CII D16B: elements in schema order, fields of the neutral invoice. */
import { type Binding, constant, each, group, known, part, text } from '../binding.ts';
import { accounted, amount, base64, day102, decimal, taxPoint } from '../codecs.ts';
import type { Document } from '../write-bound.ts';
import { line } from './line.ts';
import { allowanceCharges, buyer, day, payee, paymentMeans, period, rate, seller, shipTo, taxRepresentative, taxType } from './parts.ts';

const context = group(
  'rsm:ExchangedDocumentContext',
  text('ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID', 'process'),
  text('ram:GuidelineSpecifiedDocumentContextParameter/ram:ID', 'profile'),
);

const document = group(
  'rsm:ExchangedDocument',
  text('ram:ID', 'number'),
  text('ram:TypeCode', 'typeCode'),
  day('ram:IssueDateTime', 'issueDate'),
  each('ram:IncludedNote', 'notes', text('ram:Content', 'text'), text('ram:SubjectCode', 'subject')),
);

const referenced = 'ram:AdditionalReferencedDocument';
const agreement = group(
  'ram:ApplicableHeaderTradeAgreement',
  text('ram:BuyerReference', 'buyerReference'),
  seller,
  buyer,
  taxRepresentative,
  text('ram:SellerOrderReferencedDocument/ram:IssuerAssignedID', '/orders/0/salesNumber'),
  text('ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID', '/orders/0/number'),
  text('ram:ContractReferencedDocument/ram:IssuerAssignedID', 'contract'),
  group(referenced, text('ram:IssuerAssignedID', 'tender'), known('ram:TypeCode', '50')),
  group(referenced, text('ram:IssuerAssignedID', 'object/value'), known('ram:TypeCode', '130'), text('ram:ReferenceTypeCode', 'object/scheme')),
  each(
    referenced,
    'attachments',
    text('ram:IssuerAssignedID', 'id'),
    text('ram:URIID', 'uri'),
    constant('ram:TypeCode', '916'),
    text('ram:Name', 'description'),
    text('ram:AttachmentBinaryObject', 'content', { to: 'file', codec: base64, attributes: { mimeCode: 'mime', filename: 'name' } }),
  ),
  group('ram:SpecifiedProcuringProject', text('ram:ID', 'project'), constant('ram:Name', 'Project reference')),
);

const delivery: Binding = {
  ...group(
    'ram:ApplicableHeaderTradeDelivery',
    shipTo,
    day('ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime', '/deliveries/0/date'),
    each('ram:DespatchAdviceReferencedDocument', 'despatches', text('ram:IssuerAssignedID', 'number')),
    each('ram:ReceivingAdviceReferencedDocument', 'receipts', text('ram:IssuerAssignedID', 'number')),
  ),
  always: true,
};

const taxes = each(
  'ram:ApplicableTradeTax',
  'taxes',
  text('ram:CalculatedAmount', 'tax', { codec: decimal }),
  taxType,
  text('ram:ExemptionReason', 'exemption'),
  text('ram:BasisAmount', 'base', { codec: decimal }),
  text('ram:CategoryCode', 'category'),
  text('ram:ExemptionReasonCode', 'exemptionCode'),
  text('ram:TaxPointDate/udt:DateString', '/taxPointDate', { codec: day102 }),
  text('ram:DueDateTypeCode', '/taxPointCode', { codec: taxPoint }),
  rate,
);

const terms: Binding = {
  ...each(
    'ram:SpecifiedTradePaymentTerms',
    'paymentTerms',
    text('ram:Description', 'text'),
    day('ram:DueDateDateTime', '/dueDate'),
    text('ram:DirectDebitMandateID', '/mandate'),
  ),
  lazy: true,
  least: ({ dueDate, mandate }) => (dueDate === undefined && mandate === undefined ? 0 : 1),
};

const totals = part(
  'ram:SpecifiedTradeSettlementHeaderMonetarySummation',
  'totals',
  text('ram:LineTotalAmount', 'lines', { codec: decimal }),
  text('ram:ChargeTotalAmount', 'charges', { codec: decimal }),
  text('ram:AllowanceTotalAmount', 'allowances', { codec: decimal }),
  text('ram:TaxBasisTotalAmount', 'net', { codec: decimal }),
  text('ram:TaxTotalAmount', 'tax', {
    codec: amount,
    when: ({ attributes }, { currency }) => attributes.currencyID === undefined || attributes.currencyID === currency,
  }),
  text('ram:TaxTotalAmount', 'taxAccounted', { codec: accounted }),
  text('ram:RoundingAmount', 'rounding', { codec: decimal }),
  text('ram:GrandTotalAmount', 'gross', { codec: decimal }),
  text('ram:TotalPrepaidAmount', 'prepaid', { codec: decimal }),
  text('ram:DuePayableAmount', 'payable', { codec: decimal }),
);

const settlement = group(
  'ram:ApplicableHeaderTradeSettlement',
  text('ram:CreditorReferenceID', 'creditorId'),
  text('ram:PaymentReference', 'paymentReference'),
  text('ram:TaxCurrencyCode', 'taxCurrency'),
  text('ram:InvoiceCurrencyCode', 'currency'),
  payee,
  paymentMeans,
  taxes,
  period,
  ...allowanceCharges(group('ram:CategoryTradeTax', taxType, text('ram:CategoryCode', 'category'), rate)),
  terms,
  totals,
  each(
    'ram:InvoiceReferencedDocument',
    'preceding',
    text('ram:IssuerAssignedID', 'number'),
    text('ram:FormattedIssueDateTime/qdt:DateTimeString', 'issueDate', { codec: day102 }),
  ),
  text('ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID', 'buyerAccounting'),
);

const uri = 'urn:un:unece:uncefact:data:standard:';

export const cii: Document & { namespace: string } = {
  syntax: 'CII',
  root: 'rsm:CrossIndustryInvoice',
  namespace: `${uri}CrossIndustryInvoice:100`,
  namespaces: {
    'xmlns:rsm': `${uri}CrossIndustryInvoice:100`,
    'xmlns:ram': `${uri}ReusableAggregateBusinessInformationEntity:100`,
    'xmlns:qdt': `${uri}QualifiedDataType:100`,
    'xmlns:udt': `${uri}UnqualifiedDataType:100`,
  },
  table: [context, document, group('rsm:SupplyChainTradeTransaction', line, agreement, delivery, settlement)],
};
