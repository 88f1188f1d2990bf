import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { webhookFlow } from '../../test/support/door-harness.ts';
import type { Deployed } from '../catalogue/deployed.ts';
import type { ConnectorWebhook, Endpoint } from './endpoint.ts';
import { buildEndpoints, type EndpointSources } from './endpoints.ts';
import { checkSignature } from './signature.ts';

const raw = Buffer.from('{"id":1}');
const now = 1_000;
const signedBy = (secret: string) => ({ 'x-signature': createHmac('sha256', secret).update(raw).digest('hex') });
const deploy = (...flows: Flow[]): Deployed[] =>
  flows.map((flow) => ({ tenant: 'main', flow, version: 'v1', number: 1, at: 0, by: 'ada', message: '', paused: false }));
const build = (sources: Partial<EndpointSources>) => buildEndpoints({ deployed: [], secrets: () => [], ...sources });
const verify = (endpoint: Endpoint | undefined, headers: Record<string, string>) => endpoint?.verify({ headers, raw, now })?.code;

test('flows that share a path let nobody in whom one of them would refuse', () => {
  const find = build({
    deployed: deploy(webhookFlow('lax', { path: 'p', signature: 'none' }), webhookFlow('strict', { path: 'p', signature: 'hmac', secret: 'shop.key' })),
    secrets: () => [{ value: 's' }],
  });
  expect(verify(find('p'), {})).toBe('webhook.signature_missing');
  expect(verify(find('p'), signedBy('s'))).toBeUndefined();
});

test('a signed endpoint without its secret takes nothing and asks to be sent to again', () => {
  const find = build({ deployed: deploy(webhookFlow('signed', { path: 'p', signature: 'hmac', secret: 'shop.key' })) });
  expect(() => find('p')?.verify({ headers: signedBy(''), raw, now })).toThrow(expect.objectContaining({ status: 503 }));
});

test('a signature the hub does not know is never taken for none', () => {
  const find = build({ deployed: deploy(webhookFlow('odd', { path: 'p', signature: 'magic', secret: 'shop.key' })), secrets: () => [{ value: 's' }] });
  expect(verify(find('p'), {})).toBe('webhook.signature_missing');
});

test('a trigger that is switched off or has no path opens nothing', () => {
  const off = webhookFlow('off', { path: 'p' });
  Object.assign(off.nodes['order']!, { off: true });
  expect(build({ deployed: deploy(off, webhookFlow('none', {})) })('p')).toBeUndefined();
});

const shop: ConnectorWebhook = {
  id: 'shop',
  webhook: {
    verify: ({ secrets, ...request }) =>
      checkSignature(
        'hmac',
        request,
        secrets.map((value) => ({ value })),
      ),
    receive: ({ headers }, settings) => ({ event: `shop.${headers['x-topic']}`, keys: [String(settings['country'])] }),
  },
};
const connection = (id: string) => ({ id, connector: 'shop', settings: { country: id }, secrets: (field: string) => [{ value: `${id}-${field}` }] });
const shopFlow = (id: string, type: string, slot: string): Flow => ({
  format: 1,
  id,
  title: id,
  slots: { [slot]: 'shop' },
  nodes: { order: { type, slot } },
  edges: [],
});
const twoShops = build({
  connectors: [shop, { id: 'silent' }],
  connections: [connection('se'), connection('de')],
  bound: (slot) => slot,
  deployed: deploy(
    shopFlow('swedish', 'shop.order_created@1', 'se'),
    shopFlow('german', 'shop.order_created@2', 'de'),
    shopFlow('returns', 'shop.return_created@1', 'se'),
  ),
});
const inbound = (path: string, by: string) => ({ path, headers: { ...signedBy(by), 'x-topic': 'order_created' }, body: { id: 1 }, raw, receivedAt: now });

test.each([
  ['at its own address', 'shop/se', 'se-webhookSecret', 'swedish', 'se'],
  ['at the common address', 'shop', 'se-webhookSecret', 'swedish', 'se'],
  ['whatever major the trigger has', 'shop', 'de-webhookSecret', 'german', 'de'],
])('a message of one shop starts the flows bound to that shop: %s', (_, path, secret, flow, country) => {
  const endpoint = twoShops(path) as Endpoint;
  expect(verify(endpoint, signedBy(secret))).toBeUndefined();
  const received = endpoint.receive(inbound(path, secret));
  expect(received.keys).toEqual([country]);
  expect(endpoint.starts(received).map((start) => start.flow.id)).toEqual([flow]);
});

test.each([
  ['another shop’s secret', 'shop/de', signedBy('se-webhookSecret'), 'webhook.signature_invalid'],
  ['nobody’s secret', 'shop', signedBy('guess'), 'webhook.signature_invalid'],
  ['no signature', 'shop', {}, 'webhook.signature_missing'],
])('%s does not open a connector’s address', (_, path, headers, code) => {
  expect(verify(twoShops(path), headers as Record<string, string>)).toBe(code);
});

test('a connector without webhook, an unknown connection and an unknown event open nothing', () => {
  expect(twoShops('silent')).toBeUndefined();
  expect(twoShops('shop/fr')).toBeUndefined();
  expect(twoShops('shop')?.starts({ event: 'shop.unheard' })).toEqual([]);
});
