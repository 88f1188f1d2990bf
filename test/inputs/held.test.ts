/** A connection is paused while orders come: they are held, in whichever process, and go on in the order in which they came. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import type { Held, RunInfo } from '../../server/http/api.ts';
import { openTestHub, type TestHub } from '../support/open-test-hub.ts';
import { fine } from '../support/receiver.ts';
import { testProfiles } from '../support/stages/hub-place.ts';

describe.each(await testProfiles())('%s', (profile) => {
  let hub: TestHub;
  let workers: TestHub[] = [];
  let connection: string;
  let count = 0;

  beforeAll(async () => {
    hub = await openTestHub({ profile });
    if (profile === 'distributed') workers = [await openTestHub({ role: 'worker', beside: hub }), await openTestHub({ role: 'worker', beside: hub })];
    connection = await hub.connect('wms', { connector: 'http_api', title: 'WMS', settings: { baseUrl: hub.receiver.url }, secrets: { token: 'good' } });
  });
  afterAll(async () => {
    for (const worker of workers) await worker.close();
    await hub?.close();
  });
  beforeEach(() => {
    hub.receiver.log.length = 0;
    hub.receiver.answer = fine;
  });

  async function deployed(): Promise<string> {
    const id = `wms_${(count += 1)}`;
    await hub.deploy({
      format: 1,
      id,
      title: id,
      key: { $expr: 'trigger.number' },
      slots: { wms: 'http_api' },
      nodes: {
        start: { type: 'webhook@1', config: { path: id, dedupe: { $expr: 'trigger.number' } } },
        pick: {
          type: 'http_request@1',
          slot: 'wms',
          config: { method: 'POST', url: `${hub.receiver.url}/pick`, class: 'A', body: { number: { $expr: 'trigger.number' } } },
          retry: { attempts: 1 },
        },
      },
      edges: [{ from: 'start', to: 'pick' }],
    } satisfies Flow);
    await hub.call('PUT', `/api/environments/production/slots/${id}.wms`, { connection });
    return id;
  }
  const order = async (flow: string, number: string): Promise<string> => (await hub.deliver<{ runId: string }>(flow, { number })).body.runId;
  const turn = (act: 'pause' | 'resume') => hub.call('POST', `/api/connections/${connection}/${act}`, { reason: 'stocktaking' });
  const held = async (): Promise<Held | undefined> => (await hub.call<{ items: Held[] }>('GET', '/api/held')).body.items.find(({ id }) => id === connection);
  const picked = (): string[] => hub.receiver.at('/pick').map(({ body }) => String((body as { number: string }).number));
  /** A process learns of a pause within seconds: until then it may still call. */
  const everybodyKnows = () => new Promise((resolve) => setTimeout(resolve, profile === 'distributed' ? 6_000 : 0));

  test('held orders reach the receiver oldest first, each once, with its only attempt', async () => {
    const flow = await deployed();
    await turn('pause');
    await everybodyKnows();
    const runs: string[] = [];
    for (let n = 0; n < 40; n += 1) runs.push(await order(flow, `${n}`));
    await expect.poll(async () => (await held())?.runs, { timeout: 10_000 }).toBe(40);
    expect(await hub.run(runs[0]!)).toMatchObject({ status: 'waiting', code: 'connection.paused', reason: 'Held: WMS is paused' });
    expect(picked()).toEqual([]);
    await turn('resume');
    for (const run of runs) await hub.until(run, 'completed', 'parked');
    expect(picked()).toEqual(runs.map((_, n) => `${n}`));
    await expect.poll(held).toBeUndefined();
  });

  test('one that is canceled while it is held is never called; the others go on without it', async () => {
    const flow = await deployed();
    await turn('pause');
    await everybodyKnows();
    const [first, second] = [await order(flow, 'stays'), await order(flow, 'goes')];
    await expect.poll(async () => (await held())?.runs, { timeout: 10_000 }).toBe(2);
    expect((await hub.call('POST', `/api/runs/${second}/cancel`, { reason: 'changed their mind' })).body).toMatchObject({ result: 'canceled' });
    expect(await held()).toMatchObject({ runs: 1 });
    await turn('resume');
    await hub.until(first!, 'completed');
    expect(picked()).toEqual(['stays']);
  });

  test('a slot bound to another connection lets go what the paused one held', async () => {
    const flow = await deployed();
    await turn('pause');
    await everybodyKnows();
    const run = await order(flow, 'moved');
    await expect.poll(async () => (await held())?.runs, { timeout: 10_000 }).toBe(1);
    const other = await hub.connect(`wms_b${count}`, {
      connector: 'http_api',
      title: 'WMS B',
      settings: { baseUrl: hub.receiver.url },
      secrets: { token: 'good' },
    });
    await hub.call('PUT', `/api/environments/production/slots/${flow}.wms`, { connection: other });
    await hub.until(run, 'completed');
    await turn('resume');
  });

  test('a paused trigger keeps what comes in by it, and starts it when it goes on', async () => {
    const flow = await deployed();
    await hub.call('POST', `/api/flows/${flow}/triggers/start/pause`, { reason: 'prices change' });
    const run = await order(flow, 'kept');
    const { body } = await hub.call<RunInfo>('GET', `/api/runs/${run}`);
    expect(body).toMatchObject({ status: 'waiting', code: 'flow.paused', reason: 'The trigger is paused: kept, not started' });
    await hub.call('POST', `/api/flows/${flow}/triggers/start/resume`, {});
    await hub.until(run, 'completed');
    expect(picked()).toEqual(['kept']);
  });
});
