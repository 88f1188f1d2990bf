import { describe, expect, it } from 'vitest';
import { readInvoice } from '../flows/documents/invoice/read-invoice.ts';
import { validateInvoice } from '../flows/documents/invoice/validate.ts';
import type { JsonObject } from '../flows/flow.ts';
import { memoryDisk } from '../server/adapters/memory/disk.ts';
import { memoryDocuments } from '../server/adapters/memory/documents.ts';
import { openBooks } from '../server/books/open-books.ts';
import { runNode } from '../test/support/run-node.ts';
import { samplePlan } from '../test/support/sample-invoice.ts';
import buildInvoice from './build-invoice.ts';
import closeCollection from './close-collection.ts';
import collectInvoice from './collect-invoice.ts';
import creditNote from './credit-note/credit-note.ts';
import issueInvoice from './issue-invoice.ts';
import recordInvoiceAnswer from './record-invoice-answer.ts';

const order = JSON.parse(JSON.stringify(samplePlan.order)) as JsonObject;
const seller = JSON.parse(JSON.stringify(samplePlan.seller)) as JsonObject;
const config: JsonObject = { seller, tax: { category: 'S', rate: '25' } };
const build = (more: JsonObject = {}, patch: JsonObject = order) => runNode(buildInvoice, { config: { ...config, ...more }, order: patch });
const outputOf = (outcome: Awaited<ReturnType<typeof build>>): JsonObject => (outcome.kind === 'emit' ? (outcome.output as JsonObject) : {});

/** Books, and nodes that write into them under a key of their own. */
function office() {
  const books = openBooks(memoryDocuments(memoryDisk()))('t');
  const issue = async (effectKey: string, more: JsonObject = {}) =>
    runNode(issueInvoice, { config: { invoice: outputOf(await build())['invoice']!, series: 'INV-', ...more }, effectKey, books });
  const credit = (effectKey: string, given: JsonObject) => runNode(creditNote, { config: { series: 'CN-', ...given }, effectKey, books });
  return { books, issue, credit };
}

describe('build invoice', () => {
  it('makes an invoice that holds by the rules, without a number, for the day of the flow', async () => {
    const built = await build({ customer: { name: 'Nordlys AS', peppolId: '0192:987654325', terms: { days: 10 } } });
    expect(built).toMatchObject({
      port: 'built',
      output: { gross: { amount: '125.00', currency: 'EUR' }, invoice: { issueDate: '2026-03-02', dueDate: '2026-03-12' } },
    });
    expect(outputOf(built)['invoice']).not.toHaveProperty('number');
  });

  it('bills a delivery of a part', async () => {
    const built = await build({ delivery: { number: 'D-1', date: '2026-03-01', lines: [{ id: '1', quantity: 1 }] } });
    expect(built).toMatchObject({ port: 'built', output: { gross: { amount: '31.25' }, invoice: { despatches: [{ number: 'D-1' }] } } });
  });

  it('another tax for some articles', async () => {
    const built = await build({ taxes: [{ skus: ['LAMP'], category: 'Z', rate: '0' }] }, { ...order, total: { amount: '100.00', currency: 'EUR' } });
    expect(built).toMatchObject({ port: 'built', output: { gross: { amount: '100.00' } } });
  });

  it.each<[string, JsonObject, JsonObject, string]>([
    ['a seller without VAT number', { seller: { ...seller, party: { name: 'Loom AB', address: { country: 'SE' } } } }, order, 'BR-S-02'],
    ['a seller without address', { seller: { ...seller, party: { name: 'Loom AB', vatId: 'SE556000000101' } } }, order, 'BR-08'],
    ['an order whose total is not that of its lines', {}, { ...order, total: { amount: '130.00', currency: 'EUR' } }, 'einvoice.total_differs'],
    ['more delivered than ordered', { delivery: { date: '2026-03-01', lines: [{ id: '1', quantity: 9 }] } }, order, 'einvoice.not_ordered'],
  ])('leaves through invalid with the rule: %s', async (_, more, given, rule) => {
    const found = await build(more, given);
    expect(found).toMatchObject({ port: 'invalid' });
    expect((outputOf(found)['findings'] as { rule: string }[]).map((one) => one.rule)).toContain(rule);
  });
});

describe('issue invoice', () => {
  it('numbers once for a step, however often it is asked, and makes the number a key of the run', async () => {
    const { issue } = office();
    const [first, again, other] = [await issue('a'), await issue('a'), await issue('b')];
    expect(first).toMatchObject({ output: { number: 'INV-00001', state: 'valid' }, keys: ['INV-00001'] });
    expect(again).toEqual(first);
    expect(other).toMatchObject({ output: { number: 'INV-00002' } });
  });

  it('what is issued holds by the rules, number and all', async () => {
    const { books, issue } = office();
    await issue('a', { reference: 'RF' });
    const { content } = await books.invoices.file('INV-00001', 'ubl');
    expect(validateInvoice(content).findings.filter(({ severity }) => severity === 'fatal')).toEqual([]);
    expect(readInvoice(content).invoice.paymentReference).toMatch(/^RF\d\dINV00001$/);
  });

  it('in a country that clears, it is issued and not yet valid', async () => {
    const { books } = office();
    const polish = { street: 'Prosta 1', city: 'Warszawa', postcode: '00-838', country: 'PL' };
    const given = await build(
      { seller: { ...seller, party: { ...(seller['party'] as JsonObject), address: polish } }, issueDate: '2026-11-26' },
      { ...order, billTo: { company: 'Lampy', ...polish } },
    );
    const issued = await runNode(issueInvoice, { config: { invoice: outputOf(given)['invoice']!, series: 'FV-' }, books });
    expect(issued).toMatchObject({ output: { state: 'awaiting_clearance' } });
  });

  it('writes nothing where nothing may be kept', async () => {
    await expect(runNode(issueInvoice, { config: { invoice: {}, series: 'INV-' } })).rejects.toMatchObject({ code: 'connector.refused' });
  });
});

describe('credit note', () => {
  it('credits the whole and names the original', async () => {
    const { books, issue, credit } = office();
    await issue('a');
    const note = await credit('c', { number: 'INV-00001', reason: 'Returned' });
    expect(note).toMatchObject({ port: 'issued', output: { number: 'CN-00001', credits: 'INV-00001', gross: { amount: '125.00' } } });
    const { content } = await books.invoices.file('CN-00001', 'ubl');
    expect(validateInvoice(content).findings.filter(({ severity }) => severity === 'fatal')).toEqual([]);
    expect(readInvoice(content).invoice).toMatchObject({ typeCode: '381', preceding: [{ number: 'INV-00001', issueDate: '2026-03-02' }] });
    expect((await books.invoices.read('INV-00001'))?.state).toBe('credited');
    await expect(credit('d', { number: 'INV-00001' })).rejects.toMatchObject({ code: 'data.invalid' });
  });

  it('credits a part with its tax, and the rest later', async () => {
    const { books, issue, credit } = office();
    await issue('a');
    expect(await credit('c', { number: 'INV-00001', lines: [{ id: '1', quantity: 3 }] })).toMatchObject({ output: { gross: { amount: '93.75' } } });
    await expect(credit('d', { number: 'INV-00001', lines: [{ id: '1', quantity: 2 }] })).rejects.toThrow('31.25');
    expect(await credit('e', { number: 'INV-00001', lines: [{ id: '1', quantity: 1 }] })).toMatchObject({ output: { number: 'CN-00002' } });
    expect((await books.invoices.read('INV-00001'))?.state).toBe('credited');
  });

  it('leaves through invalid for what was not invoiced', async () => {
    const { issue, credit } = office();
    await issue('a');
    expect(await credit('c', { number: 'INV-00001', lines: [{ id: '7', quantity: 1 }] })).toMatchObject({
      port: 'invalid',
      output: { findings: [{ rule: 'invoice.line_unknown' }] },
    });
  });
});

describe('one invoice for several deliveries', () => {
  it('is led by the first, joined by the others, and billed whole', async () => {
    const { books } = office();
    const collect = (number: string, effectKey: string) =>
      runNode(collectInvoice, { config: { frequency: 'weekly' }, order: { ...order, number }, effectKey, books, zone: 'Europe/Stockholm' });
    const leads = await collect('SO-1', 'a');
    expect(leads).toMatchObject({ port: 'leads', output: { closesAt: '2026-03-08T23:00:00.000Z', count: 1 } });
    expect(await collect('SO-2', 'b')).toMatchObject({ port: 'joined', output: { count: 2 } });
    expect(await collect('SO-1', 'a')).toMatchObject({ port: 'leads', output: { count: 2 } });
    const closed = await runNode(closeCollection, { config: { collection: outputOf(leads)['collection']! }, effectKey: 'c', books });
    const { order: merged, delivery } = outputOf(closed);
    const built = await build({ delivery: delivery! }, merged as JsonObject);
    expect(built).toMatchObject({ port: 'built', output: { gross: { amount: '250.00' } } });
    await runNode(issueInvoice, { config: { invoice: outputOf(built)['invoice']!, series: 'INV-' }, books });
    expect((await books.invoices.read('INV-00001'))?.orders).toEqual(['SO-1', 'SO-2']);
  });
});

describe('record answer to invoice', () => {
  it.each([
    ['delivered', 'recorded', 'delivered'],
    ['in_query', 'in_query', 'in_query'],
    ['rejected', 'rejected', 'rejected'],
  ])('%s leaves through %s', async (state, port, stands) => {
    const { books, issue } = office();
    await issue('a');
    for (const before of ['queued', 'sent'] as const) await books.invoices.tell('INV-00001', { key: before, state: before, at: 1, by: 'x', evidence: {} });
    const config = { number: 'INV-00001', state, evidence: { by: 'Nordlys', code: 'UQ' } };
    expect(await runNode(recordInvoiceAnswer, { config, books })).toMatchObject({ port, output: { state: stands, late: false } });
    expect((await books.invoices.read('INV-00001'))?.facts.at(-1)).toMatchObject({ by: 'Nordlys', evidence: { code: 'UQ', run: 'run-1' } });
  });
});
