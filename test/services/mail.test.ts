/** Mails leave a real hub through a real mail server, are fetched from a real mailbox, and are what they were. */
import tls from 'node:tls';
import { ImapFlow } from 'imapflow';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Flow, Json } from '../../flows/flow.ts';
import { openTestHub, type TestHub } from '../support/open-test-hub.ts';
import { mail } from './mail.ts';

const server = await mail();
if (server.url === undefined) console.warn(`skipped: ${server.reason}`);

const flow: Flow = {
  format: 1,
  id: 'tell',
  title: 'Tell',
  key: { $expr: 'trigger.number' },
  slots: { desk: 'mail' },
  nodes: {
    order: { type: 'webhook@1', config: { path: 'tell', signature: 'none', dedupe: { $expr: 'trigger.number' } } },
    mail: {
      type: 'mail.send_mail@1',
      slot: 'desk',
      policy: 'at-least-once',
      config: {
        to: { $expr: 'trigger.to' },
        cc: { $expr: 'trigger.cc' },
        bcc: { $expr: 'trigger.bcc' },
        subject: { $expr: '"Faktura " & trigger.number & " – bråttom"' },
        text: { $expr: 'trigger.text' },
        html: { $expr: '"<p>" & trigger.number & " är på väg</p>"' },
        headers: { 'X-Order': { $expr: 'trigger.number' } },
      },
    },
  },
  edges: [{ from: 'order', to: 'mail' }],
};
/** Dots alone, long lines, other alphabets: what a mail on its way is often broken by. */
const text = ['Hej Åsa,', '.', '..två', `${'lång '.repeat(300)}slut`, 'From here', '签收 🚚', 'Hälsningar'].join('\n');

describe.skipIf(server.url === undefined)(`a mail by ${server.url === undefined ? 'nobody' : server.name}`, () => {
  const service = server as Exclude<typeof server, { reason: string }>;
  const trusted = tls.getCACertificates('default');
  let hub: TestHub;
  const settings = (): Record<string, Json> => ({
    host: '127.0.0.1',
    port: service.smtpPort,
    security: 'starttls',
    user: service.user,
    from: 'Orderloom Billing <billing@hub.test>',
    replyTo: 'ar@hub.test',
  });
  let desk: string;

  beforeAll(async () => {
    tls.setDefaultCACertificates([...trusted, service.cert]);
    hub = await openTestHub({ egressAllow: [`127.0.0.1:${service.smtpPort}`] });
    desk = await hub.connect('desk', { connector: 'mail', title: 'Desk', settings: settings(), secrets: { password: service.password } });
    await hub.deploy(flow);
  }, 60_000);
  afterAll(async () => {
    tls.setDefaultCACertificates(trusted);
    await hub?.close();
    await service.stop();
  }, 60_000);

  async function carried(number: string, message: Record<string, Json>): Promise<string> {
    const { body } = await hub.deliver<{ runId: string }>('tell', { number, to: 'ap@hub.test', cc: [], bcc: [], text, ...message });
    return body.runId;
  }

  it('the test of the connection signs in and says what the server takes', async () => {
    const answer = await hub.call<{ ok: boolean; words: string }>('POST', `/api/connections/${desk}/test`, {});
    expect(answer.body).toMatchObject({ ok: true, words: `Signed in as hub at 127.0.0.1:${service.smtpPort}; it takes mails up to 25 MB` });
  });

  it('arrives as it was sent', async () => {
    const id = await carried('1001', { to: ['Åsa Öberg <ap@hub.test>'], bcc: 'books@hub.test' });
    await hub.until(id, 'completed');
    const step = (await hub.steps(id)).find(({ node }) => node === 'mail')!;
    const { messageId, ...rest } = step.output as { messageId: string };
    expect(rest).toEqual({ accepted: ['ap@hub.test', 'books@hub.test'], rejected: [] });
    expect(messageId).toBe(`<${step.effect!.key}@hub.test>`);

    const got = await fetched('ap@hub.test', messageId);
    expect(got.envelope).toMatchObject({
      subject: 'Faktura 1001 – bråttom',
      messageId,
      from: [{ name: 'Orderloom Billing', address: 'billing@hub.test' }],
      replyTo: [{ address: 'ar@hub.test' }],
      to: [{ name: 'Åsa Öberg', address: 'ap@hub.test' }],
    });
    expect(got.envelope?.bcc ?? []).toEqual([]);
    expect(got.headers).toMatch(/^x-order: 1001\r$/im);
    expect(got.headers).not.toMatch(/^bcc:/im);
    expect(got.types).toEqual(['multipart/alternative', 'text/plain', 'text/html']);
    expect(got.text.replaceAll('\r\n', '\n').trimEnd()).toBe(text);
    expect(got.html.trimEnd()).toBe('<p>1001 är på väg</p>');
    const [, date] = /^date: (.*)\r$/im.exec(got.headers) ?? [];
    expect(Math.abs(Date.parse(date!) - Date.now())).toBeLessThan(60_000);
  });

  it('a recipient who is nobody is told by the step, and the others get the mail', async () => {
    const id = await carried('1002', { to: ['nobody@elsewhere.test', 'ap@hub.test'], cc: 'gone@hub.test' });
    await hub.until(id, 'completed');
    const step = (await hub.steps(id)).find(({ node }) => node === 'mail')!;
    expect(step.output).toMatchObject({ accepted: ['ap@hub.test'], rejected: ['nobody@elsewhere.test', 'gone@hub.test'] });
  });

  it('a mail that nobody may get parks the run in the words of the server', async () => {
    const id = await carried('1004', { to: 'nobody@elsewhere.test' });
    expect(await hub.until(id, 'parked')).toMatchObject({ code: 'connector.refused', reason: expect.stringMatching(/answered 5\d\d .*check the addresses/) });
  });

  it('a password that is wrong parks the run, and stands nowhere', async () => {
    const wrong = 'wrong-secret-word';
    await hub.call('PUT', `/api/connections/${desk}`, { secrets: { password: wrong } });
    const tested = await hub.call<{ ok: boolean; words: string }>('POST', `/api/connections/${desk}/test`, {});
    expect(tested.body).toMatchObject({ ok: false, words: expect.stringMatching(/refuses this password for hub: .*535/) });
    const id = await carried('1003', {});
    expect(await hub.until(id, 'parked')).toMatchObject({ code: 'connector.unauthorized', reason: expect.stringContaining('535') });
    expect(await hub.placesWith(wrong)).toEqual([]);
    await hub.call('PUT', `/api/connections/${desk}`, { secrets: { password: service.password } });
    await hub.call('POST', `/api/runs/${id}/retry`, { reason: 'the password is right now' });
    await hub.until(id, 'completed');
    expect(await hub.placesWith(service.password)).toEqual([]);
  });

  it('without the certificate nothing is told to the server', async () => {
    tls.setDefaultCACertificates(trusted);
    try {
      const tested = await hub.call<{ ok: boolean; words: string }>('POST', `/api/connections/${desk}/test`, {});
      expect(tested.body).toMatchObject({ ok: false, words: expect.stringContaining('certificate') });
    } finally {
      tls.setDefaultCACertificates([...trusted, service.cert]);
    }
  });

  /** The mail with this id, from the mailbox; OpenSMTPD hands it on a moment after it has taken it. */
  async function fetched(mailbox: string, messageId: string) {
    const client = new ImapFlow({
      host: '127.0.0.1',
      port: service.imapPort,
      secure: false,
      auth: { user: mailbox, pass: service.password },
      logger: false,
    });
    await client.connect();
    const lock = await client.getMailboxLock('INBOX');
    try {
      const uid = await vi.waitFor(
        async () => {
          await client.noop();
          const [first, ...others] = (await client.search({ header: { 'message-id': messageId } }, { uid: true })) || [];
          expect(others).toEqual([]);
          if (first === undefined) throw new Error(`${messageId} has not arrived`);
          return first;
        },
        { timeout: 10_000, interval: 100 },
      );
      const found = await client.fetchOne(String(uid), { envelope: true, headers: true, bodyStructure: true }, { uid: true });
      if (!found) throw new Error('it was there a moment ago');
      const types = [found.bodyStructure?.type, ...(found.bodyStructure?.childNodes ?? []).map(({ type }) => type)];
      const part = async (number: string): Promise<string> => {
        const pieces: Buffer[] = [];
        const { content } = await client.download(String(uid), number, { uid: true });
        if (!content) throw new Error(`the mail has no part ${number}`);
        for await (const piece of content) pieces.push(piece as Buffer);
        return Buffer.concat(pieces).toString('utf8');
      };
      return { envelope: found.envelope, headers: String(found.headers), types, text: await part('1'), html: await part('2') };
    } finally {
      lock.release();
      await client.logout();
    }
  }
});

describe('where there is no mail server', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('says what is missing, and fails where nothing may be', async () => {
    vi.stubEnv('PATH', '');
    vi.stubEnv('REQUIRE_ADAPTERS', '');
    expect(await mail()).toMatchObject({ reason: expect.stringContaining('smtpd') });
    vi.stubEnv('REQUIRE_ADAPTERS', 'all');
    await expect(mail()).rejects.toThrow('smtpd');
  });
});
