/** The shipped flows as templates: what each is for, what it takes to set up, and a first message to try it with. */
import type { Flow, Json } from './flow.ts';
import type { Purpose } from './purposes.ts';
import { type SampleKind, sampleOrder } from './samples.ts';
import { sampleApplication, sampleMarketplaceOrder, sampleReturn, sampleStatement } from './samples-further.ts';

export interface Template {
  /** Id of the shipped flow. */
  id: string;
  /** What it does, in one sentence. */
  text: string;
  for: Purpose[];
  /** To set it up with systems of one's own; against sandbox systems it runs at once. */
  minutes: number;
  /** A first message, as it would come in at `at` (ms). */
  sample(at: number): Json;
}

const order = (kind: SampleKind) => (at: number) => sampleOrder(kind, '1001', at) as unknown as Json; // an order is JSON

/** In the order of the gallery. Each has its drawing beside this file, `<id>.flow.json`. */
export const templates: readonly Template[] = [
  {
    id: 'heat_pump',
    text: 'Hold, check credit, wait until the installer was in touch, booked a date and the quote is accepted, then ship and invoice.',
    for: ['installation'],
    minutes: 20,
    sample: order('heat_pump'),
  },
  {
    id: 'order_to_cash',
    text: 'The whole way for ordinary goods: hold, check credit, reserve, ship, invoice by network or mail, wait for the payment, in parts too.',
    for: ['retail', 'b2b'],
    minutes: 15,
    sample: order('order_to_cash'),
  },
  {
    id: 'quick_order',
    text: 'Paid in the shop, straight through in seconds: reserve, book, pack, ship. Shoes, crowbars, spare parts.',
    for: ['retail'],
    minutes: 8,
    sample: order('quick_order'),
  },
  {
    id: 'customer_onboarding',
    text: 'A firm applies to buy on invoice: ask for what is missing, find doubles, approve the credit limit, open the accounts.',
    for: ['b2b'],
    minutes: 15,
    sample: () => sampleApplication('A-1'),
  },
  {
    id: 'marketplace_order',
    text: 'Held as long as the marketplace lets buyers cancel, shipped before its latest ship date, lines out of stock confirmed by a person.',
    for: ['marketplace'],
    minutes: 15,
    sample: (at) => sampleMarketplaceOrder('903-1', at),
  },
  {
    id: 'bank_statement',
    text: 'Take bank files into the books, each entry once, match payments with open items, and hand what is not certain to a person.',
    for: ['finance'],
    minutes: 10,
    sample: () => sampleStatement('253', 'INV-00001'),
  },
  {
    id: 'returns',
    text: 'Mail the label, wait for the goods, have them inspected; only then pay the money back or send the replacement.',
    for: ['retail'],
    minutes: 10,
    sample: () => sampleReturn('1001', 'refund'),
  },
];

/**
 * A drawing of one's own, made of a template: the same steps at the same places, under another id and title.
 * Its webhook listens at an address of its own, so that the template's flow and this one never start from one message.
 */
export function madeOf(template: Pick<Template, 'text'>, drawing: Flow, id: string, title: string): Flow {
  const nodes = Object.entries(drawing.nodes).map(([node, drawn]) => {
    const isWebhook = drawn.type.startsWith('webhook@');
    return [node, isWebhook ? { ...drawn, config: { ...drawn.config, path: id } } : drawn] as const;
  });
  const { lock: _, ...kept } = drawing;
  return { ...kept, id, title, description: template.text, nodes: Object.fromEntries(nodes) };
}
