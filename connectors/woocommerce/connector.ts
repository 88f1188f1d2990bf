import { textOf } from '../../nodes/json-fields.ts';
import { defineConnector } from '../connector.ts';
import complete from './actions/complete.ts';
import { auth, caller } from './auth.ts';
import orderCreated from './triggers/order-created.ts';
import { webhook } from './webhook.ts';

/** WooCommerce: orders come in, their completion goes back. */
export const woocommerce = defineConnector({
  id: 'woocommerce',
  title: 'WooCommerce',
  summary: 'Orders, payments and cancellations of a WooCommerce shop.',
  baseUrl: {},
  rateLimit: { perSecond: 5, concurrent: 4 },
  effectClass: 'B',
  auth,
  async test(connection, http) {
    const base = textOf(connection.settings['baseUrl']);
    if (base === undefined) return { ok: false, words: 'Give the address of the shop first' };
    const answer = await http({
      method: 'GET',
      url: `${base.replace(/\/+$/, '')}/orders?per_page=1`,
      headers: { accept: 'application/json', ...caller.auth(connection) },
    });
    if (answer.status === 200) return { ok: true, words: 'The shop answers' };
    return {
      ok: false,
      words: answer.status === 401 || answer.status === 403 ? 'The shop does not accept the consumer key' : `The shop answered ${answer.status}`,
    };
  },
  actions: [complete],
  triggers: [orderCreated],
  webhook,
});
