import { createServer } from 'node:net';
import tls from 'node:tls';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../flows/flow.ts';
import type { ConnectorError, Dial, EffectTurn } from '../../nodes/node-type.ts';
import { egress } from '../../server/access/egress.ts';
import { connectionTo, noon, runNode } from '../../test/support/run-node.ts';
import { type Pair, selfSigned } from '../../test/support/self-signed.ts';
import { type Mood, openSmtpReceiver, type SmtpReceiver, type SmtpReceiverOptions, type Stage } from '../../test/support/smtp-receiver.ts';
import sendMail from './actions/send-mail.ts';
import { mail } from './connector.ts';
import cases from './fixtures/answers.json' with { type: 'json' };

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
let pair: Pair;
beforeAll(() => {
  pair = selfSigned();
});

const password = 'korrekt pferd/batterie';
const users = { hub: password };

async function receiver(options: SmtpReceiverOptions = {}): Promise<SmtpReceiver> {
  const one = await openSmtpReceiver(options);
  closers.push(() => one.close());
  return one;
}

/** The real way out, with this server listed. */
function dialTo({ place }: { place: string }, deadlineMs = 5_000): Dial {
  const out = egress({ allow: [place] });
  closers.push(() => out.close());
  return (to) => out.dial({ ...to, signal: new AbortController().signal, deadlineMs });
}

const connection = ({ port }: { port: number }, settings: JsonObject = {}, secret = password) =>
  connectionTo('mail', { host: '127.0.0.1', port, security: 'none', from: 'Billing Team <billing@hub.test>', ...settings }, { password: secret });

const invoice: JsonObject = { to: 'Ada Lovelace <ada@customer.test>', subject: 'Invoice 1001', text: 'Dear Ada,\n.\nthe invoice is due.' };

const send = (server: SmtpReceiver, patch: Partial<EffectTurn> = {}) =>
  runNode(sendMail, { config: invoice, effectKey: 'key-1', connection: connection(server), dial: dialTo(server), ...patch });
const failureOf = (call: Promise<unknown>): Promise<ConnectorError> =>
  call.then(
    () => expect.unreachable(),
    (error: ConnectorError) => error,
  );

describe('a mail', () => {
  it('arrives as it was written, from the sender of the connection, under an id of its step', async () => {
    const server = await receiver();
    const outcome = await send(server, {
      config: {
        ...invoice,
        to: ['Ada Lovelace <ada@customer.test>', '"Müller, Jörg" <jm@customer.test>'],
        cc: 'books@customer.test',
        bcc: ['quiet@hub.test'],
        subject: 'Faktura 1001 – bråttom',
        replyTo: 'ar@hub.test',
        headers: { 'X-Order': '1001', 'Auto-Submitted': 'auto-generated' },
      },
    });
    const to = ['ada@customer.test', 'jm@customer.test', 'books@customer.test', 'quiet@hub.test'];
    expect(outcome).toEqual({ kind: 'emit', output: { messageId: '<key-1@hub.test>', accepted: to, rejected: [] } });
    const [{ raw, ...envelope }] = server.taken as [SmtpReceiver['taken'][number]];
    expect(envelope).toEqual({ from: 'billing@hub.test', to, isPrivate: false });
    expect(raw).toContain('Message-ID: <key-1@hub.test>');
    expect(raw).toContain('From: Billing Team <billing@hub.test>');
    expect(raw).toContain('Reply-To: ar@hub.test');
    expect(raw).toContain('X-Order: 1001');
    expect(raw).toContain(`Date: ${new Date(noon).toUTCString().replace('GMT', '+0000')}`);
    expect(raw).toContain('Dear Ada,\r\n.\r\nthe invoice is due.');
    expect(raw).not.toContain('quiet@hub.test');
  });

  it('sent again by the same step is the same to the byte, also with a part in HTML', async () => {
    const server = await receiver();
    const config = { ...invoice, html: '<p>Dear Ada</p>' };
    await send(server, { config, attempt: 1, since: noon, now: noon });
    await send(server, { config, attempt: 2, since: noon, now: noon + 60_000 });
    const [first, again] = server.taken;
    expect(first?.raw).toMatch(/multipart\/alternative/);
    expect(again?.raw).toBe(first?.raw);
  });

  it('says which recipients were refused while others were taken', async () => {
    const server = await receiver();
    server.moods.to = ['fine', { code: 550, text: 'no such user' }];
    const outcome = await send(server, { config: { ...invoice, to: ['ada@customer.test', 'gone@customer.test'] } });
    expect(outcome).toMatchObject({ output: { accepted: ['ada@customer.test'], rejected: ['gone@customer.test'] } });
  });

  it('goes to Reply-To of the connection where the node names none', async () => {
    const server = await receiver();
    await send(server, { connection: connection(server, { replyTo: 'Desk <desk@hub.test>' }) });
    expect(server.taken[0]?.raw).toContain('Reply-To: Desk <desk@hub.test>');
  });

  it('leaves no connection open', async () => {
    const server = await receiver();
    await send(server);
    await expect.poll(() => server.open()).toBe(0);
  });
});

describe('what would break out of a header is refused before anybody is called', () => {
  const never: Dial = () => expect.unreachable();
  it.each<[JsonObject, string]>([
    [{ subject: 'Hello\r\nBcc: all@customer.test' }, 'config.invalid_header'],
    [{ subject: 'Hello\u2028there' }, 'config.invalid_header'],
    [{ to: 'ada@customer.test\r\nRCPT TO:<eve@evil.test>' }, 'config.invalid_header'],
    [{ to: 'Ada\nX: y <ada@customer.test>' }, 'config.invalid_header'],
    [{ headers: { 'X-Note': 'a\nBcc: all@customer.test' } }, 'config.invalid_header'],
    [{ headers: { 'X-Note\r\nBcc': 'a' } }, 'config.invalid_header'],
    [{ headers: { Bcc: 'all@customer.test' } }, 'config.invalid_header'],
    [{ headers: { 'message-id': '<x@y>' } }, 'config.invalid_header'],
    [{ headers: { 'Content-Type': 'text/html' } }, 'config.invalid_header'],
    [{ to: 'ada@customer.test, eve@evil.test' }, 'config.invalid'],
    [{ to: 'eve@evil.test <ada@customer.test> <x@y.test>' }, 'config.invalid'],
    [{ to: '<ada@customer.test>>' }, 'config.invalid'],
    [{ to: '' }, 'config.invalid'],
    [{ to: 'ada' }, 'config.invalid'],
    [{ to: [] }, 'config.invalid'],
    [{ replyTo: 'a@b@c' }, 'config.invalid'],
  ])('%j: %s', async (change, code) => {
    const call = runNode(sendMail, { config: { ...invoice, ...change }, connection: connection({ port: 25 }), dial: never });
    expect(await failureOf(call)).toMatchObject({ code, retryable: false, unknown: false });
  });
});

describe('what a mail server answers', () => {
  it.each(cases as { stage: Stage; mood: Mood; code: string; retryable: boolean; unknown: boolean; words: string }[])(
    'at $stage: $mood',
    async ({ stage, mood, code, retryable, unknown, words }) => {
      const server = await receiver({ users, plain: true });
      server.moods[stage] = [mood];
      const failure = await failureOf(
        send(server, { connection: connection(server, { user: 'hub' }), dial: dialTo(server, mood === 'silence' ? 300 : 5_000) }),
      );
      expect(failure).toMatchObject({ code, retryable, unknown, message: expect.stringContaining(words) });
      expect(failure.message).not.toContain(password);
      await expect.poll(() => server.open()).toBe(0);
    },
  );

  it('a mail larger than it takes is refused before it leaves', async () => {
    const server = await receiver({ largest: 4_096 });
    const failure = await failureOf(send(server, { config: { ...invoice, text: 'x'.repeat(10_000) } }));
    expect(failure).toMatchObject({ code: 'connector.refused', unknown: false, message: expect.stringContaining('4096') });
    expect(server.taken).toEqual([]);
  });

  it('nobody listens: it is tried again', async () => {
    const server = await receiver();
    await server.close();
    expect(await failureOf(send(server))).toMatchObject({ code: 'connector.unreachable', retryable: true, unknown: false });
  });

  it('a password that a server repeats is cut out, also as it went over the wire', async () => {
    const server = await receiver({ users, plain: true });
    for (const wrong of ['another pass/word', 'x"y']) {
      const failure = await failureOf(send(server, { connection: connection(server, { user: 'hub' }, wrong) }));
      expect(failure).toMatchObject({ code: 'connector.unauthorized', message: expect.stringContaining('535') });
      expect(failure.message).not.toContain(wrong);
    }
  });

  it('a server outside the allowed places is not called', async () => {
    const server = await receiver();
    const failure = await failureOf(send(server, { dial: dialTo({ place: '127.0.0.1:1' }) }));
    expect(failure).toMatchObject({ code: 'url.blocked_address' });
    expect(server.open()).toBe(0);
  });
});

describe('privacy of the line', () => {
  const trusted = tls.getCACertificates('default');
  const trust = (one: Pair): void => {
    tls.setDefaultCACertificates([...trusted, one.cert]);
    closers.push(() => tls.setDefaultCACertificates(trusted));
  };

  it.each([
    ['starttls', {}],
    ['tls', { tls: true }],
  ] as const)('with %s the mail and the password are sent in private', async (security, options) => {
    trust(pair);
    const server = await receiver({ users, pair, ...options });
    await send(server, { connection: connection(server, { security, user: 'hub' }) });
    expect(server.taken).toMatchObject([{ isPrivate: true, user: 'hub' }]);
  });

  it.each([
    ['starttls', {}],
    ['tls', { tls: true }],
  ] as const)('with %s nothing is told to a server whose certificate is not trusted', async (security, options) => {
    const server = await receiver({ users, pair, ...options });
    const failure = await failureOf(send(server, { connection: connection(server, { security, user: 'hub' }) }));
    expect(failure).toMatchObject({ code: 'connector.unreachable', unknown: false, message: expect.stringContaining('certificate') });
    expect(server.taken).toEqual([]);
  });

  it.each(['starttls', 'tls'] as const)('with %s a server that never finishes TLS is given up at the deadline', async (security) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      closers.push(() => socket.destroy());
      if (security === 'tls') return;
      socket.write('220 hub.test\r\n');
      socket.on('data', (piece) => {
        const line = String(piece);
        if (line.startsWith('EHLO')) socket.write('250-hub.test\r\n250 STARTTLS\r\n');
        if (line.startsWith('STARTTLS')) socket.write('220 go ahead\r\n');
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    const { port } = server.address() as { port: number };
    const dial = dialTo({ place: `127.0.0.1:${port}` }, 150);
    const failure = await failureOf(runNode(sendMail, { config: invoice, connection: connection({ port }, { security }), dial }));
    expect(failure).toMatchObject({ code: 'connector.timeout', unknown: false });
  });

  it('where STARTTLS is asked for and not offered, no password leaves', async () => {
    const server = await receiver({ users, plain: true });
    const failure = await failureOf(send(server, { connection: connection(server, { security: 'starttls', user: 'hub' }) }));
    expect(failure).toMatchObject({ unknown: false });
    expect(server.taken).toEqual([]);
  });
});

describe('the test of a connection', () => {
  const http = () => Promise.reject(new Error('no HTTP here'));
  const wordsOf = async (server: SmtpReceiver, settings: JsonObject = {}, secret = password) =>
    mail.test(connection(server, settings, secret), http, dialTo(server));

  it('says who signed in and what the server takes', async () => {
    const server = await receiver({ users, plain: true, largest: 26_214_400 });
    const answer = await wordsOf(server, { user: 'hub' });
    expect(answer).toEqual({ ok: true, words: `Signed in as hub at 127.0.0.1:${server.port}; it takes mails up to 25 MB` });
  });

  it('says where nobody has to sign in', async () => {
    const server = await receiver({ plain: true });
    expect(await wordsOf(server)).toEqual({ ok: true, words: `127.0.0.1:${server.port} answers and asks for no password; it names no limit for a mail` });
  });

  it('says that a password is refused, and by which answer', async () => {
    const server = await receiver({ users, plain: true });
    const answer = await wordsOf(server, { user: 'hub' }, 'wrong');
    expect(answer).toMatchObject({ ok: false, words: expect.stringMatching(/^127\.0\.0\.1 refuses this password for hub: .*535/) });
    expect(answer.words).not.toContain('wrong');
  });

  it('says what is missing', async () => {
    const server = await receiver();
    expect(await mail.test(connection(server), http)).toMatchObject({ ok: false, words: expect.stringContaining('nothing but HTTP') });
    await server.close();
    expect(await wordsOf(server)).toMatchObject({ ok: false, words: expect.stringContaining('cannot be reached') });
  });
});
