/** The main way of each further shipped flow and what most often happens instead. */
import type { JsonObject } from '../../../flows/flow.ts';
import { sampleOrder } from '../../../flows/samples.ts';
import { sampleApplication, sampleMarketplaceOrder, sampleReturn, sampleStatement } from '../../../flows/samples-further.ts';
import type { Table } from '../../../server/tables/table.ts';
import { startsAt, type Way } from './shipped-flow.ts';

export const tables: Record<string, Table> = {
  customers: {
    title: 'Customers',
    key: 'vat',
    columns: ['vat', 'number'].map((name) => ({ name, type: 'text' as const })),
    rows: [['DE123456789', 'C-1']],
  },
};

const stock = (levels: Record<string, number>) => ({ answer: { stock: levels } });
const dear = { ...sampleMarketplaceOrder('903-1', startsAt), total: { amount: '500.01', currency: 'EUR' } };
const market = (name: string, more: Omit<Way, 'name' | 'flow' | 'input'> & { input?: Way['input'] }): Way => ({
  name,
  flow: 'marketplace_order',
  input: sampleMarketplaceOrder('903-1', startsAt),
  ...more,
  receivers: {
    stock: [stock({ CBA_OTF_1: 9, CBA_OTF_5: 9 })],
    reserve: [{ answer: { reserved: true } }],
    carrier: [{ answer: { tracking: 'T-1' } }],
    ...more.receivers,
  },
});
const label = { label: [{ answer: { tracking: 'L-1' } }], carrier: [{ answer: { tracking: 'T-2' } }] };
const back = (name: string, wish: 'refund' | 'exchange', more: Omit<Way, 'name' | 'flow' | 'input'>): Way => ({
  name,
  flow: 'returns',
  input: sampleReturn('O-9', wish),
  ...more,
  receivers: { ...label, reserve: [{ answer: { reserved: true } }], ...more.receivers },
});
const soldOrder = sampleOrder('order_to_cash', 'O-7', startsAt) as unknown as JsonObject; // an order is JSON
const shipped = 'book_order:created carrier:booked credit:approved kind:goods order:done pack:packed reserve:reserved stock:in_stock tell:told window:released';
const afterwards = (steps: string): string => `${shipped} ${steps}`.split(' ').sort().join(' ');
const sold = (name: string, more: Omit<Way, 'name' | 'flow' | 'input'> & { input?: Way['input'] }): Way => ({
  name,
  flow: 'order_to_cash',
  input: soldOrder,
  ...more,
  receivers: {
    credit: [{ answer: { limit: { amount: '25000.00', currency: 'EUR' } } }],
    stock: [stock({ 'DRILL-18V': 90, 'SCREW-500': 90 })],
    reserve: [{ answer: { reserved: true } }],
    carrier: [{ answer: { tracking: 'T-1' } }],
    ...more.receivers,
  },
});
const arrived = { minutes: 3_000, name: 'return.arrived', key: 'O-9' };

export const ways: Way[] = [
  market('an order in stock is shipped before its latest ship date', {
    signals: [{ minutes: 300, name: 'parcel.picked_up', key: '903-1' }],
    expect: {
      status: 'completed',
      steps: 'book_order:created carrier:booked left:done order:done pack:packed pickup:done reserve:reserved stock:in_stock tell:told window:released',
      outputs: { left: { length: 'PT169200S' } },
    },
  }),
  market('what is out of stock is left out once a person agrees', {
    receivers: { stock: [stock({ CBA_OTF_1: 9, CBA_OTF_5: 0 })] },
    answers: [{ node: 'shortage', minutes: 90, answer: { outcome: 'confirm_rest' } }],
    signals: [{ minutes: 300, name: 'parcel.picked_up', key: '903-1' }],
    expect: {
      status: 'completed',
      steps:
        'any_left:lines book_order:created carrier:booked left:done order:done pack:packed pickup:done reserve:reserved rest:done shortage:confirm_rest stock:short tell:told window:released',
    },
  }),
  market('above the amount, one person alone confirms nothing', {
    input: dear,
    receivers: { stock: [stock({ CBA_OTF_1: 9, CBA_OTF_5: 0 })] },
    answers: [{ node: 'shortage', minutes: 90, answer: { outcome: 'confirm_rest' } }],
    expect: { status: 'parked', steps: 'order:done shortage:failed stock:short window:released' },
  }),
  market('a buyer cancels after packing: the parcel is stopped', {
    receivers: { stop: [{ answer: { result: 'stopped' } }] },
    signals: [{ minutes: 200, name: 'sandbox_shop.order_cancelled', key: '903-1' }],
    expect: {
      status: 'completed',
      steps:
        'book_order:created carrier:booked left:done missed:done order:done pack:packed pickup:withdrawn reserve:reserved stock:in_stock stop:stopped window:released',
    },
  }),
  market('somebody here cancels it: what was done is undone, last first', {
    receivers: { recall: [{ answer: { result: 'stopped' } }] },
    cancelAfter: 200,
    expect: {
      status: 'canceled',
      steps:
        'book_order:created carrier:booked left:done order:done pack:packed pickup:canceled recall:stopped release:released reserve:reserved stock:in_stock window:released',
    },
  }),
  market('nothing of it is in stock: it is refused', {
    receivers: { stock: [stock({ CBA_OTF_1: 0, CBA_OTF_5: 0 })] },
    answers: [{ node: 'shortage', minutes: 90, answer: { outcome: 'confirm_rest' } }],
    expect: { status: 'completed', steps: 'any_left:nothing order:done refuse:done rest:done shortage:confirm_rest stock:short window:released' },
  }),
  market('a buyer who cancels inside the window reaches nobody', {
    signals: [{ minutes: 20, name: 'sandbox_shop.order_cancelled', key: '903-1' }],
    expect: { status: 'canceled', steps: 'order:done window:canceled' },
  }),
  market('nobody picks it up: a person gives it up', {
    answers: [{ node: 'late', minutes: 4_000, answer: { outcome: 'give_up' } }],
    expect: {
      status: 'completed',
      steps:
        'book_order:created carrier:booked late:give_up left:done missed:done order:done pack:packed pickup:timeout reserve:reserved stock:in_stock window:released',
    },
  }),
  {
    name: 'an exact credit is booked, an unknown one is asked about, a debit is left',
    flow: 'bank_statement',
    input: sampleStatement('253', 'INV-20007'),
    owed: [{ number: 'INV-20007', customer: 'Bygg & Co AB', related: ['O-20007'], amount: '8.85' }],
    answers: [{ node: 'ask', minutes: 60, answer: { note: 'asked the bank' } }],
    expect: { status: 'completed', steps: 'ask:done left:some match:unidentified statement:done summary:done take:taken' },
  },
  {
    name: 'what only a name and an amount speak for is suggested, not booked',
    flow: 'bank_statement',
    input: sampleStatement('254', 'INV-20007'),
    owed: [
      { number: 'INV-20007', customer: 'Bygg & Co AB', amount: '8.85' },
      { number: 'INV-20008', customer: 'K Svensson', amount: '120.00' },
    ],
    answers: [{ node: 'ask', minutes: 60, answer: {} }],
    expect: { status: 'completed', steps: 'ask:done left:some match:suggested statement:done summary:done take:taken' },
  },
  sold('an invoice is mailed and paid', {
    signals: [{ minutes: 3_000, name: 'payment.received', key: 'O-7' }],
    expect: { status: 'completed', steps: afterwards('bill:built invoice:sent issue:issued owed:created part:paid payment:done') },
  }),
  sold('a part is paid, then the rest', {
    signals: [
      { minutes: 3_000, name: 'payment.part', key: 'O-7' },
      { minutes: 9_000, name: 'payment.received', key: 'O-7' },
    ],
    expect: { status: 'completed', steps: afterwards('bill:built invoice:sent issue:issued owed:created part:part payment:done rest:done') },
  }),
  sold('nobody pays: it is chased in the end', {
    answers: [{ node: 'chase', minutes: 66_000, answer: {} }],
    expect: { status: 'completed', steps: afterwards('bill:built chase:done invoice:sent issue:issued owed:created payment:timeout') },
  }),
  sold('an invoice that breaks rules is sent by hand', {
    input: { ...soldOrder, customer: { id: 'C-7', name: 'Bygg & Co AB', email: 'inkop@bygg.example' } },
    answers: [{ node: 'corrected', minutes: 90, answer: { outcome: 'sent_by_hand' } }],
    signals: [{ minutes: 3_000, name: 'payment.received', key: 'O-7' }],
    expect: { status: 'completed', steps: afterwards('bill:invalid corrected:sent_by_hand part:paid payment:done') },
  }),
  sold('an invoice no way takes is given to a person', {
    receivers: { invoice: ['refuse'] },
    answers: [{ node: 'by_hand', minutes: 90, answer: { outcome: 'give_up' } }],
    expect: { status: 'completed', steps: afterwards('bill:built by_hand:give_up invoice:undeliverable issue:issued owed:created') },
  }),
  back('money is given back after the inspection', 'refund', {
    signals: [arrived],
    answers: [
      { node: 'inspect', minutes: 3_100, answer: { condition: 'new', outcome: 'as_new' } },
      { node: 'restock', minutes: 3_200, answer: {} },
    ],
    expect: {
      status: 'completed',
      steps: 'announced:done goods:done inspect:as_new label:booked paid_back:done refund:created restock:done send_label:done wish:refund',
    },
  }),
  back('a scrapped one is exchanged', 'exchange', {
    signals: [arrived],
    answers: [{ node: 'inspect', minutes: 3_100, answer: { condition: 'broken', outcome: 'scrap' } }],
    expect: {
      status: 'completed',
      steps:
        'announced:done carrier:booked goods:done inspect:scrap label:booked on_its_way:done pack:packed reserve:reserved scrapped:done send_label:done wish:exchange',
    },
  }),
  back('goods that never come end the return', 'refund', {
    expect: { status: 'completed', steps: 'announced:done expired:done goods:timeout label:booked send_label:done' },
  }),
  {
    name: 'a complete application is approved by two and opened',
    flow: 'customer_onboarding',
    input: sampleApplication('A-1'),
    answers: [{ node: 'credit', minutes: 600, answer: { outcome: 'approve' }, confirmedBy: 'Otto' }],
    expect: { status: 'completed', steps: 'application:done credit:approve customer:done erp:done gaps:complete known:missing shop:done welcome:done' },
  },
  {
    name: 'an application is asked back until its VAT number can be one',
    flow: 'customer_onboarding',
    input: sampleApplication('A-2', { vatNumber: 'SE55' }),
    answers: [
      { node: 'missing', minutes: 60, answer: { vatNumber: 'SE5560', email: 'a@bygg.example', postcode: '411 38' } },
      { node: 'missing', minutes: 120, answer: { vatNumber: 'SE556012579001', email: 'a@bygg.example', postcode: '411 38' } },
      { node: 'credit', minutes: 600, answer: { outcome: 'decline' }, confirmedBy: 'Otto' },
    ],
    expect: {
      status: 'completed',
      steps: 'application:done ask:done credit:decline customer:done declined:done gaps:missing known:missing missing:done missing:done',
      outputs: { customer: { id: 'A-2', vatNumber: 'SE556012579001' }, ask: { rounds: 2 } },
    },
  },
  {
    name: 'a known firm stays one customer',
    flow: 'customer_onboarding',
    input: sampleApplication('A-3', { vatNumber: 'DE123456789' }),
    answers: [{ node: 'merge', minutes: 60, answer: {} }],
    expect: { status: 'completed', steps: 'application:done customer:done gaps:complete known:found merge:done' },
  },
];
