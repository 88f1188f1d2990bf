import { expect, it } from 'vitest';
import { runNode } from '../test/support/run-node.ts';
import manual from './manual.ts';
import schedule from './schedule/schedule.ts';
import webhook from './webhook.ts';

it.each([webhook, manual, schedule])('$type hands on the document that started it', async (type) => {
  expect(await runNode(type, { trigger: { number: 'A-1' } })).toEqual({ kind: 'emit', output: { number: 'A-1' } });
});

it('a webhook that checks signatures names its secret', () => {
  expect(webhook.check?.({ type: 'webhook@1', config: { path: 'orders', signature: 'hmac' } }, 'in')).toMatchObject([
    { node: 'in', path: '/nodes/in/config/secret' },
  ]);
  expect(webhook.check?.({ type: 'webhook@1', config: { path: 'orders', signature: 'hmac', secret: 'shop.key' } }, 'in')).toEqual([]);
});
