/** Systems of other people, played on this machine by what they publish of themselves: a Shopify shop and a ledger. */
import { createHmac, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Listening {
  /** `127.0.0.1:port` */
  place: string;
  close(): Promise<void>;
}

export interface ShopifyShop extends Listening {
  admin: string;
  /** Sends a message as Shopify does: HMAC-SHA256 over the raw body in base64, topic, shop and an id of its own. */
  tell(address: string, topic: string, body: object, secret?: string): Promise<Response>;
}

/** The Admin API answers `shop.json` to the right token, and 401 with Shopify's own words to any other. */
export async function shopifyShop(token: string, webhookSecret: string): Promise<ShopifyShop> {
  const listening = await listen((req, res) => {
    if (req.headers['x-shopify-access-token'] !== token)
      return answer(res, 401, { errors: '[API] Invalid API key or access token (unrecognized login or wrong password)' });
    if (req.method === 'GET' && req.url === '/admin/api/2025-01/shop.json') return answer(res, 200, { shop: { id: 1, name: 'Nordic Trail', currency: 'SEK' } });
    return answer(res, 404, { errors: 'Not Found' });
  });
  return {
    ...listening,
    admin: `http://${listening.place}/admin/api/2025-01`,
    tell(address, topic, body, secret = webhookSecret) {
      const raw = JSON.stringify(body);
      return fetch(address, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'x-shopify-topic': topic,
          'x-shopify-shop-domain': 'nordic-trail.myshopify.com',
          'x-shopify-api-version': '2025-01',
          'x-shopify-webhook-id': randomUUID(),
          'x-shopify-hmac-sha256': createHmac('sha256', secret).update(raw).digest('base64'),
        },
        body: raw,
      });
    },
  };
}

export interface Ledger extends Listening {
  base: string;
  /** What was booked, in order. */
  entries: unknown[];
}

/** Takes entries from whoever carries the token; refuses those without a number. */
export async function ledger(token: string): Promise<Ledger> {
  const entries: unknown[] = [];
  const listening = await listen(async (req, res) => {
    if (req.headers.authorization !== `Bearer ${token}`) return answer(res, 401, { message: 'unknown token' });
    if (req.method === 'GET') return answer(res, 200, { entries: entries.length });
    const body = JSON.parse(await textOf(req)) as { number?: string };
    if (!body.number) return answer(res, 422, { message: 'an entry needs a number' });
    entries.push(body);
    return answer(res, 201, { id: entries.length });
  });
  return { ...listening, base: `http://${listening.place}`, entries };
}

async function listen(take: (req: IncomingMessage, res: ServerResponse) => unknown): Promise<Listening> {
  const server = createServer((req, res) => void take(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    place: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function answer(res: ServerResponse, status: number, body: object): void {
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(req: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of req) text += String(chunk);
  return text;
}
