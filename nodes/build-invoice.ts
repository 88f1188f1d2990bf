import type { Customer } from '../flows/documents/customer.ts';
import type { InvoicePlan, SellerSettings, TaxRule } from '../flows/documents/invoice/build/plan.ts';
import type { Invoice } from '../flows/documents/invoice/invoice.ts';
import type { Order, OrderLine } from '../flows/documents/order.ts';
import { checkDraft, type DraftFinding, findingsOf } from '../flows/documents/outgoing/check-draft.ts';
import type { Json, JsonObject } from '../flows/flow.ts';
import { dayOf, findings, isFatal } from './invoice-fields.ts';
import { listOf, objectOf, textOf } from './json-fields.ts';
import { defineNode, type Turn } from './node-type.ts';
import { amount, gives, text } from './output.ts';
import { fields, money } from './schema.ts';

const rule: JsonObject = fields(
  {
    category: {
      type: 'string',
      title: 'Category',
      description: 'S standard, Z zero, E exempt, AE reverse charge, K intra-community, G export, O outside VAT',
      enum: ['S', 'Z', 'E', 'AE', 'K', 'G', 'O', 'L', 'M'],
    },
    rate: { type: 'string', title: 'Rate in per cent', pattern: '^\\d{1,3}(\\.\\d{1,4})?$' },
    exemption: { type: 'string', title: 'Why there is none', maxLength: 500 },
    exemptionCode: { type: 'string', title: 'Code of the reason', maxLength: 40 },
  },
  ['category'],
);

const document: JsonObject = { type: 'object', description: 'The invoice, EN 16931' };

/** Makes the invoice of an order or of a delivery of it and holds it against the rules; it has no number yet. */
export default defineNode({
  type: 'build_invoice@1',
  title: 'Build invoice',
  summary: 'Makes an e-invoice from order, delivery and customer and checks it.',
  group: 'money',
  icon: 'file-text',
  ports: ['built', 'invalid'],
  config: fields(
    {
      seller: {
        type: 'object',
        title: 'Seller',
        description: 'party, payments, profile, terms; from a table or a value of the environment',
        'x-widget': 'json',
      },
      tax: { ...rule, title: 'Tax' },
      taxes: {
        type: 'array',
        title: 'Other tax for some articles',
        maxItems: 200,
        'x-more': true,
        items: {
          ...rule,
          properties: { ...objectOf(rule['properties']), skus: { type: 'array', title: 'Articles', items: { type: 'string' }, minItems: 1 } },
          required: ['skus', 'category'],
        },
      },
      order: { type: 'object', title: 'Order', description: 'That of the run when empty', 'x-widget': 'expression', 'x-more': true },
      customer: {
        type: ['object', 'null'],
        title: 'Customer',
        description: 'Terms, Peppol id and addresses beyond those of the order',
        'x-widget': 'expression',
      },
      delivery: {
        type: ['object', 'null'],
        title: 'Delivery',
        description: 'number, date, lines of id and quantity; the whole order when empty',
        'x-widget': 'expression',
      },
      prepaid: { ...money('Paid already'), 'x-more': true },
      buyerReference: { type: 'string', title: 'Reference of the buyer', maxLength: 200, 'x-more': true },
      issueDate: { type: 'string', title: 'Issue date', description: 'Today when empty', pattern: '^\\d{4}-\\d{2}-\\d{2}$', 'x-more': true },
    },
    ['seller', 'tax'],
  ),
  output: {
    ports: {
      built: gives({ invoice: document, 'reference?': text('Scheme of what the payer quotes'), gross: amount(), payable: amount(), profile: text(), findings }),
      invalid: gives({ 'invoice?': document, findings }),
    },
  },
  line: () => 'From order to e-invoice',
  async run(turn) {
    const { seller } = turn.config;
    let invoice: Invoice;
    try {
      invoice = await draftOf(turn);
    } catch (error) {
      return invalid(findingsOf(error));
    }
    const { findings: found } = await checkDraft(invoice);
    if (isFatal(found)) return invalid(found, invoice);
    const reference = textOf(objectOf(seller)['reference']);
    const money = (value: string | undefined): JsonObject => ({ amount: value ?? '0', currency: invoice.currency ?? '' });
    return {
      kind: 'emit',
      port: 'built',
      output: {
        invoice: jsonOf(invoice),
        ...(reference === undefined ? {} : { reference }),
        gross: money(invoice.totals?.gross),
        payable: money(invoice.totals?.payable),
        profile: invoice.profile ?? '',
        findings: found.map((one) => ({ ...one })),
      },
    };
  },
});

/** The builder is loaded at its first need. */
async function draftOf(turn: Turn): Promise<Invoice> {
  const { buildInvoice } = await import('../flows/documents/invoice/build/build-invoice.ts');
  const { config } = turn;
  const { reference: _, ...seller } = objectOf(config['seller']);
  const delivery = objectOf(config['delivery']);
  const buyerReference = textOf(config['buyerReference']);
  const plan: InvoicePlan = {
    number: '1',
    issueDate: textOf(config['issueDate']) ?? dayOf(turn),
    order: (config['order'] ?? turn.order) as unknown as Order, // what it lacks is found by the rules
    seller: { party: {}, payments: [], ...seller } as SellerSettings,
    tax: taxOf(config),
    ...(config['customer'] === undefined || config['customer'] === null ? {} : { customer: config['customer'] as unknown as Customer }),
    ...(Object.keys(delivery).length === 0 ? {} : { delivery: delivery as unknown as NonNullable<InvoicePlan['delivery']> }),
    ...(config['prepaid'] === undefined ? {} : { prepaid: config['prepaid'] as unknown as NonNullable<InvoicePlan['prepaid']> }),
    ...(buyerReference === undefined ? {} : { buyerReference }),
  };
  const { number: __, paymentReference: ___, ...invoice } = buildInvoice(plan);
  return invoice;
}

function taxOf(config: JsonObject): (line?: OrderLine) => TaxRule {
  const general = config['tax'] as unknown as TaxRule; // its schema holds
  const special = listOf(config['taxes']).map(objectOf);
  return (line) => {
    const found = line === undefined ? undefined : special.find(({ skus }) => listOf(skus).includes(line.sku));
    if (found === undefined) return general;
    const { skus: _, ...own } = found;
    return own as unknown as TaxRule; // the same
  };
}

const invalid = (found: DraftFinding[], invoice?: Invoice) => ({
  kind: 'emit' as const,
  port: 'invalid',
  output: { ...(invoice === undefined ? {} : { invoice: jsonOf(invoice) }), findings: found.map((one): JsonObject => ({ ...one })) },
});

const jsonOf = (invoice: Invoice): Json => JSON.parse(JSON.stringify(invoice)) as Json; // an invoice holds nothing but JSON
