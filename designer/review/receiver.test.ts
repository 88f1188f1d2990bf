import { expect, test } from 'vitest';
import type { Flow } from '../../server/http/api.ts';
import { receiverOf } from './receiver.ts';

const connectors = [
  { id: 'sandbox', title: 'Sandbox' },
  { id: 'sandbox_wms', title: 'Sandbox WMS' },
];
const flow = (type: string, config: NonNullable<Flow['nodes'][string]['config']> = {}): Flow => ({
  format: 1,
  id: 'mail',
  title: 'Mail',
  nodes: { send: { type, config } },
  edges: [],
});

test.each<[string, Flow | undefined, string | undefined]>([
  ['a connector is called by its title', flow('sandbox_wms.ship@1'), 'Sandbox WMS'],
  ['an address is called by its host', flow('http_request@1', { url: 'https://mail.example:8443/send?to=a' }), 'mail.example:8443'],
  ['an address that is worked out per order is not guessed', flow('http_request@1', { url: { $expr: 'order.url' } }), undefined],
  ['a node that is no longer drawn has no name', { ...flow('sandbox_wms.ship@1'), nodes: {} }, undefined],
  ['a flow that is not read yet has none either', undefined, undefined],
])('%s', (_, drawn, name) => expect(receiverOf(drawn, 'send', connectors)).toBe(name));
