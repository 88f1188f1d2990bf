import { expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { isFree, renameSignal, renameSlot } from './rename.ts';

const flow: Flow = {
  format: 1,
  id: 'f',
  title: 'F',
  slots: { shop: 'shopify', wms: 'sandbox_wms' },
  signals: { cancel: { on: 'shop.cancel' }, hold: {} },
  nodes: {
    in: { type: 'webhook@1', config: { path: 'x', signature: 'hmac', secret: 'wms.token' } },
    a: { type: 'sandbox_wms.release@1', slot: 'wms' },
    b: { type: 'shopify.fulfil@1', slot: 'shop', config: { tracking: 'wms.token' } },
  },
  edges: [],
};

it('a slot is called otherwise wherever it is named, in its place', () => {
  const after = renameSlot(flow, 'wms', 'stock');
  expect(Object.keys(after.slots!)).toEqual(['shop', 'stock']);
  expect(after.nodes['a']?.slot).toBe('stock');
  expect(after.nodes['in']?.config?.['secret']).toBe('stock.token');
  expect(after.nodes['b']).toEqual(flow.nodes['b']);
});

it('a name that is taken or no name is refused', () => {
  expect(renameSlot(flow, 'wms', 'shop')).toBe(flow);
  expect(renameSlot(flow, 'wms', 'Not a name')).toBe(flow);
  expect(isFree('constructor', {})).toBe(false);
});

it('a signal rule keeps what it says', () => expect(renameSignal(flow, 'cancel', 'stop').signals).toEqual({ stop: { on: 'shop.cancel' }, hold: {} }));
