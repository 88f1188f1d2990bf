/** What a connection to a shop needs. */
import type { JsonObject } from '../../flows/flow.ts';
import { textOf } from '../../nodes/json-fields.ts';
import type { Caller } from '../http-call.ts';

const version = '2025-01';

export const auth: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['shop', 'accessToken'],
  properties: {
    shop: { type: 'string', title: 'Shop', description: 'name.myshopify.com', pattern: '^[a-z0-9][a-z0-9-]*\\.myshopify\\.com$' },
    baseUrl: { type: 'string', title: 'Address', description: 'Only where calls go elsewhere than to the shop itself' },
    accessToken: { type: 'string', title: 'Access token', 'x-secret': true },
    webhookSecret: { type: 'string', title: 'Webhook secret', description: 'Signs the messages of the shop', 'x-secret': true },
  },
};

/** Address of the admin interface of a shop. */
export function baseOf(settings: JsonObject): string | undefined {
  const shop = textOf(settings['shop']);
  return shop === undefined ? undefined : `https://${shop}/admin/api/${version}`;
}

export const caller: Caller = {
  title: 'Shopify',
  base: baseOf,
  auth: (connection) => ({ 'x-shopify-access-token': connection.secret('accessToken') }),
};
