/** A line of a UBL invoice or credit note. */
import { type Binding, each, group, identifier, known, part, text } from '../binding.ts';
import { amount, decimal } from '../codecs.ts';
import { allowanceCharges, period, scheme, taxed } from './parts.ts';

const item = part(
  'cac:Item',
  'item',
  text('cbc:Description', 'description'),
  text('cbc:Name', 'name'),
  text('cac:BuyersItemIdentification/cbc:ID', 'buyerId'),
  text('cac:SellersItemIdentification/cbc:ID', 'sellerId'),
  identifier('cac:StandardItemIdentification/cbc:ID', 'standardId'),
  text('cac:OriginCountry/cbc:IdentificationCode', 'origin'),
  text('cac:CommodityClassification/cbc:ItemClassificationCode', 'code', {
    to: 'classes',
    many: true,
    attributes: { listID: 'list', listVersionID: 'version' },
  }),
);

const price = part(
  'cac:Price',
  'price',
  text('cbc:PriceAmount', 'net', { codec: amount }),
  text('cbc:BaseQuantity', 'quantity', { codec: decimal, attributes: { unitCode: 'unit' } }),
  group(
    'cac:AllowanceCharge',
    known('cbc:ChargeIndicator', 'false'),
    text('cbc:Amount', 'discount', { codec: amount }),
    text('cbc:BaseAmount', 'gross', { codec: amount }),
  ),
);

/** `element` is InvoiceLine or CreditNoteLine, `quantity` what that calls its quantity. */
export const line = (element: string, quantity: string): Binding =>
  each(
    element,
    'lines',
    text('cbc:ID', 'id'),
    text('cbc:Note', 'note'),
    text(quantity, 'quantity', { codec: decimal, attributes: { unitCode: 'unit' } }),
    text('cbc:LineExtensionAmount', 'net', { codec: amount }),
    text('cbc:AccountingCost', 'buyerAccounting'),
    period,
    group('cac:OrderLineReference', text('cbc:LineID', 'orderLine', { filler: 'NA' }), text('cac:OrderReference/cbc:ID', 'order')),
    group('cac:DocumentReference', identifier('cbc:ID', 'object'), known('cbc:DocumentTypeCode', '130')),
    ...allowanceCharges(),
    {
      ...item,
      of: [
        ...item.of!, // a part has an inside
        part('cac:ClassifiedTaxCategory', '../tax', ...taxed, scheme),
        each('cac:AdditionalItemProperty', 'attributes', text('cbc:Name', 'name'), text('cbc:Value', 'value')),
      ],
    },
    price,
  );
