/** An order becomes an invoice at the buyer: built, numbered, sent, received, answered; by a hub against the simulated network. */
import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SandboxServer, sandboxServer } from '../../connectors/sandbox/server/server.ts';
import type { Flow, JsonObject } from '../../flows/flow.ts';
import type { InvoiceDetail, InvoicePage } from '../../server/http/api.ts';
import { openTestHub, type TestHub } from '../support/open-test-hub.ts';
import { samplePlan } from '../support/sample-invoice.ts';

const secret = `whsec_${Buffer.from('simulated network, shared secret').toString('base64')}`;
const seller = JSON.parse(JSON.stringify(samplePlan.seller)) as JsonObject;

const out: Flow = {
  format: 1,
  id: 'invoice_out',
  title: 'Invoice out',
  key: { $expr: 'trigger.number' },
  slots: { peppol: 'sandbox_access_point' },
  nodes: {
    order: { type: 'webhook@1', config: { path: 'invoice-orders', signature: 'none', dedupe: { $expr: 'trigger.number' } } },
    build: { type: 'build_invoice@1', config: { seller, tax: { category: 'S', rate: '25' } } },
    issue: { type: 'issue_invoice@1', config: { invoice: { $expr: 'steps.build.invoice' }, series: 'INV-' } },
    send: {
      type: 'send_invoice@1',
      config: { number: { $expr: 'steps.issue.number' }, network: 'peppol', customer: { $expr: "{ 'peppolId': trigger.buyer }" } },
      retry: { attempts: 5, backoff: 'fixed', delay: 'PT1S' },
    },
    answer: {
      type: 'wait_for@1',
      config: { any: ['invoice.approved', 'invoice.rejected', 'invoice.in_query'], deadline: 'P14D', key: { $expr: 'steps.issue.number' } },
    },
    wrong: { type: 'log@1', config: { message: { $expr: 'steps.build.findings[0].rule' } } },
  },
  edges: [
    { from: 'order', to: 'build' },
    { from: 'build.built', to: 'issue' },
    { from: 'build.invalid', to: 'wrong' },
    { from: 'issue', to: 'send' },
    { from: 'send.sent', to: 'answer' },
  ],
};
const answers: Flow = {
  format: 1,
  id: 'invoice_answers',
  title: 'Answers to invoices',
  key: { $expr: 'trigger.number' },
  slots: { peppol: 'sandbox_access_point' },
  nodes: {
    answered: { type: 'sandbox_access_point.invoice_answered@1', slot: 'peppol' },
    record: {
      type: 'record_invoice_answer@1',
      config: { number: { $expr: 'trigger.number' }, state: { $expr: 'trigger.state' }, evidence: { $expr: 'trigger.evidence' } },
    },
  },
  edges: [{ from: 'answered', to: 'record' }],
};

let network: SandboxServer;
let hub: TestHub;
beforeAll(async () => {
  network = await sandboxServer({ clock: { now: Date.now }, secret });
  hub = await openTestHub({ egressAllow: [new URL(network.url).host] });
  network.reach(hub.url);
  const settings = { baseUrl: network.addressOf('sandbox_access_point') };
  await hub.connect('peppol', { connector: 'sandbox_access_point', title: 'Network', settings, secrets: { token: secret, webhookSecret: secret } });
  await hub.deploy(out);
  await hub.deploy(answers);
});
afterAll(async () => {
  await hub?.close();
  await network?.close();
});

const orderOf = (number: string, buyer: string, more: JsonObject = {}): JsonObject => ({
  ...(JSON.parse(JSON.stringify(samplePlan.order)) as JsonObject),
  number,
  buyer,
  ...more,
});
const place = async (order: JsonObject): Promise<string> => (await hub.deliver<{ runId: string }>('invoice-orders', order)).body.runId;
const invoice = async (number: string): Promise<InvoiceDetail> => (await hub.call<InvoiceDetail>('GET', `/api/invoices/${number}`)).body;
const behave = (buyer: string, behaviour: string) =>
  fetch(`${network.addressOf('sandbox_access_point')}/participants/${encodeURIComponent(buyer)}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${secret}` },
    body: JSON.stringify({ behaviour }),
  });
async function numberOf(run: string): Promise<string> {
  const step = (await hub.steps(run)).find(({ node }) => node === 'issue');
  return String((step?.output as { number?: string } | undefined)?.number);
}

describe('an order becomes an invoice', () => {
  it.each([
    ['approve', 'approved'],
    ['query', 'in_query'],
    ['reject', 'rejected'],
    ['twice', 'approved'],
  ])('at a buyer who would %s it, it ends %s; the buyer has the original', async (behaviour, state) => {
    const buyer = `0192:${hash('sha256', behaviour).replace(/\D/g, '').slice(0, 9)}`;
    await behave(buyer, behaviour);
    const run = await place(orderOf(`SO-${behaviour}`, buyer));
    await hub.until(run, 'completed');
    const number = await numberOf(run);
    await expect.poll(async () => (await invoice(number)).state, { timeout: 10_000 }).toBe(state);
    const told = await invoice(number);
    expect(told.tries).toMatchObject([{ channel: 'network', outcome: 'taken' }]);
    expect(told.facts.filter(({ late }) => late !== true).map((one) => one.state)).toEqual(expect.arrayContaining(['draft', 'valid', 'queued', 'sent', state]));
    const [there] = network.store.find('ap.document', number);
    expect(there).toMatchObject({ sha256: told.original.sha256, buyer });
  });

  it('in a country that clears, it is valid once the authority has numbered it', async () => {
    await behave('0192:700', 'clear');
    const polish = { street: 'Prosta 1', city: 'Warszawa', postcode: '00-838', country: 'PL' };
    const build = {
      type: 'build_invoice@1',
      config: { seller: { ...seller, party: { ...(seller['party'] as JsonObject), address: polish } }, tax: { category: 'S', rate: '25' } },
    };
    const send = { ...out.nodes['send']!, config: { ...out.nodes['send']!.config, platform: 'peppol' } };
    const order = { type: 'webhook@1', config: { path: 'invoice-pl', signature: 'none', dedupe: { $expr: 'trigger.number' } } };
    const wait = { ...out.nodes['answer']!, config: { any: ['invoice.queued'], deadline: 'P14D', key: { $expr: 'steps.issue.number' } } };
    await hub.deploy({ ...out, id: 'invoice_pl', title: 'Poland', nodes: { ...out.nodes, order, build, send, answer: wait } });
    const { runId } = (await hub.deliver<{ runId: string }>('invoice-pl', orderOf('SO-PL', '0192:700', { billTo: { company: 'Lampy', ...polish } }))).body;
    await hub.until(runId, 'completed');
    const number = await numberOf(runId);
    await expect.poll(async () => (await invoice(number)).state, { timeout: 10_000 }).toBe('delivered');
    const told = await invoice(number);
    expect(told.facts.map(({ state }) => state)).toEqual(['draft', 'valid', 'awaiting_clearance', 'queued', 'delivered']);
    expect(told.clearedAs).toMatch(/^KSEF-AP-/);
    expect(told.tries).toMatchObject([
      { channel: 'network', outcome: 'skipped' },
      { channel: 'platform', outcome: 'taken' },
    ]);
  });

  it('what breaks a rule takes no number', async () => {
    const before = (await hub.call<InvoicePage>('GET', '/api/invoices')).body.items.length;
    const run = await place(orderOf('SO-wrong', '0192:1', { total: { amount: '1.00', currency: 'EUR' } }));
    await hub.until(run, 'completed');
    expect((await hub.call<InvoicePage>('GET', '/api/invoices')).body.items).toHaveLength(before);
  });

  it('a crowd of orders takes numbers without a gap, though the network loses answers', async () => {
    network.modes.set('sandbox_access_point', 'lose-answers', { times: 3 });
    const runs = await Promise.all(Array.from({ length: 10 }, (_, no) => place(orderOf(`SO-c${no}`, '0192:555'))));
    for (const run of runs) await hub.until(run, 'completed');
    const numbers = (await hub.call<InvoicePage>('GET', '/api/invoices?limit=100')).body.items.map(({ number }) => number).sort();
    expect(numbers).toEqual(numbers.map((_, no) => `INV-${String(no + 1).padStart(5, '0')}`));
    for (const run of runs) expect(network.store.find('ap.document', await numberOf(run))).toHaveLength(1);
  });
});
