/** One process answers, another works, and they share nothing but MongoDB and Redis. */
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import type { Flow, FlowNode, JsonObject } from '../../flows/flow.ts';
import type { LiveEvent } from '../../server/http/api.ts';
import { adminToken, openTestHub, type TestHub } from '../support/open-test-hub.ts';
import { fine } from '../support/receiver.ts';
import { testProfiles } from '../support/stages/hub-place.ts';

const isDistributed = (await testProfiles()).includes('distributed');

describe.skipIf(!isDistributed)('an API process and a worker process', () => {
  let api: TestHub;
  let worker: TestHub;
  let count = 0;

  beforeAll(async () => {
    api = await openTestHub({ profile: 'distributed', role: 'api' });
    worker = await openTestHub({ role: 'worker', beside: api });
  });
  afterAll(async () => {
    await worker?.close();
    await api?.close();
  });
  beforeEach(() => {
    api.receiver.log.length = 0;
    api.receiver.answer = fine;
  });

  const call = (path: string): FlowNode => ({ type: 'http_request@1', config: { method: 'POST', url: `${api.receiver.url}/${path}`, class: 'A' } });

  /** A message at `/in/{id}`, then these steps one after the other. */
  async function deployed(nodes: Record<string, FlowNode>, id = `flow_${(count += 1)}`, more: Partial<Flow> = {}): Promise<string> {
    const names = ['start', ...Object.keys(nodes)];
    await api.deploy({
      format: 1,
      id,
      title: id,
      key: { $expr: 'trigger.number' },
      nodes: { start: { type: 'webhook@1', config: { path: id, dedupe: { $expr: 'trigger.number' } } }, ...nodes },
      edges: names.slice(1).map((to, at) => ({ from: names[at]!, to })),
      ...more,
    } satisfies Flow);
    return id;
  }

  const order = async (flow: string, number: string): Promise<string> => (await api.deliver<{ runId: string }>(flow, { number })).body.runId;

  const breathe = () => new Promise((resolve) => setTimeout(resolve, 300));

  /** Sends orders until what comes of one is as it should be. */
  async function seenSoon(what: (number: string) => Promise<boolean>): Promise<void> {
    await expect.poll(() => what(`N-${(count += 1)}`), { timeout: 8_000, interval: 200 }).toBe(true);
  }

  test('an order that came in here is carried there', async () => {
    const flow = await deployed({ book: call('book'), tell: call('tell') });
    const runs = await Promise.all(Array.from({ length: 50 }, (_, index) => order(flow, `A-${index}`)));
    for (const run of runs) await api.until(run, 'completed');
    expect(api.receiver.at('/book')).toHaveLength(50);
    expect(new Set(api.receiver.at('/book').map(({ headers }) => headers['idempotency-key'])).size).toBe(50);
  });

  test('a sender that waits is given the answer of the run', async () => {
    const flow = await deployed({ answer: { type: 'respond@1', config: { status: 201, body: { number: { $expr: 'trigger.number' } } } } });
    for (const number of ['B-1', 'B-2', 'B-3']) {
      const began = performance.now();
      expect(await api.deliver(flow, { number }, { prefer: 'wait=5' })).toMatchObject({ status: 201, body: { number } });
      expect(performance.now() - began).toBeLessThan(4_000);
    }
  });

  test('a cancel is answered from the log within two seconds', async () => {
    const flow = await deployed({ go: { type: 'wait_for@1', config: { any: ['go'], deadline: 'P1D' } }, book: call('book') });
    const run = await order(flow, 'C-1');
    await api.waitsAt(run, 'go');
    const began = performance.now();
    expect(await api.call('POST', `/api/runs/${run}/cancel`, { reason: 'changed their mind' })).toMatchObject({ status: 200, body: { result: 'canceled' } });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect((await api.run(run)).status).toBe('canceled');
    expect(api.receiver.log).toEqual([]);
  });

  test('a cancel of a run that has a call out is answered while the call is out, and nothing follows it', async () => {
    const gate = Promise.withResolvers<void>();
    api.receiver.answer = () => ({ ...fine(), after: gate.promise });
    const flow = await deployed({ book: call('book'), tell: call('tell') });
    const run = await order(flow, 'C-2');
    await expect.poll(() => api.receiver.log.length).toBe(1);
    expect(await api.call('POST', `/api/runs/${run}/cancel`, { reason: 'changed their mind' })).toMatchObject({ status: 200, body: { result: 'canceled' } });
    expect((await api.run(run)).status).toBe('canceled');
    gate.resolve();
    await breathe();
    expect(api.receiver.log.map(({ path }) => path)).toEqual(['/book']);
  });

  test('a signal that came in here wakes the run there', async () => {
    const flow = await deployed({ go: { type: 'wait_for@1', config: { any: ['go'], deadline: 'P1D' } }, book: call('book') });
    const run = await order(flow, 'D-1');
    await api.waitsAt(run, 'go');
    const began = performance.now();
    await api.call('POST', '/api/signals', { name: 'go', key: 'D-1', id: 'go-d1' });
    await api.until(run, 'completed');
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test('screens here hear of what happens there', async () => {
    const flow = await deployed({ book: call('book') });
    const events = await listen(api);
    const run = await order(flow, 'E-1');
    await expect.poll(() => events.find((event) => event.kind === 'run' && event.id === run && event.status === 'completed'), { timeout: 5_000 }).toBeDefined();
  });

  test('a retry asked for here is made there', async () => {
    api.receiver.answer = () => ({ status: 422, body: { error: 'no such article' } });
    const flow = await deployed({ book: call('book') });
    const run = await order(flow, 'F-1');
    await api.until(run, 'parked');
    api.receiver.answer = fine;
    await api.call('POST', `/api/runs/${run}/retry`, { reason: 'looked at it' });
    await api.until(run, 'completed');
    const [first, second] = api.receiver.at('/book').map(({ headers }) => headers['idempotency-key']);
    expect(second).toBe(first);
  });

  test('a new version deployed here is carried there', async () => {
    const flow = await deployed({ book: call('old') });
    await api.until(await order(flow, 'G-1'), 'completed');
    await deployed({ book: call('new') }, flow);
    await api.until(await order(flow, 'G-2'), 'completed');
    expect(api.receiver.log.map(({ path }) => path)).toEqual(['/old', '/new']);
  });

  test('a pause switched on here holds orders there within seconds, and its end lets them go', async () => {
    const flow = await deployed({ book: call('book') });
    await api.call('POST', `/api/flows/${flow}/pause`, { reason: 'stock-taking' });
    const kept: string[] = [];
    await seenSoon(async (number) => {
      const run = await order(flow, number);
      await breathe();
      const isKept = (await api.run(run)).code === 'flow.paused';
      if (isKept) kept.push(run);
      return isKept;
    });
    const before = api.receiver.log.length;
    kept.push(...(await Promise.all(Array.from({ length: 20 }, (_, index) => order(flow, `H-${index}`)))));
    await breathe();
    expect(api.receiver.log).toHaveLength(before);
    await api.call('POST', `/api/flows/${flow}/resume`, {});
    for (const run of kept) await api.until(run, 'completed');
    expect(api.receiver.log).toHaveLength(before + kept.length);
  });

  test('a connection changed here is used there within seconds', async () => {
    const id = await api.connect('erp', { connector: 'http_api', title: 'ERP', settings: { baseUrl: api.receiver.url }, secrets: { token: 'first-token' } });
    const flow = await deployed({ book: { ...call('book'), slot: 'erp' } }, 'uses_erp', { slots: { erp: 'http_api' } });
    const isSentWith = (token: string) => async (number: string) => {
      await api.until(await order(flow, number), 'completed', 'parked');
      return api.receiver.at('/book').at(-1)?.headers.authorization === `Bearer ${token}`;
    };
    await seenSoon(isSentWith('first-token'));
    await api.call('PUT', `/api/connections/${id}`, { secrets: { token: 'second-token' } });
    await seenSoon(isSentWith('second-token'));
  });

  test('another API process knows within seconds what was deployed, paused and resumed here', async () => {
    const other = await openTestHub({ role: 'api', beside: api });
    onTestFinished(() => other.close());
    const flow = await deployed({ book: call('book') });
    await seenSoon(async (number) => (await other.deliver(flow, { number })).status === 202);
    const kept = async (number: string): Promise<boolean> => {
      const { body } = await other.deliver<{ runId: string }>(flow, { number });
      return (await other.run(body.runId)).code === 'flow.paused';
    };
    await api.call('POST', `/api/flows/${flow}/pause`, { reason: 'stock-taking' });
    await seenSoon(kept);
    await api.call('POST', `/api/flows/${flow}/resume`, {});
    await seenSoon(async (number) => !(await kept(number)));
    const { body } = await api.call<{ items: JsonObject[] }>('GET', `/api/runs?flow=${flow}&limit=200`);
    for (const { id } of body.items) await api.until(String(id), 'completed');
  });

  test('the worker says how it fares, and nothing else', async () => {
    for (const path of ['/readyz', '/healthz', '/metrics']) expect((await worker.call('GET', path)).status).toBe(200);
    for (const path of ['/api/flows', '/api/runs', '/in/anything', '/', '/api/events'])
      expect(await worker.call('GET', path)).toMatchObject({ status: 404, body: { code: 'role.worker', detail: expect.stringContaining('ROLE=api') } });
    expect((await worker.deliver('anything', { number: 'X' })).status).toBe(404);
    expect((await worker.call('GET', '/api/flows')).headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('a role that cannot be', () => {
  test.each(['api', 'worker'] as const)('%s without servers is refused in words', async (role) => {
    await expect(openTestHub({ role })).rejects.toThrow(/ROLE is "(api|worker)".*MONGODB_URL and REDIS_URL/);
  });

  test('half a pair of servers is refused in words', async () => {
    await expect(openTestHub({ servers: { redisUrl: 'redis://127.0.0.1:1' } })).rejects.toThrow(/REDIS_URL is set alone/);
    await expect(openTestHub({ servers: { mongodbUrl: 'mongodb://127.0.0.1:1' } })).rejects.toThrow(/MONGODB_URL is set alone/);
  });
});

/** Everything a live screen of this hub is told from now on. */
async function listen(hub: TestHub): Promise<LiveEvent[]> {
  const ended = new AbortController();
  onTestFinished(() => ended.abort());
  const answer = await fetch(`${hub.url}/api/events`, { headers: { authorization: `Bearer ${adminToken}` }, signal: ended.signal });
  const events: LiveEvent[] = [];
  const read = async (): Promise<void> => {
    let text = '';
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      const messages = text.split('\n\n');
      text = messages.pop()!;
      for (const message of messages) {
        const data = /^data: (\{"kind".*)$/m.exec(message)?.[1];
        if (data !== undefined) events.push(JSON.parse(data) as LiveEvent);
      }
    }
  };
  void read().catch(() => undefined);
  return events;
}
