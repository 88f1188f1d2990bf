/** UBL 2.1 Invoice and CreditNote: elements in schema order, fields of the neutral invoice. */
import type { XmlElement } from '../../xml/element.ts';
import { elementAt } from '../../xml/element.ts';
import { type Binding, constant, each, group, identifier, known, part, text } from '../binding.ts';
import { accounted, amount, base64 } from '../codecs.ts';
import type { Invoice } from '../invoice.ts';
import { line } from './line.ts';
import { address, allowanceCharges, parties, period, scheme, taxed } from './parts.ts';

const references = {
  order: group('cac:OrderReference', text('cbc:ID', '/orders/0/number', { filler: 'NA' }), text('cbc:SalesOrderID', '/orders/0/salesNumber')),
  preceding: each('cac:BillingReference/cac:InvoiceDocumentReference', 'preceding', text('cbc:ID', 'number'), text('cbc:IssueDate', 'issueDate')),
  despatch: each('cac:DespatchDocumentReference', 'despatches', text('cbc:ID', 'number')),
  receipt: each('cac:ReceiptDocumentReference', 'receipts', text('cbc:ID', 'number')),
  tender: text('cac:OriginatorDocumentReference/cbc:ID', 'tender'),
  contract: text('cac:ContractDocumentReference/cbc:ID', 'contract'),
  object: group('cac:AdditionalDocumentReference', identifier('cbc:ID', 'object'), known('cbc:DocumentTypeCode', '130')),
  attachments: each(
    'cac:AdditionalDocumentReference',
    'attachments',
    text('cbc:ID', 'id'),
    text('cbc:DocumentDescription', 'description'),
    group(
      'cac:Attachment',
      text('cbc:EmbeddedDocumentBinaryObject', 'content', { to: 'file', codec: base64, attributes: { mimeCode: 'mime', filename: 'name' } }),
      text('cac:ExternalReference/cbc:URI', 'uri'),
    ),
  ),
};

const delivery = each(
  'cac:Delivery',
  'deliveries',
  text('cbc:ActualDeliveryDate', 'date'),
  group('cac:DeliveryLocation', identifier('cbc:ID', 'location'), address('cac:Address')),
  text('cac:DeliveryParty/cac:PartyName/cbc:Name', 'name'),
);

const paymentMeans = (...due: Binding[]): Binding =>
  each(
    'cac:PaymentMeans',
    'payments',
    text('cbc:PaymentMeansCode', 'code', { attributes: { name: 'text' } }),
    ...due,
    text('cbc:PaymentID', '/paymentReference'),
    part('cac:CardAccount', 'card', text('cbc:PrimaryAccountNumberID', 'number'), constant('cbc:NetworkID', 'NA'), text('cbc:HolderName', 'holder')),
    part('cac:PayeeFinancialAccount', 'account', text('cbc:ID', 'id'), text('cbc:Name', 'name'), text('cac:FinancialInstitutionBranch/cbc:ID', 'bank')),
    group('cac:PaymentMandate', text('cbc:ID', '/mandate'), text('cac:PayerFinancialAccount/cbc:ID', '/debitedAccount')),
  );

/** Of two totals of tax the one in the currency of BT-6 has no breakdown. */
const isAccounted = (total: XmlElement, { currency, taxCurrency }: Invoice): boolean => {
  const own = elementAt(total, 'TaxAmount')?.attributes.currencyID;
  return elementAt(total, 'TaxSubtotal') === undefined && own !== undefined && own !== currency && (taxCurrency === undefined || own === taxCurrency);
};

const totals: Binding[] = [
  ...allowanceCharges(group('cac:TaxCategory', ...taxed, scheme)),
  {
    ...group(
      'cac:TaxTotal',
      text('cbc:TaxAmount', 'totals/tax', { codec: amount }),
      each(
        'cac:TaxSubtotal',
        'taxes',
        text('cbc:TaxableAmount', 'base', { codec: amount }),
        text('cbc:TaxAmount', 'tax', { codec: amount }),
        group('cac:TaxCategory', ...taxed, text('cbc:TaxExemptionReasonCode', 'exemptionCode'), text('cbc:TaxExemptionReason', 'exemption'), scheme),
      ),
    ),
    when: (total, invoice) => !isAccounted(total, invoice),
  },
  { ...group('cac:TaxTotal', text('cbc:TaxAmount', 'totals/taxAccounted', { codec: accounted })), when: isAccounted },
  part(
    'cac:LegalMonetaryTotal',
    'totals',
    text('cbc:LineExtensionAmount', 'lines', { codec: amount }),
    text('cbc:TaxExclusiveAmount', 'net', { codec: amount }),
    text('cbc:TaxInclusiveAmount', 'gross', { codec: amount }),
    text('cbc:AllowanceTotalAmount', 'allowances', { codec: amount }),
    text('cbc:ChargeTotalAmount', 'charges', { codec: amount }),
    text('cbc:PrepaidAmount', 'prepaid', { codec: amount }),
    text('cbc:PayableRoundingAmount', 'rounding', { codec: amount }),
    text('cbc:PayableAmount', 'payable', { codec: amount }),
  ),
];

const head = [
  text('cbc:CustomizationID', 'profile'),
  text('cbc:ProfileID', 'process'),
  text('cbc:ID', 'number'),
  text('cbc:IssueDate', 'issueDate'),
  text('cbc:IssueTime', 'issueTime'),
];
const currencies = [
  text('cbc:DocumentCurrencyCode', 'currency'),
  text('cbc:TaxCurrencyCode', 'taxCurrency'),
  text('cbc:AccountingCost', 'buyerAccounting'),
  text('cbc:BuyerReference', 'buyerReference'),
];
const note = text('cbc:Note', 'text', { to: 'notes', many: true, subject: 'subject' });
const taxPoint = { ...period, of: [...period.of!, text('cbc:DescriptionCode', '/taxPointCode')] }; // a part has an inside
const terms = (...due: Binding[]): Binding => ({ ...each('cac:PaymentTerms', 'paymentTerms', text('cbc:Note', 'text'), ...due), lazy: true });

export const invoiceTable: Binding[] = [
  ...head,
  text('cbc:DueDate', 'dueDate'),
  text('cbc:InvoiceTypeCode', 'typeCode'),
  note,
  text('cbc:TaxPointDate', 'taxPointDate'),
  ...currencies,
  taxPoint,
  references.order,
  references.preceding,
  references.despatch,
  references.receipt,
  references.tender,
  references.contract,
  references.object,
  references.attachments,
  text('cac:ProjectReference/cbc:ID', 'project'),
  ...parties,
  delivery,
  paymentMeans(),
  terms(),
  ...totals,
  line('cac:InvoiceLine', 'cbc:InvoicedQuantity'),
];

export const creditNoteTable: Binding[] = [
  ...head,
  text('cbc:TaxPointDate', 'taxPointDate'),
  text('cbc:CreditNoteTypeCode', 'typeCode'),
  note,
  ...currencies,
  taxPoint,
  references.order,
  references.preceding,
  references.despatch,
  references.receipt,
  references.contract,
  references.object,
  group('cac:AdditionalDocumentReference', text('cbc:ID', 'project'), known('cbc:DocumentTypeCode', '50')),
  references.attachments,
  references.tender,
  ...parties,
  delivery,
  paymentMeans(text('cbc:PaymentDueDate', '/dueDate')),
  {
    ...terms(text('cbc:PaymentDueDate', '/dueDate', { given: (_, { payments }) => (payments ?? []).length === 0 })),
    least: ({ dueDate, payments }) => (dueDate !== undefined && (payments ?? []).length === 0 ? 1 : 0),
  },
  ...totals,
  line('cac:CreditNoteLine', 'cbc:CreditedQuantity'),
];
