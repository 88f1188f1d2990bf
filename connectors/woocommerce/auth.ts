/** What a connection to a WooCommerce shop needs. */
import type { JsonObject } from '../../flows/flow.ts';
import type { Caller } from '../http-call.ts';

export const auth: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['baseUrl', 'consumerKey', 'consumerSecret'],
  properties: {
    baseUrl: { type: 'string', title: 'Address', description: 'https://shop.example/wp-json/wc/v3', pattern: '^https?://' },
    consumerKey: { type: 'string', title: 'Consumer key', 'x-secret': true },
    consumerSecret: { type: 'string', title: 'Consumer secret', 'x-secret': true },
    webhookSecret: { type: 'string', title: 'Webhook secret', description: 'Signs the messages of the shop', 'x-secret': true },
  },
};

export const caller: Caller = {
  title: 'WooCommerce',
  auth: (connection) => ({
    authorization: `Basic ${Buffer.from(`${connection.secret('consumerKey')}:${connection.secret('consumerSecret')}`).toString('base64')}`,
  }),
};
