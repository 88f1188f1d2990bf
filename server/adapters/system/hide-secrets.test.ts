import { describe, expect, test } from 'vitest';
import { ConnectorError, type HttpAnswer, type HttpRequest } from '../../../nodes/node-type.ts';
import { connectionTo } from '../../../test/support/run-node.ts';
import { hideSecrets } from './hide-secrets.ts';

const secret = 'quiet "word" of ours';
const connection = connectionTo('erp', {}, { token: secret, short: 'abc' });

const answering =
  (text: string, headers: Record<string, string> = {}) =>
  async (): Promise<HttpAnswer> => ({ status: 200, headers, text, json: () => JSON.parse(text) });

/** Asks with the secret in `authorization`, as nodes do. */
async function ask(http: (request: HttpRequest) => Promise<HttpAnswer>, dress = (value: string): string => `Bearer ${value}`): Promise<HttpAnswer> {
  const hidden = hideSecrets(connection, http);
  return hidden.http({ method: 'GET', url: 'https://erp.example/', headers: { Authorization: dress(hidden.connection.secret('token')) } });
}

describe('a receiver that repeats a secret', () => {
  test('in its text, in a header, in a value and in a field name', async () => {
    const answer = await ask(answering(JSON.stringify({ echo: [`Bearer ${secret}`], [secret]: 1 }), { 'x-echo': secret }));
    expect(answer.headers).toEqual({ 'x-echo': '•••' });
    expect(answer.text).toBe('{"echo":["Bearer •••"],"•••":1}');
    expect(answer.json()).toEqual({ echo: ['Bearer •••'], '•••': 1 });
  });

  test('in another dress', async () => {
    const basic = Buffer.from(`user:${secret}`).toString('base64');
    const answer = await ask(answering(JSON.stringify({ echo: `Basic ${basic}` })), () => `Basic ${basic}`);
    expect(answer.text).toBe('{"echo":"Basic •••"}');
  });

  test('in a failure, which keeps its meaning', async () => {
    const failing = async (): Promise<HttpAnswer> => {
      throw new ConnectorError('connector.lost_answer', `lost after ${secret}`, { unknown: true });
    };
    await expect(ask(failing)).rejects.toMatchObject({ code: 'connector.lost_answer', message: 'lost after •••', unknown: true, retryable: true });
  });
});

test('an answer without a secret stays as it is', async () => {
  const answer = await ask(answering('{"number":"abc"}', { etag: 'x' }));
  expect({ text: answer.text, headers: answer.headers, json: answer.json() }).toEqual({
    text: '{"number":"abc"}',
    headers: { etag: 'x' },
    json: { number: 'abc' },
  });
});

test('a secret too short to be told from a word is left alone', async () => {
  const hidden = hideSecrets(connection, answering('{"sku":"abc"}'));
  hidden.connection.secret('short');
  expect((await hidden.http({ method: 'GET', url: 'https://erp.example/' })).text).toBe('{"sku":"abc"}');
});
