import { defineConnector } from '../../connector.ts';
import { auth, testAt } from '../connect.ts';
import { sandboxWebhook } from '../webhook.ts';
import tellShipped from './actions/tell-shipped.ts';
import orderCreated from './triggers/order-created.ts';

/** The simulated web shop: places and cancels orders. */
export const sandboxShop = defineConnector({
  id: 'sandbox_shop',
  title: 'Sandbox shop',
  summary: 'A simulated web shop that places and cancels orders.',
  baseUrl: { http: true },
  rateLimit: { perSecond: 200, concurrent: 32 },
  effectClass: 'A',
  keyHeader: 'idempotency-key',
  keyLifetimeMs: 30 * 86_400_000,
  auth,
  test: testAt('Sandbox shop', 'orders/test'),
  actions: [tellShipped],
  triggers: [orderCreated],
  webhook: sandboxWebhook,
});
