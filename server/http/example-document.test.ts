import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { connectorNodes, connectors } from '../../connectors/index.ts';
import type { Json, JsonObject } from '../../flows/flow.ts';
import { sampleOrder } from '../../flows/samples.ts';
import { coreNodes } from '../../nodes/index.ts';
import { documentOf, madeDocument } from './example-document.ts';

const now = Date.UTC(2026, 10, 26);
const typeOf = (name: string) => [...coreNodes, ...connectorNodes()].find(({ type }) => type === name);
const raw = JSON.parse(readFileSync(new URL('../../connectors/shopify/fixtures/order.json', import.meta.url), 'utf8')) as JsonObject;
const order = sampleOrder('quick_order', 'S-1', now) as unknown as Json;

it('a message of a shop is the trigger, its canonical form the order', () => {
  const { trigger, order: made, keys } = documentOf(typeOf('sandbox_shop.order_created@1'), connectors, { type: 'order.created', data: order }, now);
  expect(trigger).toEqual(order);
  expect(made).toEqual(order);
  expect(keys).toEqual(['S-1']);
  const real = documentOf(typeOf('shopify.order_created@1'), connectors, raw, now);
  expect(real).toMatchObject({ trigger: { order_number: 2047 }, order: { number: '#2047', channel: 'shopify' }, keys: expect.arrayContaining(['#2047']) });
});

it('what is no message of the shop is taken as it is', () => {
  for (const body of [order, null, 'text', { type: 'order.created', data: {} }]) {
    expect(documentOf(typeOf('sandbox_shop.order_created@1'), connectors, body, now)).toEqual({ trigger: body, order: body, keys: [] });
    expect(documentOf(typeOf('webhook@1'), connectors, body, now)).toEqual({ trigger: body, order: body, keys: [] });
  }
  expect(documentOf(typeOf('shopify.order_created@1'), connectors, order, now)).toEqual({ trigger: order, order, keys: [] });
});

it('without any message an order of ours stands in, and the schedule says when it was due', () => {
  expect(madeDocument('heat_pump', typeOf('webhook@1'), now)).toMatchObject({ order: { number: 'EXAMPLE-1', lines: [{ requiresInstaller: true }, {}] } });
  expect(madeDocument('mine', typeOf('schedule@1'), now)).toEqual({
    trigger: { dueAt: '2026-01-15T09:30:00Z' },
    order: { dueAt: '2026-01-15T09:30:00Z' },
    keys: [],
  });
});
