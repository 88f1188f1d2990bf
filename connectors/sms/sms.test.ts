import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkConfig } from '../../flows/check-config.ts';
import type { Json } from '../../flows/flow.ts';
import { type RealHttp, realHttp } from '../../test/support/real-http.ts';
import { type Answer, fine, openReceiver, type Receiver } from '../../test/support/receiver.ts';
import { connectionTo, runNode } from '../../test/support/run-node.ts';
import { sms } from './connector.ts';
import recorded from './fixtures/send-sms.json' with { type: 'json' };

const [sendSms] = sms.actions as [(typeof sms.actions)[number]];
const config = { to: '+46701234567', text: 'Order 1001 is on its way' };
let gateway: Receiver;
let out: RealHttp;
beforeAll(async () => {
  gateway = await openReceiver();
  out = realHttp(gateway.place);
});
afterAll(async () => {
  await out.close();
  await gateway.close();
});
beforeEach(() => {
  gateway.log.length = 0;
  gateway.answer = fine;
});

const connection = (settings = {}) => connectionTo('sms', { baseUrl: `${gateway.url}/v1`, ...settings }, { token: 'key-of-the-gateway' });
const send = (patch = {}) => runNode(sendSms, { config, ...out.means(connection({ sender: 'Loom' })), ...patch });

describe('a text message', () => {
  it('reaches the gateway with its key, its sender and a reference that a repeat shares', async () => {
    await send();
    expect(gateway.log).toMatchObject([
      {
        method: 'POST',
        path: '/v1/messages',
        headers: { authorization: 'Bearer key-of-the-gateway', 'idempotency-key': 'key-1', 'content-type': 'application/json' },
        body: { to: '+46701234567', text: 'Order 1001 is on its way', from: 'Loom', reference: 'key-1' },
      },
    ]);
  });

  it('names no sender where the connection has none', async () => {
    await send(out.means(connection()));
    expect(gateway.log[0]?.body).toEqual({ ...config, reference: 'key-1' });
  });

  it.each(['0701234567', '+0701234567', '46701234567', '+46 70 123', '+467012345678901234', ''])('%j is no number with its country', (to) => {
    expect(checkConfig({ ...config, to }, sendSms.config, '')).not.toEqual([]);
  });
});

describe('what a gateway answers', () => {
  it.each(recorded as unknown as { name: string; answer: Answer; outcome?: Json; failure?: object }[])('$name', async ({ answer, outcome, failure }) => {
    gateway.answer = () => answer;
    if (outcome) return expect(await send()).toEqual(outcome);
    const error = await send().catch((one: Error) => one);
    expect(error).toMatchObject(failure!);
    expect(String((error as Error).message)).not.toContain('key-of-the-gateway');
  });
});

describe('the test of a connection', () => {
  it.each([
    [404, true, /answers/],
    [401, false, /does not let this connection in/],
    [503, false, /503/],
  ])('a gateway that answers %i', async (status, ok, words) => {
    gateway.answer = () => ({ status });
    expect(await sms.test(connection(), out.http)).toEqual({ ok, words: expect.stringMatching(words) });
    expect(gateway.log).toMatchObject([{ method: 'GET', path: '/v1' }]);
  });
});
