import { fieldOf, textOf } from '../../nodes/json-fields.ts';
import { defineConnector } from '../connector.ts';
import fulfil from './actions/fulfil.ts';
import { auth, baseOf } from './auth.ts';
import orderCreated from './triggers/order-created.ts';
import { webhook } from './webhook.ts';

/** Shopify: orders come in, fulfilments go back. */
export const shopify = defineConnector({
  id: 'shopify',
  title: 'Shopify',
  summary: 'Orders, payments, cancellations and refunds of a Shopify shop.',
  baseUrl: { hosts: ['.myshopify.com'], fallback: baseOf },
  // The shop refills two calls per second; bursts wait their turn here instead of being refused there.
  rateLimit: { perSecond: 2, concurrent: 2 },
  effectClass: 'B',
  auth,
  async test(connection, http) {
    const base = textOf(connection.settings['baseUrl']) ?? baseOf(connection.settings);
    if (base === undefined) return { ok: false, words: 'Name the shop first' };
    const answer = await http({
      method: 'GET',
      url: `${base}/shop.json`,
      headers: { accept: 'application/json', 'x-shopify-access-token': connection.secret('accessToken') },
    });
    if (answer.status === 200) return { ok: true, words: `Connected to ${textOf(fieldOf(answer.json(), 'shop', 'name')) ?? 'the shop'}` };
    return {
      ok: false,
      words: answer.status === 401 || answer.status === 403 ? 'Shopify does not accept the access token' : `Shopify answered ${answer.status}`,
    };
  },
  actions: [fulfil],
  triggers: [orderCreated],
  webhook,
});
