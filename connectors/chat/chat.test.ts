import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../flows/flow.ts';
import { type RealHttp, realHttp } from '../../test/support/real-http.ts';
import { connectionTo, runNode } from '../../test/support/run-node.ts';
import { secretFields } from '../connector.ts';
import { chat } from './connector.ts';
import recorded from './fixtures/message.json' with { type: 'json' };

const [message] = chat.actions as [(typeof chat.actions)[number]];
const secretPath = '/hooks/T0/B1/very-secret-part';
let place: string;
let server: Server;
let out: RealHttp;
let reached: { method: string; path: string; body: string }[] = [];
let says: { status: number; headers?: Record<string, string>; text: string };

beforeAll(async () => {
  server = createServer(async (req, res) => {
    let body = '';
    for await (const piece of req) body += String(piece);
    reached.push({ method: req.method ?? '', path: req.url ?? '', body });
    res.writeHead(says.status, says.headers).end(says.text.replace('$ADDRESS', `http://${place}${secretPath}`));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  place = `127.0.0.1:${(server.address() as { port: number }).port}`;
  out = realHttp(place);
});
afterAll(async () => {
  await out.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  reached = [];
  says = { status: 200, text: 'ok' };
});

const connection = () => connectionTo('chat', {}, { url: `http://${place}${secretPath}` });
const write = (text: string) => runNode(message, { config: { text }, ...out.means(connection()) });

it('a message is written at the secret address, and nothing else is sent', async () => {
  await write('Order 1001 <needs> "you" 🚚');
  expect(reached).toEqual([{ method: 'POST', path: secretPath, body: '{"text":"Order 1001 <needs> \\"you\\" 🚚"}' }]);
});

it('its address is kept as a secret', () => {
  expect(secretFields(chat)).toEqual(['url']);
});

describe('what a chat answers', () => {
  it.each(recorded as unknown as { name: string; answer: typeof says; outcome?: Json; failure?: object }[])('$name', async ({ answer, outcome, failure }) => {
    says = answer;
    if (outcome) return expect(await write('hello')).toEqual(outcome);
    const error = await write('hello').catch((one: Error) => one);
    expect(error).toMatchObject(failure!);
    expect((error as Error).message).not.toContain('very-secret-part');
  });
});

describe('an address that is none', () => {
  it.each(['very-secret-part', 'ftp://hooks.example/very-secret-part', 'https://a:b@hooks.example/very-secret-part', 'http://h.example/../very-secret-part'])(
    '%s is refused without being repeated',
    async (url) => {
      const error = await runNode(message, { config: { text: 'hello' }, connection: connectionTo('chat', {}, { url }) }).catch((one: Error) => one);
      expect(error).toMatchObject({ retryable: false });
      expect((error as Error).message).not.toContain('very-secret-part');
    },
  );
});

describe('the test of a connection', () => {
  it.each([
    [405, true, /answers/],
    [404, false, /no such address/],
    [500, false, /500/],
  ])('a chat that answers %i writes nothing', async (status, ok, words) => {
    says = { status, text: '' };
    expect(await chat.test(connection(), out.http)).toEqual({ ok, words: expect.stringMatching(words) });
    expect(reached).toMatchObject([{ method: 'GET' }]);
  });

  it('a chat that moved is told without its address', async () => {
    says = { status: 302, headers: { location: `http://10.0.0.1${secretPath}` }, text: '' };
    const answer = await chat.test(connection(), out.http);
    expect(answer).toEqual({ ok: false, words: expect.stringContaining('another address') });
    expect(answer.words).not.toContain('very-secret-part');
  });
});
