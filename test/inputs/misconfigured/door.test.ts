/** What a sender or an endpoint has set up wrongly is answered with words, kept among the deliveries, and starts nothing. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DeliveryInfo, Page, RunInfo } from '../../../server/http/api.ts';
import { openTestHub, type TestHub } from '../../support/open-test-hub.ts';
import { expectWords, type Said } from './sentence.ts';

let hub: TestHub;
let connection = '';
beforeAll(async () => {
  hub = await openTestHub();
  const flowAt = (id: string, config: object) => ({
    format: 1 as const,
    id,
    title: id,
    slots: { shop: 'http_api' },
    nodes: {
      start: { type: 'webhook@1', config: { path: id, ...config } },
      end: { type: 'transform@1', config: { output: 'done' } },
    },
    edges: [{ from: 'start', to: 'end' }],
  });
  const ask = (title: string, more: Record<string, string> = {}) => ({
    connector: 'http_api',
    title,
    settings: { baseUrl: hub.receiver.url },
    secrets: { token: 'good', ...more },
  });
  await hub.connect('shop', ask('Shop', { webhookSecret: 'a signing secret' }));
  connection = await hub.connect('unsigned.shop', ask('Shop without a signing secret'));
  await hub.deploy(flowAt('signed', { signature: 'hmac', secret: 'shop.webhookSecret', dedupe: { $expr: 'trigger.number' } }));
  await hub.deploy(flowAt('unsigned', { signature: 'hmac', secret: 'shop.webhookSecret', dedupe: { $expr: 'trigger.number' } }));
  await hub.deploy(flowAt('open', { dedupe: { $expr: 'trigger.number' } }));
});
afterAll(() => hub?.close());

const sign = (text: string, secret: string) => ({ 'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(text).digest('hex')}` });
const order = '{"number":"D-1"}';

interface Kind extends Said {
  name: string;
  path: string;
  body: string;
  headers?: Record<string, string>;
  status: number;
  code: string;
  mend?: () => Promise<unknown>;
  /** False where no endpoint is there to keep it. */
  isKept?: boolean;
  /** The message as it should have come. */
  right: { path?: string; body?: string; headers?: Record<string, string> };
}

const kinds: Kind[] = [
  {
    name: 'a message without a signature',
    path: 'signed',
    body: order,
    status: 401,
    code: 'webhook.signature_missing',
    who: /signature|header/,
    what: /no |missing|without|carries/i,
    help: /sign|send|header/i,
    right: { headers: sign(order, 'a signing secret') },
  },
  {
    name: 'a signature made with another secret',
    path: 'signed',
    body: '{"number":"D-2"}',
    headers: sign('{"number":"D-2"}', 'another secret'),
    status: 401,
    code: 'webhook.signature_invalid',
    who: /signature/,
    what: /does not|fit|match/i,
    help: /secret|raw/i,
    right: { headers: sign('{"number":"D-2"}', 'a signing secret') },
  },
  {
    name: 'an endpoint whose own connection holds no signing secret, though another one does,',
    path: 'unsigned',
    body: order,
    headers: sign(order, 'a new secret'),
    status: 503,
    code: 'webhook.secret_unbound',
    who: /endpoint/,
    what: /no secret/,
    help: /ask its admin/,
    mend: () => hub.call('PUT', `/api/connections/${connection}`, { secrets: { webhookSecret: 'a new secret' } }),
    right: {},
  },
  {
    name: 'a message larger than the door takes',
    path: 'open',
    body: JSON.stringify({ number: 'D-4', note: 'x'.repeat(12 * 1024 * 1024) }),
    status: 413,
    code: 'body.too_large',
    who: /message/,
    what: /at most \d+ bytes/,
    help: /send it in parts/,
    right: { body: '{"number":"D-4"}' },
  },
  {
    name: 'an address no flow listens at',
    path: 'opne',
    body: '{"number":"D-5"}',
    status: 404,
    code: 'endpoint.unknown',
    who: /path/,
    what: /no deployed flow listens/,
    help: /check the path or deploy/,
    isKept: false,
    right: { path: 'open' },
  },
];

const codes = async () => (await hub.call<Page<DeliveryInfo>>('GET', '/api/deliveries?limit=100')).body.items.map(({ code }) => code);
const started = async (): Promise<number> => (await hub.call<Page<RunInfo>>('GET', '/api/runs?limit=100')).body.items.length;

test.each(kinds)('$name is answered with words and kept; sent as it should be, it is taken', async (kind) => {
  const { path, body, headers = {}, right, isKept = true } = kind;
  const before = await started();
  const answer = await hub.deliver<{ code: string; detail: string }>(path, body, headers);
  if (process.env['SHOW_WORDS']) console.log(`${kind.name}: ${answer.status} ${answer.body.code}: ${answer.body.detail}`);
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status: kind.status, code: kind.code });
  expectWords(answer.body.detail, kind);
  if (isKept) await expect.poll(codes).toContain(kind.code);
  expect(await started(), 'nothing is begun').toBe(before);
  await kind.mend?.();
  const taken = await hub.deliver<{ runId: string }>(right.path ?? path, right.body ?? body, right.headers ?? headers);
  expect(taken.status, JSON.stringify(taken.body)).toBe(202);
  await hub.until(taken.body.runId, 'completed');
});

test('a message without the value that tells it from others is taken by its bytes, once', async () => {
  const [first, again] = [
    await hub.deliver<{ duplicate: boolean; runId: string }>('open', '{"nr":"D-3"}'),
    await hub.deliver<{ duplicate: boolean }>('open', '{"nr":"D-3"}'),
  ];
  expect([first.status, first.body.duplicate, again.body.duplicate]).toEqual([202, false, true]);
});
