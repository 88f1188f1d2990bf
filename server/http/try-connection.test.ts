import { describe, expect, it } from 'vitest';
import type { Connector } from '../../connectors/connector.ts';
import { shopify } from '../../connectors/shopify/connector.ts';
import { ConnectorError } from '../../nodes/node-type.ts';
import { answering, connectionTo } from '../../test/support/run-node.ts';
import { tryConnection } from './try-connection.ts';

const connection = connectionTo('shopify', { shop: 'acme.myshopify.com' }, { accessToken: 'token-1' });
let time = 0;
const now = () => (time += 10);

describe('a test of a connection says how far it got', () => {
  it.each([
    [200, { shop: { name: 'Acme' } }, true, 'signed-in', 'Connected to Acme'],
    [401, { errors: 'Invalid API key' }, false, 'no-right', 'Shopify does not accept the access token'],
    [404, {}, false, 'no-place', 'Shopify answered 404'],
    [503, {}, false, 'trouble', 'Shopify answered 503'],
  ] as const)('where the answer is %i', async (status, body, ok, reach, words) => {
    const { http } = answering({ status, body });
    const answer = await tryConnection(shopify, { connection, http }, now);
    expect(answer).toMatchObject({ ok, reach, words, host: 'acme.myshopify.com', ms: 30 });
    expect(answer.tried).toMatchObject([{ call: 'GET https://acme.myshopify.com/admin/api/2025-01/shop.json', answer: String(status), ok, ms: 10 }]);
    expect(JSON.stringify(answer)).not.toContain('token-1');
  });

  it('where nobody answers', async () => {
    const http = () => Promise.reject(new ConnectorError('connector.unreachable', 'acme.myshopify.com cannot be reached (ENOTFOUND).'));
    expect(await tryConnection(shopify, { connection, http }, now)).toMatchObject({
      ok: false,
      reach: 'nobody',
      words: 'acme.myshopify.com cannot be reached (ENOTFOUND).',
      tried: [{ ok: false, answer: 'acme.myshopify.com cannot be reached (ENOTFOUND).' }],
    });
  });

  it('where nothing could be called', async () => {
    const empty = connectionTo('shopify', {}, { accessToken: 'token-1' });
    expect(await tryConnection(shopify, { connection: empty, http: answering().http }, now)).toMatchObject({ reach: 'nothing', tried: [] });
  });

  it('where names in the address are kept and values are not', async () => {
    const test: Connector['test'] = async (_, http) => {
      await http({ method: 'GET', url: 'https://a.example/x?key=hidden' });
      return { ok: true, words: 'fine' };
    };
    const { tried } = await tryConnection({ ...shopify, test }, { connection, http: answering({ status: 200 }).http }, now);
    expect(tried[0]?.call).toBe('GET https://a.example/x?key=…');
  });
});
