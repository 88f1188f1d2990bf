import { hash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { connectorOf } from '../../connectors/index.ts';
import { sandboxServer } from '../../connectors/sandbox/server/server.ts';
import { readEmbedded } from '../../flows/documents/invoice/pdf/read-pdf.ts';
import type { InvoiceBook } from '../../flows/documents/outgoing/invoice-book.ts';
import type { JsonObject } from '../../flows/flow.ts';
import { egress } from '../../server/access/egress.ts';
import { memoryDisk } from '../../server/adapters/memory/disk.ts';
import { memoryDocuments } from '../../server/adapters/memory/documents.ts';
import { openBooks } from '../../server/books/open-books.ts';
import { connectionTo, noon, runNode } from '../../test/support/run-node.ts';
import { sampleInvoice, samplePlan } from '../../test/support/sample-invoice.ts';
import { openSmtpReceiver } from '../../test/support/smtp-receiver.ts';
import { ConnectorError, type EffectTurn, type Through } from '../node-type.ts';
import sendInvoice from './send-invoice.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const secret = 'sandbox-secret';
const buyer = { id: 'C-7', name: 'Nordlys AS', email: 'books@nordlys.test', peppolId: '0192:987654325' };

/** Books in memory, a simulated access point, a mail server; the way out is the hub's own. */
async function office() {
  const clock = { at: noon, now: () => clock.at };
  const network = await sandboxServer({ clock, secret });
  const mail = await openSmtpReceiver();
  const out = egress({ allow: [new URL(network.url).host, mail.place] });
  closers.push(
    () => network.close(),
    () => mail.close(),
    () => out.close(),
  );
  const books = openBooks(memoryDocuments(memoryDisk()))('t');
  const stop = new AbortController().signal;
  const slots: Record<string, ReturnType<typeof connectionTo>> = {
    peppol: connectionTo('sandbox_access_point', { baseUrl: network.addressOf('sandbox_access_point') }, { token: secret }),
    mail: connectionTo('mail', { host: '127.0.0.1', port: mail.port, security: 'none', from: 'Billing <billing@loom.test>' }, {}),
  };
  const through = async (slot: string): Promise<Through> => {
    const connection = slots[slot];
    if (!connection) throw new ConnectorError('connection.missing', slot);
    const channel = connectorOf(connection.connector)?.invoiceChannel;
    return {
      connection,
      http: (request) => out.request({ ...request, signal: stop }),
      dial: (to) => out.dial({ ...to, signal: stop, deadlineMs: 5_000 }),
      ...(channel ? { channel } : {}),
    };
  };
  const issue = (more: Parameters<typeof sampleInvoice>[0] = {}) =>
    books.invoices.issue({ key: `issue-${Math.random()}`, series: 'INV-', invoice: sampleInvoice(more), by: 'test', at: noon, evidence: {} });
  const send = (number: string, config: JsonObject = {}, patch: Partial<EffectTurn> = {}) =>
    runNode(sendInvoice, { config: { number, network: 'peppol', email: 'mail', customer: buyer, ...config }, books, through, ...patch });
  const behave = (participant: string, behaviour: string) =>
    fetch(`${network.addressOf('sandbox_access_point')}/participants/${encodeURIComponent(participant)}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${secret}` },
      body: JSON.stringify({ behaviour }),
    });
  return { network, mail, books: books.invoices, issue, send, behave };
}

const triesOf = async (book: InvoiceBook, number: string) => (await book.read(number))!.tries.map(({ channel, outcome }) => `${channel} ${outcome}`);

/** The file attached to a mail as it went over the wire. */
function attachedTo(raw: string): { name: string; content: Buffer } {
  const [head = '', body = ''] = raw.slice(raw.indexOf('application/pdf')).split(/\r\n\r\n/);
  return { name: /filename="?([^"\r\n;]+)/.exec(head)?.[1] ?? '', content: Buffer.from(body.slice(0, body.indexOf('\r\n--')), 'base64') };
}

describe('an issued invoice', () => {
  it('goes by the network where the buyer is there: the original, to the byte', async () => {
    const { network, books, issue, send } = await office();
    const { number, original } = await issue();
    expect(await send(number)).toMatchObject({ port: 'sent', output: { number, channel: 'network', id: 'AP-1' } });
    expect(network.store.list('ap.document')).toMatchObject([{ number, sha256: original.sha256, buyer: '0192:987654325' }]);
    expect(await books.read(number)).toMatchObject({ state: 'sent', tries: [{ channel: 'network', outcome: 'taken', id: 'AP-1' }] });
  });

  it('is at the access point once when the answer is lost, and the attempt nobody saw the end of is known', async () => {
    const { network, books, issue, send } = await office();
    const { number } = await issue();
    network.modes.set('sandbox_access_point', 'lose-answers', { times: 2 });
    await expect(send(number, {}, { attempt: 1 })).rejects.toMatchObject({ unknown: true });
    expect(await triesOf(books, number)).toEqual(['network begun']);
    expect(await send(number, {}, { attempt: 2 })).toMatchObject({ port: 'sent', output: { id: 'AP-1' } });
    expect(network.store.count('ap.document')).toBe(1);
    expect(await triesOf(books, number)).toEqual(['network begun', 'network taken']);
    expect(await send(number, {}, { attempt: 3 })).toMatchObject({ port: 'sent', output: { id: 'AP-1' } });
    expect(network.store.count('ap.document')).toBe(1);
  });

  it('goes by mail where the buyer is not on the network; the XML inside the PDF is the one of the books', async () => {
    const { mail, books, issue, send, behave } = await office();
    await behave('0192:987654325', 'absent');
    const { number } = await issue();
    expect(await send(number, { subject: 'Faktura från Loom' })).toMatchObject({ port: 'sent', output: { channel: 'email' } });
    expect(await triesOf(books, number)).toEqual(['network skipped', 'email taken']);
    const { raw, to } = mail.taken[0]!;
    expect(to).toEqual(['books@nordlys.test']);
    const { name, content } = attachedTo(raw);
    const pdf = await books.file(number, 'pdf');
    expect(name).toBe(`${number}.pdf`);
    expect(hash('sha256', content)).toBe(pdf.sha256);
    expect(Buffer.compare(readEmbedded(content).xml, Buffer.from((await books.file(number, 'cii')).content))).toBe(0);
  });

  it('falls back to mail where the access point refuses the document', async () => {
    const { mail, books, issue, send, behave } = await office();
    await behave('0192:987654325', 'refuse');
    const { number } = await issue();
    expect(await send(number)).toMatchObject({ port: 'sent', output: { channel: 'email' } });
    expect(await triesOf(books, number)).toEqual(['network refused', 'email taken']);
    expect(mail.taken).toHaveLength(1);
  });

  it('falls back to mail from an access point that stays out of order, once patience has run out', async () => {
    const { network, issue, send } = await office();
    const { number } = await issue();
    network.modes.set('sandbox_access_point', 'fail');
    await expect(send(number, { patience: 2 }, { attempt: 1 })).rejects.toMatchObject({ retryable: true });
    expect(await send(number, { patience: 2 }, { attempt: 2 })).toMatchObject({ port: 'sent', output: { channel: 'email' } });
  });

  it('leaves through undeliverable where the law leaves one way and the buyer is not there', async () => {
    const { mail, books, issue, send, behave } = await office();
    const belgian = { street: 'Kerkstraat 1', city: 'Gent', postcode: '9000', country: 'BE' };
    const { number } = await issue({
      order: { ...samplePlan.order, billTo: { company: 'Lichthuis', ...belgian } },
      seller: { ...samplePlan.seller, party: { ...samplePlan.seller.party, address: belgian } },
    });
    await behave('0192:987654325', 'absent');
    expect(await send(number)).toMatchObject({ port: 'undeliverable', output: { number } });
    expect(await triesOf(books, number)).toEqual(['network skipped', 'email skipped']);
    expect(mail.taken).toEqual([]);
    expect((await books.read(number))?.state).toBe('valid');
  });

  it('sends the same mail again when nobody knows whether it left, or asks a person', async () => {
    const { mail, books, issue, send } = await office();
    const { number } = await issue();
    mail.moods.taken = ['break', 'fine'];
    const only = (more: JsonObject, attempt: number) => send(number, { ...more, customer: { ...buyer, peppolId: '' } }, { attempt, since: noon });
    await expect(only({}, 1)).rejects.toMatchObject({ unknown: true });
    await expect(only({ lostAnswer: 'ask' }, 2)).rejects.toMatchObject({ code: 'connector.effect_unknown', retryable: false });
    expect(await only({ lostAnswer: 'again' }, 3)).toMatchObject({ port: 'sent', output: { channel: 'email' } });
    expect(mail.taken).toHaveLength(2);
    expect(mail.taken[1]!.raw).toBe(mail.taken[0]!.raw);
    expect(await triesOf(books, number)).toContain('email taken');
  });

  it('of an earlier point changes nothing of what was answered meanwhile', async () => {
    const { books, issue, send } = await office();
    const { number } = await issue();
    for (const state of ['queued', 'sent', 'approved'] as const) await books.tell(number, { key: state, state, at: noon, by: 'x', evidence: {} });
    await send(number);
    expect((await books.read(number))?.state).toBe('approved');
  });
});
