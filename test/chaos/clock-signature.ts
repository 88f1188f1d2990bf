/** An endpoint for signed messages, and a sender whose own clock is right whatever the hub's shows. */
import { signStandard } from '../../connectors/standard-webhook.ts';
import { deploy, type HubProcess } from '../support/hub-process.ts';

export interface SignedDoor {
  /** Sends one message signed now; answers `taken`, or the code of its refusal. */
  knock(): Promise<string>;
  /** Whether the list of refused deliveries shows one with this code. */
  isListed(code: string): Promise<boolean>;
}

const secret = 'a secret that sender and hub share';

export async function openSignedDoor(hub: HubProcess): Promise<SignedDoor> {
  const ask = { connector: 'http_api', title: 'Shop', settings: { baseUrl: 'https://shop.example' }, secrets: { token: 'unused', webhookSecret: secret } };
  const connection = await hub.call<{ id: string }>('POST', '/api/connections', ask);
  const bound = await hub.call('PUT', '/api/environments/production/slots/shop', { connection: connection.body.id });
  if (bound.status >= 300) throw new Error(`the slot could not be bound: ${JSON.stringify([connection.body, bound.body])}`);
  await deploy(hub, signedFlow);
  let sent = 0;
  return {
    async knock() {
      sent += 1;
      const raw = JSON.stringify({ number: `S${sent}` });
      const headers = { 'content-type': 'application/json', ...signStandard(`S${sent}`, Date.now(), raw, secret) };
      const answer = await fetch(`${hub.url}/in/signed`, { method: 'POST', headers, body: raw });
      return answer.status === 202 ? 'taken' : ((await answer.json()) as { code: string }).code;
    },
    async isListed(code) {
      const { body } = await hub.call<{ items: { code?: string; status: number }[] }>('GET', '/api/deliveries?refused=true&limit=20');
      return body.items.some((one) => one.code === code && one.status === 401);
    },
  };
}

const signedFlow = {
  format: 1,
  id: 'signed_test',
  title: 'Signed orders',
  slots: { shop: 'http_api' },
  nodes: {
    order: { type: 'webhook@1', config: { path: 'signed', signature: 'standard', secret: 'shop.webhookSecret' } },
    shape: { type: 'transform@1', config: { output: {} } },
  },
  edges: [{ from: 'order', to: 'shape' }],
};
