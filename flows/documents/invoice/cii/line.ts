/** A line of a CII invoice. */
import { type Binding, each, group, identifier, known, part, text } from '../binding.ts';
import { decimal } from '../codecs.ts';
import { allowanceCharges, period, rate, taxType } from './parts.ts';

const item = part(
  'ram:SpecifiedTradeProduct',
  'item',
  identifier('ram:GlobalID', 'standardId'),
  text('ram:SellerAssignedID', 'sellerId'),
  text('ram:BuyerAssignedID', 'buyerId'),
  text('ram:Name', 'name'),
  text('ram:Description', 'description'),
  each('ram:ApplicableProductCharacteristic', 'attributes', text('ram:Description', 'name'), text('ram:Value', 'value')),
  text('ram:DesignatedProductClassification/ram:ClassCode', 'code', { to: 'classes', many: true, attributes: { listID: 'list', listVersionID: 'version' } }),
  text('ram:OriginTradeCountry/ram:ID', 'origin'),
);

/** One base quantity, written in both prices. */
const base = text('ram:BasisQuantity', 'quantity', { codec: decimal, follows: true, attributes: { unitCode: 'unit' } });

const agreement = group(
  'ram:SpecifiedLineTradeAgreement',
  group('ram:BuyerOrderReferencedDocument', text('ram:IssuerAssignedID', 'order'), text('ram:LineID', 'orderLine')),
  part(
    'ram:GrossPriceProductTradePrice',
    'price',
    text('ram:ChargeAmount', 'gross', { codec: decimal }),
    base,
    group('ram:AppliedTradeAllowanceCharge', known('ram:ChargeIndicator/udt:Indicator', 'false'), text('ram:ActualAmount', 'discount', { codec: decimal })),
  ),
  part('ram:NetPriceProductTradePrice', 'price', text('ram:ChargeAmount', 'net', { codec: decimal }), base),
);

const settlement = group(
  'ram:SpecifiedLineTradeSettlement',
  part('ram:ApplicableTradeTax', 'tax', taxType, text('ram:CategoryCode', 'category'), rate),
  period,
  ...allowanceCharges(),
  text('ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount', 'net', { codec: decimal }),
  group(
    'ram:AdditionalReferencedDocument',
    text('ram:IssuerAssignedID', 'object/value'),
    known('ram:TypeCode', '130'),
    text('ram:ReferenceTypeCode', 'object/scheme'),
  ),
  text('ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID', 'buyerAccounting'),
);

export const line: Binding = each(
  'ram:IncludedSupplyChainTradeLineItem',
  'lines',
  group('ram:AssociatedDocumentLineDocument', text('ram:LineID', 'id'), text('ram:IncludedNote/ram:Content', 'note')),
  item,
  agreement,
  text('ram:SpecifiedLineTradeDelivery/ram:BilledQuantity', 'quantity', { codec: decimal, attributes: { unitCode: 'unit' } }),
  settlement,
);
