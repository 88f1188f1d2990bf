import { textOf } from '../../nodes/json-fields.ts';
import { defineConnector } from '../connector.ts';

/** Address and secret of any HTTP system, for the node `http_request`. */
export const httpApi = defineConnector({
  id: 'http_api',
  title: 'HTTP system',
  summary: 'Any system with an HTTP interface and one secret.',
  baseUrl: {},
  effectClass: 'C',
  auth: {
    type: 'object',
    additionalProperties: false,
    required: ['baseUrl', 'token'],
    properties: {
      baseUrl: { type: 'string', title: 'Address', description: 'The secret goes to this host and no other', pattern: '^https?://' },
      header: { type: 'string', title: 'Header', description: 'authorization when empty', pattern: '^[A-Za-z0-9-]+$' },
      token: { type: 'string', title: 'Secret', description: 'Sent as Bearer in authorization, bare in any other header', 'x-secret': true },
      webhookSecret: { type: 'string', title: 'Signing secret', description: 'For webhooks of this system', 'x-secret': true },
    },
  },
  async test(connection, http) {
    const base = textOf(connection.settings['baseUrl']);
    if (base === undefined) return { ok: false, words: 'Give the address first' };
    const header = textOf(connection.settings['header'])?.toLowerCase() ?? 'authorization';
    const token = connection.secret('token');
    const answer = await http({ method: 'GET', url: base, headers: { [header]: header === 'authorization' ? `Bearer ${token}` : token } });
    if (answer.status === 401 || answer.status === 403) return { ok: false, words: `${new URL(base).host} does not accept the secret` };
    return answer.status < 500 ? { ok: true, words: `${new URL(base).host} answers` } : { ok: false, words: `${new URL(base).host} answered ${answer.status}` };
  },
  actions: [],
  triggers: [],
});
