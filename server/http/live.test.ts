import { afterEach, describe, expect, it } from 'vitest';
import { type ApiHarness, openApi, smallFlow } from '../../test/support/api-harness.ts';
import type { RunHead } from '../engine/ports.ts';
import { openLive } from './live.ts';

const head = (patch: Partial<RunHead> = {}): RunHead => ({
  tenant: 'main',
  id: 'r1',
  flow: 'small',
  version: 'v',
  status: 'running',
  startedAt: 0,
  updatedAt: 0,
  seq: 1,
  open: ['hold'],
  keys: ['A-1'],
  ...patch,
});

describe('waiting for a run', () => {
  it('ends as soon as the run fits, and only then', async () => {
    const live = openLive();
    const wait = live.waitFor('r1', 5_000, ({ status }) => status === 'completed');
    live.witness(head(), []);
    live.witness(head({ id: 'r2', status: 'completed' }), []);
    live.witness(head({ status: 'completed' }), []);
    expect((await wait)?.status).toBe('completed');
  });

  it('gives up after the time asked for', async () => {
    expect(await openLive().waitFor('r1', 10, () => true)).toBeUndefined();
  });
});

describe('the live line', () => {
  let api: ApiHarness;
  afterEach(() => api.close());

  async function listen(headers: Record<string, string>) {
    const response = await fetch(`${api.url}/api/events`, { headers });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    return {
      response,
      async until(word: string) {
        while (!text.includes(word)) {
          const { value, done } = await reader.read();
          if (done) throw new Error(`the stream ended before "${word}": ${text}`);
          text += value;
        }
        return text;
      },
      close: () => reader.cancel(),
    };
  }

  it('tells of runs, numbers what it says and sends only the last news of each', async () => {
    api = await openApi();
    const line = await listen({ authorization: 'Bearer admin-token', 'last-event-id': '17' });
    expect(line.response.headers.get('content-type')).toContain('text/event-stream');
    await line.until('"missed":true');
    api.live.witness(head(), []);
    api.live.witness(head({ status: 'waiting' }), []);
    const text = await line.until('event: run');
    expect(text).toContain('id: 1\nevent: run\ndata: {"kind":"run","id":"r1","flow":"small","status":"waiting","keys":["A-1"],"open":["hold"]}\n\n');
    await line.close();
  });

  it('is closed to those who are not signed in', async () => {
    api = await openApi();
    expect((await api.call('GET', '/api/events', { as: null })).status).toBe(401);
  });

  it('tells nothing of another tenant and hides accounts from operators', async () => {
    api = await openApi();
    await api.call('POST', '/api/flows', { body: smallFlow() });
    const line = await listen(await api.signIn('operator'));
    await line.until('retry:');
    api.live.publish('other', { kind: 'flow', id: 'foreign' });
    api.live.witness(head({ keys: ['DE89370400440532013000'] }), []);
    const text = await line.until('event: run');
    expect(text).not.toContain('foreign');
    expect(text).not.toContain('DE89370400440532013000');
    await line.close();
  });
});
