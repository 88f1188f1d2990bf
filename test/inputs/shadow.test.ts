/** A version in shadow on a whole hub: it follows what is live, and nothing of it leaves. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import type { Page, RunInfo, ShadowInfo, ShadowPair, ShadowReport, TaskInfo } from '../../server/http/api.ts';
import { openTestHub, type TestHub } from '../support/open-test-hub.ts';
import { fine } from '../support/receiver.ts';
import { testProfiles } from '../support/stages/hub-place.ts';

let hub: TestHub;

/** A wait for the go, a call through slot `wms`, and where the sum is large another one. */
const flowOf = (id: string, limit: number, more: Flow['nodes'] = {}): Flow => ({
  format: 1,
  id,
  title: id,
  key: { $expr: 'trigger.number' },
  slots: { wms: 'http_api' },
  nodes: {
    start: { type: 'webhook@1', config: { path: id, dedupe: { $expr: 'trigger.number' } } },
    go: { type: 'wait_for@1', config: { any: ['go'], deadline: 'P1D' } },
    book: {
      type: 'http_request@1',
      slot: 'wms',
      config: { method: 'POST', url: '/book', class: 'A', body: { number: { $expr: 'trigger.number' } } },
    },
    size: { type: 'switch@1', config: { cases: [{ port: 'large', when: { $expr: `trigger.sum > ${limit}` } }], otherwise: 'small' } },
    guard: { type: 'http_request@1', slot: 'wms', config: { method: 'POST', url: '/guard', class: 'A', body: { sum: { $expr: 'trigger.sum' } } } },
    ...more,
  },
  edges: [
    { from: 'start', to: 'go' },
    { from: 'go', to: 'book' },
    { from: 'book', to: 'size' },
    { from: 'size.large', to: 'guard' },
  ],
});

async function eventually<T>(look: () => Promise<T>, isGood: (found: T) => boolean): Promise<T> {
  for (const end = Date.now() + 15_000; ; ) {
    const found = await look();
    if (isGood(found) || Date.now() > end) return found;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}

const report = async (flow: string, query = ''): Promise<ShadowReport> =>
  (await hub.call<ShadowReport>('GET', `/api/flows/${flow}/shadow/report${query}`)).body;
const pair = async (flow: string, key: string): Promise<ShadowPair | undefined> => (await report(flow)).items.find((one) => one.key === key);
const shadowed = (flow: string, ask: object = { draft: true, message: 'tried beside' }) => hub.call<ShadowInfo>('POST', `/api/flows/${flow}/shadow`, ask);
const signal = (key: string) => hub.call('POST', '/api/signals', { name: 'go', key, data: {}, id: `go ${key}` });
const isEnded = (status: string | undefined): boolean => status === 'completed' || status === 'canceled';
const isOver = (one: ShadowPair | undefined): boolean => isEnded(one?.live.status) && isEnded(one?.shadow?.status);
const calls = (path: string, text: string): number => hub.receiver.at(path).filter(({ body }) => JSON.stringify(body).includes(text)).length;

/** Deploys one drawing and has another follow it. */
async function beside(live: Flow, shadow: Flow): Promise<void> {
  await hub.deploy(live);
  await hub.call('PUT', `/api/flows/${live.id}`, shadow, { 'if-match': '*' });
  const answer = await shadowed(live.id);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

describe.each(await testProfiles())('a shadow on a hub with %s', (profile) => {
  beforeAll(async () => {
    hub = await openTestHub({ profile });
    hub.receiver.answer = fine;
    await hub.connect('wms', { connector: 'http_api', title: 'Warehouse', settings: { baseUrl: hub.receiver.url }, secrets: { token: 'open sesame' } });
  });
  afterAll(() => hub.close());

  test('is pointed and taken away, is refused without a trigger to follow, and changes nothing of what is live', async () => {
    await hub.deploy(flowOf('pointed', 100));
    expect((await hub.call<ShadowInfo>('GET', '/api/flows/pointed/shadow')).body).toMatchObject({ live: { number: 1 } });
    expect(await shadowed('pointed', { message: 'neither' })).toMatchObject({ status: 422, body: { code: 'shadow.which' } });
    await hub.call('PUT', '/api/flows/pointed', flowOf('pointed', 5), { 'if-match': '*' });
    expect((await shadowed('pointed')).body).toMatchObject({ live: { number: 1 }, shadow: { number: 2, message: 'tried beside' } });
    const manual: Flow = { format: 1, id: 'pointed', title: 'x', nodes: { by_hand: { type: 'manual@1' } }, edges: [] };
    await hub.call('PUT', '/api/flows/pointed', manual, { 'if-match': '*' });
    expect(await shadowed('pointed')).toMatchObject({ status: 422, body: { code: 'shadow.no_trigger' } });
    expect((await hub.call<ShadowInfo>('DELETE', '/api/flows/pointed/shadow')).body.shadow).toBeUndefined();
    await hub.deliver('pointed', { number: 'P-1', sum: 1 });
    expect((await hub.call<Page<RunInfo>>('GET', '/api/runs?flow=pointed&environment=shadow')).body.items).toEqual([]);
    const audit = (await hub.call<Page<{ what: string }>>('GET', '/api/audit?limit=20')).body.items.map(({ what }) => what);
    expect(audit).toEqual(expect.arrayContaining(['flow.shadowed', 'flow.unshadowed']));
    expect(await hub.call('POST', '/api/environments', { name: 'shadow' })).toMatchObject({ status: 409 });
    expect((await hub.call('POST', '/api/flows/pointed/runs?environment=shadow', { input: {} })).status).toBe(404);
  });

  test('goes beside the live run, hears its signals, and says what it would have called; nothing of it leaves', async () => {
    await beside(flowOf('followed', 100), flowOf('followed', 10));
    for (const [number, sum] of [
      ['F-1', 50],
      ['F-2', 5],
    ] as const) {
      expect((await hub.deliver('followed', { number, sum })).status).toBe(202);
      await signal(number);
    }
    const [other, same] = [await eventually(() => pair('followed', 'F-1'), isOver), await eventually(() => pair('followed', 'F-2'), isOver)];
    expect(same).toMatchObject({ state: 'same', differences: [], live: { status: 'completed' }, shadow: { status: 'completed' } });
    expect(other?.differences).toMatchObject([
      { kind: 'path', node: 'size', live: 'small', shadow: 'large' },
      { kind: 'made', node: 'guard' },
    ]);
    const guard = other?.calls.find(({ node }) => node === 'guard');
    expect(guard).toMatchObject({ source: 'none', calls: [{ method: 'POST', body: { sum: 50 } }] });
    expect(guard?.calls[0]?.target).toContain('/guard');
    expect(other?.calls.find(({ node }) => node === 'book')).toMatchObject({ source: 'live', calls: [{ body: { number: 'F-1' } }] });
    expect([calls('/book', 'F-1'), calls('/book', 'F-2'), hub.receiver.at('/guard').length]).toEqual([1, 1, 0]);
    expect(JSON.stringify(await report('followed'))).not.toContain('open sesame');
    expect((await report('followed')).totals).toMatchObject({ runs: 2, same: 1, differs: 1, missing: 0, complete: true, kinds: { path: 1, made: 1 } });
    const first = await report('followed', '?limit=1');
    expect(first.items).toHaveLength(1);
    expect((await report('followed', `?limit=1&cursor=${first.next}`)).items[0]?.key).toBe('F-1');
    expect((await hub.call<RunInfo>('GET', `/api/runs/${other?.shadow?.id}?environment=shadow`)).body).toMatchObject({ status: 'completed' });
  });

  test('a delivery that comes twice is one order here and one there', async () => {
    await beside(flowOf('twice', 100), flowOf('twice', 10));
    for (let times = 0; times < 2; times += 1) await hub.deliver('twice', { number: 'T-1', sum: 1 });
    const followers = async () => (await hub.call<Page<RunInfo>>('GET', '/api/runs?flow=twice&environment=shadow')).body.items;
    expect(await eventually(followers, (items) => items.length > 0)).toHaveLength(1);
    expect((await report('twice')).totals).toMatchObject({ runs: 1, missing: 0 });
  });

  test('another request and another deadline are told with both sides', async () => {
    const live = flowOf('asked_otherwise', 100);
    const shadow = flowOf('asked_otherwise', 100, {
      go: { type: 'wait_for@1', config: { any: ['go'], deadline: 'P2D' } },
      book: { type: 'http_request@1', slot: 'wms', config: { method: 'POST', url: '/book', class: 'A', body: { no: { $expr: 'trigger.number' } } } },
    });
    await beside(live, shadow);
    await hub.deliver('asked_otherwise', { number: 'O-1', sum: 1 });
    await signal('O-1');
    const found = await eventually(
      () => pair('asked_otherwise', 'O-1'),
      (one) => one?.live.status === 'completed' && one.shadow?.status === 'completed',
    );
    expect(found?.differences.map(({ kind, node }) => [kind, node])).toEqual([
      ['due', 'go'],
      ['body', 'book'],
    ]);
    expect(found?.differences[1]).toMatchObject({ live: { body: { number: 'O-1' } }, shadow: { body: { no: 'O-1' } } });
  });

  test('a live run that is canceled takes the shadow with it', async () => {
    await beside(flowOf('canceled', 100), flowOf('canceled', 10));
    const { runId } = (await hub.deliver<{ runId: string }>('canceled', { number: 'C-1', sum: 1 })).body;
    await hub.waitsAt(runId, 'go');
    await hub.call('POST', `/api/runs/${runId}/cancel`, { reason: 'not wanted' });
    const found = await eventually(() => pair('canceled', 'C-1'), isOver);
    expect(found).toMatchObject({ state: 'same', live: { status: 'canceled' }, shadow: { status: 'canceled' } });
  });

  test('people decide once: the shadow takes over what they said, and no inbox shows its task', async () => {
    const asking = (id: string, title: string): Flow => ({
      format: 1,
      id,
      title: id,
      key: { $expr: 'trigger.number' },
      nodes: {
        start: { type: 'webhook@1', config: { path: id } },
        look: { type: 'task@1', title, config: { title, role: 'operator' } },
      },
      edges: [{ from: 'start', to: 'look' }],
    });
    await beside(asking('decided', 'Look'), asking('decided', 'Look well'));
    await hub.deliver('decided', { number: 'D-1' });
    const tasks = await eventually(
      async () => (await hub.call<Page<TaskInfo>>('GET', '/api/tasks')).body.items.filter(({ title }) => title.startsWith('Look')),
      (items) => items.length > 0,
    );
    expect(tasks.map(({ title }) => title)).toEqual(['Look']);
    await hub.call('POST', `/api/tasks/${tasks[0]!.id}/claim`, {});
    const done = await hub.call('POST', `/api/tasks/${tasks[0]!.id}/complete`, { answer: {} });
    expect(done.status, JSON.stringify(done.body)).toBe(200);
    const found = await eventually(
      () => pair('decided', 'D-1'),
      (one) => one?.shadow?.status === 'completed',
    );
    expect(found).toMatchObject({ live: { status: 'completed' }, shadow: { status: 'completed' } });
  });

  test('what the shadow alone runs into is its own trouble', async () => {
    const wrong = flowOf('broken', 100, {
      book: { type: 'http_request@1', slot: 'wms', config: { method: 'POST', url: '/book', class: 'A', body: { $expr: '$number("x" & trigger.number)' } } },
    });
    await beside(flowOf('broken', 100), wrong);
    await hub.deliver('broken', { number: 'B-1', sum: 1 });
    await signal('B-1');
    const found = await eventually(
      () => pair('broken', 'B-1'),
      (one) => one?.live.status === 'completed' && one.shadow?.status === 'parked',
    );
    expect(found?.differences.map(({ kind, node }) => [kind, node])).toEqual(expect.arrayContaining([['error', 'book']]));
    expect(found?.live.status).toBe('completed');
  });
});
