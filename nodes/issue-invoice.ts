import type { Invoice } from '../flows/documents/invoice/invoice.ts';
import { lawFor } from '../flows/documents/outgoing/law.ts';
import type { ReferenceKind } from '../flows/documents/references/schemes.ts';
import type { JsonObject } from '../flows/flow.ts';
import { asked, digitsField, invoicesOf, issuedGives, issuedOutput, seriesField, toldBy } from './invoice-fields.ts';
import { fieldOf, objectOf, textOf } from './json-fields.ts';
import { defineNode } from './node-type.ts';
import { gives } from './output.ts';
import { fields } from './schema.ts';

/** Whom a sale is to; the law tells them apart. */
export const buyerKind: JsonObject = {
  type: 'string',
  title: 'Sold to',
  enum: ['b2b', 'b2g', 'b2c'],
  'x-words': { b2b: 'A business', b2g: 'The public sector', b2c: 'A consumer' },
  default: 'b2b',
};
export const sellerSize: JsonObject = {
  type: 'string',
  title: 'Size of the seller',
  description: 'Where the law begins with the large ones',
  enum: ['small', 'medium', 'large'],
  default: 'small',
  'x-more': true,
};

/** Gives an invoice its number and writes it into the books; from then on it does not change. */
export default defineNode({
  type: 'issue_invoice@1',
  title: 'Issue invoice',
  summary: 'Numbers an invoice without a gap and keeps it for ever.',
  group: 'money',
  icon: 'file-check',
  ports: ['issued'],
  config: fields(
    {
      invoice: { type: 'object', title: 'Invoice', description: 'As build invoice gives it', 'x-widget': 'expression' },
      series: seriesField,
      digits: digitsField,
      reference: { type: ['string', 'null'], title: 'Payment reference', description: 'RF, KID-LUHN, OCR …; the number itself when empty', 'x-more': true },
      form: { type: 'string', title: 'Original', enum: ['ubl', 'cii'], 'x-words': { ubl: 'UBL', cii: 'CII' }, default: 'ubl', 'x-more': true },
      to: buyerKind,
      size: sellerSize,
    },
    ['invoice', 'series'],
  ),
  effect: { class: 'A', money: true, keyLifetime: 10 * 365 * 86_400_000 },
  output: gives(issuedGives),
  line: ({ series }) => (typeof series === 'string' ? `Numbers ${series}…` : 'Takes the next number'),
  async run(turn) {
    const { config, effectKey, now } = turn;
    const { number: _, ...invoice } = objectOf(config['invoice']) as Invoice; // what is no invoice is refused when written
    const law = lawFor({
      seller: textOf(fieldOf(config['invoice'], 'seller', 'address', 'country')) ?? '',
      buyer: textOf(fieldOf(config['invoice'], 'buyer', 'address', 'country')) ?? '',
      to: (textOf(config['to']) ?? 'b2b') as 'b2b', // its schema names them
      size: (textOf(config['size']) ?? 'small') as 'small',
      day: invoice.issueDate ?? '',
    });
    const reference = textOf(config['reference']);
    const issued = await asked(
      invoicesOf(turn).issue({
        key: effectKey,
        series: textOf(config['series']) ?? '',
        ...(typeof config['digits'] === 'number' ? { digits: config['digits'] } : {}),
        invoice,
        ...(reference === undefined ? {} : { reference: reference as ReferenceKind }), // an unknown one is refused
        form: config['form'] === 'cii' ? 'cii' : 'ubl',
        ...(law?.clearance ? { needsClearance: true } : {}),
        at: now,
        ...toldBy(turn),
      }),
    );
    return { kind: 'emit', port: 'issued', output: issuedOutput(issued), keys: [issued.number] };
  },
});
