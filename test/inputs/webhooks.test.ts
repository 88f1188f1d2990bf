import { createHmac } from 'node:crypto';
import { request } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type DoorHarness, openDoor, webhookFlow } from '../support/door-harness.ts';

const former = { value: 'former-secret', until: Date.parse('2026-03-01T10:10:00Z') };
const secret = `whsec_${Buffer.from('a key of thirty-two random bytes').toString('base64')}`;

let door: DoorHarness;
beforeAll(async () => {
  door = await openDoor({
    flows: [
      webhookFlow('open', { path: 'orders', signature: 'none' }),
      webhookFlow('signed', { path: 'signed', signature: 'standard', secret: 'shop.secret' }),
      webhookFlow('hmac', { path: 'hmac', signature: 'hmac', secret: 'erp.secret' }),
    ],
    secrets: (slot) => (slot === 'shop' ? [{ value: secret }] : [{ value: 'present-secret' }, former]),
  });
});
afterAll(() => door.close());

afterEach(async () => {
  door.fail(undefined);
  const after = await door.post('orders', { id: `good-${++good}` });
  expect(after.status).toBe(202);
  expect(({} as { admin?: unknown }).admin).toBeUndefined();
});
let good = 0;

const standard = (id: string, body: string, age = 0) => {
  const timestamp = String(Math.floor(door.clock.now() / 1000) - age);
  const key = Buffer.from(secret.slice(6), 'base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  };
};
const hmac = (value: string, body: string) => ({ 'x-signature': createHmac('sha256', value).update(body).digest('hex') });

/** The refusal is a problem, is on the deliveries page, and left nothing else behind. */
async function refused(act: () => Promise<{ status: number; body: Record<string, unknown>; headers: Headers }>, status: number, code: string) {
  const kept = door.deliveries.size;
  const rows = door.refused.length;
  const answer = await act();
  expect(answer.body).toMatchObject({ status, code, requestId: expect.stringMatching(/./), detail: expect.stringMatching(/./) });
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toMatch('application/problem+json');
  expect(answer.headers.get('x-request-id')).toBe(answer.body['requestId']);
  expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.ts:|whsec_|present-secret/);
  expect(door.deliveries.size).toBe(kept);
  expect(door.refused.slice(rows)).toMatchObject([{ status, code, runs: [] }]);
  return answer.body;
}

describe('signatures', () => {
  test('W01 a signed endpoint refuses a message without signature', () => refused(() => door.post('signed', { id: 1 }), 401, 'webhook.signature_missing'));

  test('W02 one changed byte breaks the signature', () =>
    refused(() => door.post('signed', '{"id":2}', standard('msg_2', '{"id":1}')), 401, 'webhook.signature_invalid'));

  test('W03 a genuine message that is 301 s old is refused', () =>
    refused(() => door.post('signed', '{"id":3}', standard('msg_3', '{"id":3}', 301)), 401, 'webhook.timestamp_out_of_range'));

  test('W05 broken JSON under a good signature is named by line and column', async () => {
    const body = '{"id":1,"lines":[';
    const problem = await refused(() => door.post('signed', body, standard('msg_5', body)), 400, 'json.invalid');
    expect(problem['path']).toMatch(/^\d+:\d+$/);
  });

  test('W14 the former secret counts during its overlap and not after', async () => {
    expect((await door.post('hmac', '{"id":14}', hmac('former-secret', '{"id":14}'))).status).toBe(202);
    door.clock.turn(11 * 60_000);
    await refused(() => door.post('hmac', '{"id":15}', hmac('former-secret', '{"id":15}')), 401, 'webhook.signature_invalid');
    expect((await door.post('hmac', '{"id":15}', hmac('present-secret', '{"id":15}'))).status).toBe(202);
  });
});

describe('identity', () => {
  test('W04 ten copies at once are one run', async () => {
    const body = '{"id":4}';
    const kept = door.deliveries.size;
    const answers = await Promise.all(Array.from({ length: 10 }, () => door.post('signed', body, standard('msg_4', body))));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202));
    expect(new Set(answers.map((answer) => answer.body['runId'])).size).toBe(1);
    expect(answers.filter((answer) => answer.body['duplicate'] === false)).toHaveLength(1);
    expect(door.deliveries.size).toBe(kept + 1);
  });

  test('W15 a used idempotency key does not take another body', async () => {
    const first = await door.post('orders', { id: 'A15' }, { 'idempotency-key': 'order-15' });
    await refused(() => door.post('orders', { id: 'B15' }, { 'idempotency-key': 'order-15' }), 409, 'idempotency.key_reused');
    const again = await door.post('orders', { id: 'A15' }, { 'idempotency-key': 'order-15' });
    expect(again.body).toEqual({ ...first.body, duplicate: true });
  });

  test('W16 a failing commit is a 503, and the retry is one run', async () => {
    const send = () => door.post('orders', { id: 'A16' }, { 'idempotency-key': 'order-16' });
    door.fail(new Error('SQLITE_IOERR: disk I/O error at /var/data'));
    const kept = door.deliveries.size;
    const lost = await send();
    expect(lost.status).toBe(503);
    expect(Number(lost.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(JSON.stringify(lost.body)).not.toMatch(/SQLITE|var/);
    door.fail(undefined);
    expect((await send()).body).toMatchObject({ duplicate: false });
    expect(door.deliveries.size).toBe(kept + 1);
  });
});

describe('what can be read', () => {
  const deep = '['.repeat(10_000) + ']'.repeat(10_000);
  const invalidUtf8 = Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);

  test.each<[string, string | Uint8Array, Record<string, string>, number, string]>([
    ['W07 text/plain is not JSON, whatever it holds', '{"id":7}', { 'content-type': 'text/plain' }, 415, 'media_type.not_json'],
    ['another charset is not read', '{"id":7}', { 'content-type': 'application/json; charset=latin1' }, 415, 'media_type.not_json'],
    ['W08 a forbidden key', '{"__proto__":{"admin":true},"id":"A1"}', {}, 400, 'json.forbidden_key'],
    ['an escaped forbidden key', '{"\\u005f_proto__":{"admin":true}}', {}, 400, 'json.forbidden_key'],
    ['W09 10,000 nested arrays', deep, {}, 400, 'json.too_deep'],
    ['W10 a number that would become Infinity', '{"id":"A2","total":1e400}', {}, 422, 'number.out_of_range'],
    ['W11 invalid UTF-8', invalidUtf8, {}, 400, 'encoding.invalid_utf8'],
    ['a key that stands twice', '{"id":1,"id":2}', {}, 400, 'json.duplicate_key'],
    ['an empty body', '', {}, 400, 'json.invalid'],
    ['an unknown packing', '{"id":7}', { 'content-encoding': 'br' }, 415, 'encoding.unsupported'],
    ['gzip that is none', '{"id":7}', { 'content-encoding': 'gzip' }, 400, 'encoding.invalid_gzip'],
    ['an endless idempotency key', '{"id":7}', { 'idempotency-key': 'k'.repeat(300) }, 422, 'idempotency.key_invalid'],
  ])('%s is refused', async (_, body, headers, status, code) => {
    await refused(() => door.post('orders', body, headers), status, code);
  });

  test('W12 a file path in JSON is data: nothing is opened, the order is taken as it stands', async () => {
    const body = { files: { f: { filepath: '/etc/passwd', originalFilename: 'x' } } };
    const answer = await door.post('orders', body);
    expect(answer.status).toBe(202);
    const delivery = [...door.deliveries.values()].at(-1);
    expect(delivery?.body).toBe(JSON.stringify(body));
    await refused(() => door.post('orders', 'x', { 'content-type': 'multipart/form-data; boundary=x' }), 415, 'media_type.not_json');
  });

  test('an order packed with gzip is taken, a byte order mark too', async () => {
    expect((await door.post('orders', gzipSync('{"id":"packed"}'), { 'content-encoding': 'gzip' })).status).toBe(202);
    expect((await door.post('orders', '\ufeff{"id":"marked"}')).status).toBe(202);
    expect([...door.deliveries.values()].at(-1)?.body).toBe('{"id":"marked"}');
  });

  test('W13 100 MB packed into 100 KB is refused and memory stays flat', async () => {
    const bomb = gzipSync(Buffer.alloc(100 * 1024 * 1024, 0x20));
    expect(bomb.length).toBeLessThan(200_000);
    const before = process.memoryUsage().rss;
    await refused(() => door.post('orders', bomb, { 'content-encoding': 'gzip' }), 413, 'body.too_large');
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });
});

describe('size and time', () => {
  /** Sends the head and as much body as told, and reports the status as soon as it comes. */
  const open = (headers: Record<string, string | number>) => {
    const sender = request({
      host: '127.0.0.1',
      port: door.port,
      path: '/in/orders',
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
    });
    const status = new Promise<number>((done, fail) => {
      sender.on('response', (answer) => {
        answer.resume();
        done(answer.statusCode ?? 0);
      });
      sender.on('error', fail);
    });
    return { sender, status };
  };

  test('W06 one byte over the limit is refused before the body is read', async () => {
    const { sender, status } = open({ 'content-length': 1_048_577 });
    sender.flushHeaders();
    expect(await status).toBe(413);
    sender.on('error', () => {});
    sender.destroy();
  });

  test('a body without length is refused once it passes the limit', async () => {
    const { sender, status } = open({ 'transfer-encoding': 'chunked' });
    sender.write(Buffer.alloc(1_048_577, 0x20));
    expect(await status).toBe(413);
    sender.on('error', () => {});
    sender.destroy();
  });

  test('exactly the limit is taken', async () => {
    const body = JSON.stringify({ id: 'x'.repeat(1_048_576 - 9) });
    expect(Buffer.byteLength(body)).toBe(1_048_576);
    expect((await door.post('orders', body)).status).toBe(202);
  });

  test('a body that does not arrive within 30 s is refused', async () => {
    const { sender, status } = open({ 'content-length': 100 });
    sender.write('{');
    await new Promise((done) => setTimeout(done, 50));
    door.clock.turn(31_000);
    expect(await status).toBe(408);
    sender.on('error', () => {});
    sender.destroy();
  });

  test('A11 64 KiB of headers are a 431 problem', async () => {
    const text = await new Promise<string>((done) => {
      const socket = connect(door.port, '127.0.0.1');
      let seen = '';
      socket.on('data', (chunk) => (seen += chunk));
      socket.on('close', () => done(seen));
      socket.on('error', () => {});
      socket.write(`POST /in/orders HTTP/1.1\r\nhost: x\r\nx-big: ${'a'.repeat(65_536)}\r\n\r\n`);
    });
    expect(text).toMatch(/^HTTP\/1\.1 431 /);
    expect(text).toMatch('headers.too_large');
  });

  test.each([
    ['another method', 'GET', '/in/orders', 405, 'method.not_allowed'],
    ['an unknown path', 'POST', '/in/nobody', 404, 'endpoint.unknown'],
    ['a path trick', 'POST', '/in/..%2forders', 404, 'endpoint.unknown'],
  ])('%s is refused', async (_, method, path, status, code) => {
    const answer = await fetch(door.url + path, { method });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject({ code });
  });
});
