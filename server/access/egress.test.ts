import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer, type Server as SocketServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import type { ConnectorError } from '../../nodes/node-type.ts';
import { type Egress, type EgressOptions, type EgressRequest, egress } from './egress.ts';
import type { Resolve } from './egress-lookup.ts';

const opened: (Server | SocketServer)[] = [];
const ways: Egress[] = [];

afterEach(async () => {
  for (const way of ways.splice(0)) await way.close();
  for (const server of opened.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listen<S extends Server | SocketServer>(server: S): Promise<string> {
  opened.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serve = (answer: RequestListener) => listen(createServer(answer));

function way(options: EgressOptions): Egress {
  const made = egress(options);
  ways.push(made);
  return made;
}

const get = (url: string, more: Partial<EgressRequest> = {}): EgressRequest => ({ method: 'GET', url, signal: new AbortController().signal, ...more });

async function failureOf(answer: Promise<unknown>) {
  const started = performance.now();
  const error = await answer.then(
    (value) => ({ code: 'answered', value }),
    (thrown: ConnectorError) => thrown,
  );
  return Object.assign(error, { ms: performance.now() - started }) as ConnectorError & { ms: number };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += chunk;
  return text;
}

describe('a call that works', () => {
  test('sends what it is told and gives status, headers and body', async () => {
    const place = await serve(async (request, response) => {
      response.writeHead(201, { 'content-type': 'application/vnd.erp+json; charset=utf-8', 'x-id': '7' });
      response.end(JSON.stringify({ method: request.method, url: request.url, key: request.headers['idempotency-key'], body: await textOf(request) }));
    });
    const answer = await way({ allow: [place] }).request(
      get(`http://${place}/orders?a=1`, { method: 'post', headers: { 'Idempotency-Key': 'k1' }, body: '{"ä":1}' }),
    );
    expect(answer.status).toBe(201);
    expect(answer.headers['x-id']).toBe('7');
    expect(answer.json()).toEqual({ method: 'POST', url: '/orders?a=1', key: 'k1', body: '{"ä":1}' });
  });

  test('C09: a document number too long for a double keeps all its digits', async () => {
    const place = await serve((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"docNo":9007199254740993123,"n":5}'));
    expect((await way({ allow: [place] }).request(get(`http://${place}/`))).json()).toEqual({ docNo: '9007199254740993123', n: 5 });
  });

  test('a body that is packed without being asked for is unpacked, to 10 MiB at most', async () => {
    const place = await serve((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' });
      response.end(gzipSync(request.url === '/bomb' ? Buffer.alloc(50_000_000) : '{"ok":true}'));
    });
    const out = way({ allow: [place] });
    expect((await out.request(get(`http://${place}/`))).json()).toEqual({ ok: true });
    expect(await failureOf(out.request(get(`http://${place}/bomb`)))).toMatchObject({ code: 'connector.response_too_large' });
  });

  test('error statuses are answers too: what they mean is for the node to say', async () => {
    const place = await serve((_, response) => response.writeHead(429, { 'retry-after': '120' }).end());
    const answer = await way({ allow: [place] }).request(get(`http://${place}/`));
    expect([answer.status, answer.headers['retry-after']]).toEqual([429, '120']);
  });
});

describe('an answer that is no good', () => {
  test('C01: an HTML page with status 200 is no JSON', async () => {
    const place = await serve((_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>'));
    const answer = await way({ allow: [place] }).request(get(`http://${place}/`));
    expect(() => answer.json()).toThrow(expect.objectContaining({ code: 'connector.unexpected_content_type' }));
  });

  test('broken JSON is an unexpected answer', async () => {
    const place = await serve((_, response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"a":'));
    const answer = await way({ allow: [place] }).request(get(`http://${place}/`));
    expect(() => answer.json()).toThrow(expect.objectContaining({ code: 'connector.unexpected_answer' }));
  });

  test('C05: an answer that drips is cut at the deadline and its socket closed', async () => {
    let closed: (value: unknown) => void;
    const end = new Promise((resolve) => (closed = resolve));
    const place = await serve((request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 50);
      request.socket.on('close', () => closed(clearInterval(drip)));
    });
    const failure = await failureOf(way({ allow: [place] }).request(get(`http://${place}/`, { deadlineMs: 300 })));
    expect(failure).toMatchObject({ code: 'connector.timeout', retryable: true, unknown: true });
    expect(failure.ms).toBeLessThan(1_000);
    await end;
  });

  test('C06: an endless body is cut at 10 MiB and its socket closed', async () => {
    let closed: (value: unknown) => void;
    const end = new Promise((resolve) => (closed = resolve));
    const place = await serve((request, response) => {
      request.socket.on('close', closed);
      const chunk = Buffer.alloc(65_536);
      const more = () => {
        while (!response.destroyed && response.write(chunk));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    });
    expect(await failureOf(way({ allow: [place] }).request(get(`http://${place}/`)))).toMatchObject({ code: 'connector.response_too_large', retryable: false });
    await end;
  });

  test.each([
    ['before any answer', ''],
    ['in the middle of the body', 'HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nabc'],
  ])('C07: a socket reset after the request was sent, %s, leaves the outcome unknown', async (_when, answer) => {
    const place = await listen(
      createSocketServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => (answer === '' ? socket.resetAndDestroy() : socket.write(answer, () => setTimeout(() => socket.resetAndDestroy(), 50))));
      }),
    );
    const failure = await failureOf(way({ allow: [place] }).request(get(`http://${place}/`, { method: 'POST', body: '{}' })));
    expect(failure).toMatchObject({ code: 'connector.lost_answer', unknown: true, retryable: true });
  });

  test('a kept connection that the other side closed meanwhile never sends one call twice', async () => {
    let calls = 0;
    const place = await listen(
      createSocketServer((socket) => {
        socket.on('error', () => undefined);
        socket.on('data', () => {
          calls += 1;
          if (calls === 1) socket.write('HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n');
          else socket.resetAndDestroy();
        });
      }),
    );
    const out = way({ allow: [place] });
    await out.request(get(`http://${place}/`));
    expect(await failureOf(out.request(get(`http://${place}/`, { method: 'POST', body: '{}' })))).toMatchObject({
      code: 'connector.lost_answer',
      unknown: true,
    });
    expect(calls).toBe(2);
  });

  test('a refused connection is unreachable and its outcome known', async () => {
    const server = createServer();
    const place = await listen(server);
    await new Promise((resolve) => opened.pop()?.close(resolve));
    expect(await failureOf(way({ allow: [place] }).request(get(`http://${place}/`)))).toMatchObject({
      code: 'connector.unreachable',
      unknown: false,
      retryable: true,
    });
  });

  test('a name that does not resolve is unreachable', async () => {
    const resolve: Resolve = (_host, _options, done) => done(Object.assign(new Error('no such host'), { code: 'ENOTFOUND' }), []);
    expect(await failureOf(way({ allow: [], resolve }).request(get('https://shop.example/')))).toMatchObject({ code: 'connector.unreachable', unknown: false });
  });

  test('a name server that never answers ends at the deadline, with nothing sent', async () => {
    const out = way({ allow: [], resolve: () => undefined });
    const failure = await failureOf(out.request(get('https://shop.example/', { deadlineMs: 200 })));
    expect(failure).toMatchObject({ code: 'connector.timeout', unknown: false });
    expect(failure.ms).toBeLessThan(1_000);
  });

  test('a call that waits for a free connection until its deadline was never sent', async () => {
    const place = await serve(() => undefined);
    const out = way({ allow: [place] });
    const answers = await Promise.all(Array.from({ length: 17 }, () => failureOf(out.request(get(`http://${place}/`, { deadlineMs: 300 })))));
    expect(answers.map(({ unknown }) => unknown)).toEqual([...Array(16).fill(true), false]);
  });

  test('a step that is stopped stops its call', async () => {
    const place = await serve(() => undefined);
    const stop = new AbortController();
    setTimeout(() => stop.abort(), 50);
    const failure = await failureOf(way({ allow: [place] }).request(get(`http://${place}/`, { signal: stop.signal })));
    expect(failure).toMatchObject({ code: 'connector.timeout', unknown: true });
    expect(failure.ms).toBeLessThan(1_000);
    expect(await failureOf(way({ allow: [place] }).request(get(`http://${place}/`, { signal: AbortSignal.abort() })))).toMatchObject({
      code: 'connector.timeout',
      unknown: false,
    });
  });
});

describe('a call that may not be made', () => {
  test.each([
    ['http://127.0.0.1:6379/', 'url.blocked_address'],
    ['http://[::ffff:169.254.169.254]/', 'url.blocked_address'],
    ['https://shop.example:22/', 'url.blocked_address'],
    ['file:///etc/passwd', 'url.scheme'],
    ['http://user:pass@shop.example/', 'url.userinfo'],
  ])('%s is refused as %s before anything is resolved', async (url, code) => {
    const resolve: Resolve = () => expect.unreachable();
    expect(await failureOf(way({ allow: [], resolve }).request(get(url)))).toMatchObject({ code });
  });

  test.each([[['10.0.0.5']], [['93.184.216.34', '127.0.0.1']], [['93.184.216.34', '::ffff:10.0.0.1']]])(
    'S06: a name that leads to %j is blocked, no byte sent',
    async (addresses) => {
      const resolve: Resolve = (_host, _options, done) =>
        done(
          null,
          addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
        );
      expect(await failureOf(way({ allow: [], resolve }).request(get('http://shop.example/')))).toMatchObject({ code: 'url.blocked_address', unknown: false });
    },
  );

  test('S08: a name is asked once per connection, and the socket goes to that answer', async () => {
    const place = await serve((_, response) => response.end('here'));
    const port = place.split(':')[1];
    const answers = ['127.0.0.1', '127.0.0.9'];
    const resolve: Resolve = (_host, _options, done) => done(null, [{ address: answers.shift()!, family: 4 }]);
    const out = way({ allow: [`shop.example:${port}`], resolve });
    expect((await out.request(get(`http://shop.example:${port}/`))).text).toBe('here');
    expect(answers).toEqual(['127.0.0.9']);
  });

  test('S08: an unlisted name whose answer turns private is blocked at connecting', async () => {
    const answers = ['93.184.216.34', '127.0.0.1'];
    const { checkedLookup } = await import('./egress-lookup.ts');
    const lookup = checkedLookup((_host, _options, done) => done(null, [{ address: answers.shift()!, family: 4 }]), false);
    const ask = () =>
      new Promise((resolve) =>
        lookup('shop.example', { all: false }, (error, address) => resolve(error ? (error as unknown as ConnectorError).code : address)),
      );
    expect([await ask(), await ask()]).toEqual(['93.184.216.34', 'url.blocked_address']);
  });

  test('N07: credentials stay with their own hosts', async () => {
    const failure = await failureOf(way({ allow: [] }).request(get('http://other.example/', { allowHosts: ['erp.example'] })));
    expect(failure).toMatchObject({ code: 'connection.host_not_allowed', retryable: false });
  });

  test.each([
    ['x-ref', 'a\r\nHost: evil.example'],
    ['x-ref', 'a\nb'],
    ['x-ref', 'a\u0000b'],
    ['x-ref', '签'],
    ['x ref', 'a'],
    ['x-ref\r\nhost', 'a'],
    ['Host', 'evil.example'],
    ['Content-Length', '0'],
    ['Transfer-Encoding', 'chunked'],
    ['Proxy-Authorization', 'a'],
  ])('N04: the header %j: %j is refused', async (name, value) => {
    const resolve: Resolve = () => expect.unreachable();
    expect(await failureOf(way({ allow: [], resolve }).request(get('http://shop.example/', { headers: { [name]: value } })))).toMatchObject({
      code: 'config.invalid_header',
    });
  });
});

describe('a redirect', () => {
  const redirecting = (location: string, status = 302) => serve((_, response) => response.writeHead(status, { location }).end());

  test('S05: to a blocked address is not followed, the target sees no connection', async () => {
    let connections = 0;
    const target = createServer((_, response) => response.end());
    target.on('connection', () => (connections += 1));
    const place = await redirecting(`http://${await listen(target)}/`);
    expect(await failureOf(way({ allow: [place] }).request(get(`http://${place}/`)))).toMatchObject({ code: 'url.redirect_blocked' });
    expect(connections).toBe(0);
  });

  test.each(['file:///etc/passwd', 'http://user:pass@shop.example/', 'http://169.254.169.254/'])('to %s is blocked', async (location) => {
    const place = await redirecting(location);
    expect(await failureOf(way({ allow: [place] }).request(get(`http://${place}/`)))).toMatchObject({ code: 'url.redirect_blocked' });
  });

  test.each<[string, Partial<EgressRequest>]>([
    ['credentials', { headers: { authorization: 'Bearer x' } }],
    ['an API key of any name', { headers: { 'x-shop-token': 'x' } }],
    ['a body', { method: 'POST', body: '{}' }],
    ['a connection of other hosts', { allowHosts: ['127.0.0.1'] }],
  ])('C08: to another host is not followed with %s', async (_what, more) => {
    let seen = 0;
    const target = await serve((_, response) => response.end(String(++seen)));
    const place = await redirecting(`http://${target.replace('127.0.0.1', 'other.example')}/`);
    const out = way({ allow: [place, target.replace('127.0.0.1', 'other.example')] });
    expect(await failureOf(out.request(get(`http://${place}/`, more)))).toMatchObject({ code: 'connector.redirect_blocked' });
    expect(seen).toBe(0);
  });

  test('to another host is followed by a plain GET', async () => {
    const target = await serve((_, response) => response.end('moved'));
    const place = await redirecting(`http://${target}/`);
    expect((await way({ allow: [place, target] }).request(get(`http://${place}/`, { headers: { accept: 'text/plain' } }))).text).toBe('moved');
  });

  test('within one origin keeps headers; 307 keeps the body, 303 becomes a GET, 302 of a POST is refused', async () => {
    const place = await serve(async (request, response) => {
      const status = Number(request.url?.slice(1));
      if (status) response.writeHead(status, { location: '/end' }).end();
      else response.end(`${request.method} ${request.headers.authorization} ${await textOf(request)}`);
    });
    const out = way({ allow: [place] });
    const post = (path: string) => out.request(get(`http://${place}/${path}`, { method: 'POST', headers: { authorization: 'me' }, body: 'data' }));
    expect((await post('307')).text).toBe('POST me data');
    expect((await post('303')).text).toBe('GET me ');
    expect(await failureOf(post('302'))).toMatchObject({ code: 'connector.redirect_blocked' });
  });

  test.each([
    [3, 'answered'],
    [4, 'connector.redirect_blocked'],
  ])('%d hops: %s', async (hops, code) => {
    const place = await serve((request, response) => {
      const left = Number(request.url?.slice(1));
      if (left === 0) response.end();
      else response.writeHead(302, { location: `/${left - 1}` }).end();
    });
    expect(await failureOf(way({ allow: [place] }).request(get(`http://${place}/${hops}`)))).toMatchObject({ code });
  });
});

test('one origin gets at most 16 connections, the rest wait their turn', async () => {
  let open = 0;
  let most = 0;
  const place = await serve((_, response) => {
    most = Math.max(most, ++open);
    setTimeout(() => {
      open -= 1;
      response.end();
    }, 30);
  });
  const out = way({ allow: [place] });
  await Promise.all(Array.from({ length: 60 }, () => out.request(get(`http://${place}/`))));
  expect(most).toBe(16);
});

test('a proxy named by the environment is not used', async () => {
  const proxy = await serve((_, response) => response.end('proxy'));
  const place = await serve((_, response) => response.end('direct'));
  Object.assign(process.env, { http_proxy: `http://${proxy}`, HTTP_PROXY: `http://${proxy}`, NODE_USE_ENV_PROXY: '1' });
  try {
    expect((await way({ allow: [place] }).request(get(`http://${place}/`))).text).toBe('direct');
  } finally {
    for (const name of ['http_proxy', 'HTTP_PROXY', 'NODE_USE_ENV_PROXY']) delete process.env[name];
  }
});
