import type { JsonObject } from '../../flows/flow.ts';
import { textOf } from '../../nodes/json-fields.ts';
import { fields } from '../../nodes/schema.ts';
import { defineAccessPoint } from './define.ts';

const auth: JsonObject = fields(
  {
    baseUrl: { type: 'string', title: 'Address', description: 'https://access-point.example/api/v2', minLength: 8 },
    token: { type: 'string', title: 'Token', 'x-secret': true },
    webhookSecret: { type: 'string', title: 'Signing secret', description: 'Of what it sends back, as Standard Webhooks describes', 'x-secret': true },
  },
  ['baseUrl', 'token'],
);

/** An access point of an e-invoicing network, asked over REST. */
export const accessPoint = defineAccessPoint({
  id: 'access_point',
  title: 'Access point',
  summary: 'An access point that brings invoices to a network and answers back.',
  baseUrl: { http: true },
  rateLimit: { perSecond: 10, concurrent: 4 },
  auth,
  async test(connection, http) {
    const base = textOf(connection.settings['baseUrl'])?.replace(/\/+$/, '');
    if (base === undefined) return { ok: false, words: 'The access point has no address yet' };
    const url = `${base}/discovery?scheme=0088&identifier=0000000000000&documentType=test`;
    const { status } = await http({ method: 'GET', url, headers: { accept: 'application/json', authorization: `Bearer ${connection.secret('token')}` } });
    if (status === 401 || status === 403) return { ok: false, words: 'The access point does not accept the token' };
    return status < 500 ? { ok: true, words: 'The access point answers' } : { ok: false, words: `The access point answered ${status}` };
  },
});
