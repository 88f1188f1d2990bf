import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import type { DeploymentInfo, EnvironmentInfo, FlowDetail, Page, PromoteAnswer, RunInfo, TaskInfo } from '../../server/http/api.ts';
import { openTestHub, type TestHub } from '../support/open-test-hub.ts';
import { fine } from '../support/receiver.ts';
import { testProfiles } from '../support/stages/hub-place.ts';

let hub: TestHub;

/** A message at `/in/{id}`, a wait for the go, one call through slot `wms`. */
const flowOf = (id: string, more: Partial<Flow> = {}): Flow => ({
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
      title: 'Book',
      slot: 'wms',
      config: { method: 'POST', url: '/book', class: 'A', body: { number: { $expr: 'trigger.number' } } },
    },
  },
  edges: [
    { from: 'start', to: 'go' },
    { from: 'go', to: 'book' },
  ],
  ...more,
});

interface Refused {
  code: string;
  problems?: { code: string; path: string }[];
}

const inTest = { 'x-environment': 'test' };
const runs = async (flow: string, environment?: string): Promise<RunInfo[]> =>
  (await hub.call<Page<RunInfo>>('GET', `/api/runs?flow=${flow}${environment === undefined ? '' : `&environment=${environment}`}`)).body.items;
const promote = (flow: string, more: object = {}) =>
  hub.call<PromoteAnswer & Refused>('POST', `/api/flows/${flow}/promote`, { from: 'test', to: 'production', message: 'Tried with ten orders', ...more });

async function eventually<T>(look: () => Promise<T>, isGood: (found: T) => boolean): Promise<T> {
  for (const end = Date.now() + 10_000; ; ) {
    const found = await look();
    if (isGood(found) || Date.now() > end) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Saves a drawing and deploys it in test alone. */
async function tried(flow: Flow): Promise<void> {
  const known = await hub.call('GET', `/api/flows/${flow.id}`);
  await (known.status === 404 ? hub.call('POST', '/api/flows', flow) : hub.call('PUT', `/api/flows/${flow.id}`, flow, { 'if-match': '*' }));
  const answer = await hub.call('POST', `/api/flows/${flow.id}/deploy?environment=test`, { message: 'first try' });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
}

describe.each(await testProfiles())('environments on a hub with %s', (profile) => {
  let connection: string;
  beforeAll(async () => {
    hub = await openTestHub({ profile });
    hub.receiver.answer = fine;
    const made = await hub.call<EnvironmentInfo>('POST', '/api/environments', { name: 'test' });
    expect(made).toMatchObject({ status: 201, body: { name: 'test', title: 'Test', kind: 'test', color: 'blue', active: false } });
    const asked = { connector: 'http_api', title: 'Warehouse', settings: { baseUrl: hub.receiver.url }, secrets: { token: 'open sesame' } };
    connection = (await hub.call<{ id: string }>('POST', '/api/connections', asked)).body.id;
    await hub.call('PUT', '/api/environments/test/slots/wms', { connection });
  });
  afterAll(() => hub.close());

  test('the home one stands first; an unknown one is refused, by query and by header', async () => {
    const { body } = await hub.call<Page<EnvironmentInfo>>('GET', '/api/environments');
    expect(body.items.map(({ name, active }) => [name, active])).toEqual([
      ['production', true],
      ['test', false],
    ]);
    expect(await hub.call('GET', '/api/runs?environment=moon')).toMatchObject({ status: 404, body: { code: 'environment.not_found' } });
    expect(await hub.call('GET', '/api/runs', undefined, { 'x-environment': 'moon' })).toMatchObject({ status: 404 });
    expect(await hub.call('POST', '/api/environments', { name: 'test' })).toMatchObject({ status: 409, body: { code: 'environment.taken' } });
  });

  test('what lacks in the other environment is said at once and blocks; then the pointer moves, the number stays, and a second time nothing happens', async () => {
    await tried(flowOf('moved'));
    const gaps = await promote('moved', { dryRun: true });
    expect(gaps).toMatchObject({ status: 200, body: { number: 1, promoted: false, open: 0, problems: [{ code: 'flow.slot_unbound', path: '/slots/wms' }] } });
    expect(gaps.body.changes.added.map(({ node }) => node)).toEqual(['start', 'go', 'book']);
    expect(await promote('moved')).toMatchObject({ status: 422, body: { code: 'flow.slot_unbound', path: '/slots/wms' } });
    expect((await hub.deliver('moved', { number: '1' })).status).toBe(404);

    await hub.call('PUT', '/api/environments/production/slots/moved.wms', { connection });
    expect(await promote('moved', { version: 'something else' })).toMatchObject({ status: 409, body: { code: 'flow.changed' } });
    expect(await promote('moved')).toMatchObject({ status: 200, body: { promoted: true, problems: [] } });
    expect(await promote('moved')).toMatchObject({ status: 200, body: { replaces: { number: 1 } } });
    const { body } = await hub.call<Page<DeploymentInfo>>('GET', '/api/flows/moved/deployments');
    expect(body.items.map(({ environment, deployed }) => [environment, deployed?.number, deployed?.message])).toEqual([
      ['production', 1, 'Tried with ten orders'],
      ['test', 1, 'first try'],
    ]);
    const audit = (await hub.call<Page<{ what: string; on: string; reason?: string }>>('GET', '/api/audit?limit=5')).body.items;
    expect(audit.filter(({ what }) => what === 'flow.promoted')).toMatchObject([{ on: 'flow/moved', reason: 'Tried with ten orders' }]);
  });

  test('a draft shows what it lacks in the environment it is looked at in, whoever saved it where', async () => {
    await hub.call('POST', '/api/flows?environment=test', flowOf('looked_at'));
    const lacks = async (query: string) => (await hub.call<FlowDetail>('GET', `/api/flows/looked_at${query}`)).body.problems.map(({ code }) => code);
    expect([await lacks(''), await lacks('?environment=test')]).toEqual([['flow.slot_unbound'], []]);
  });

  test('the same delivery in two environments is two orders that never meet: not in a list, a signal, a pause or a figure', async () => {
    await hub.call('PUT', '/api/environments/production/slots/apart.wms', { connection });
    await tried(flowOf('apart'));
    expect((await promote('apart')).status).toBe(200);
    const order = { number: 'A-1' };
    const [home, trial] = [await hub.deliver<{ runId: string }>('apart', order), await hub.deliver<{ runId: string }>('test/apart', order)];
    expect([home.status, trial.status]).toEqual([202, 202]);
    expect(home.body.runId).not.toBe(trial.body.runId);
    expect((await hub.deliver('test/apart', order)).body).toMatchObject({ duplicate: true, runId: trial.body.runId });
    expect((await runs('apart')).map(({ id }) => id)).toEqual([home.body.runId]);
    expect((await runs('apart', 'test')).map(({ id }) => id)).toEqual([trial.body.runId]);
    expect((await hub.call('GET', `/api/runs/${trial.body.runId}`)).status).toBe(404);
    const [came] = (await hub.call<Page<{ endpoint: string }>>('GET', '/api/deliveries?environment=test&key=A-1')).body.items;
    expect(came?.endpoint).toBe('test/apart');

    await hub.call('POST', '/api/signals', { name: 'go', key: 'A-1', data: {}, id: 'go-1' }, inTest);
    const ended = await eventually(
      () => runs('apart', 'test'),
      ([run]) => run?.status === 'completed',
    );
    expect(ended[0]?.status).toBe('completed');
    expect((await runs('apart'))[0]?.status).toBe('waiting');
    expect(hub.receiver.at('/book')).toHaveLength(1);

    await hub.call('POST', '/api/flows/apart/pause?environment=test', { reason: 'Enough tried' });
    const { items } = (await hub.call<Page<DeploymentInfo>>('GET', '/api/flows/apart/deployments')).body;
    expect(items.map(({ deployed }) => deployed?.paused)).toEqual([false, true]);
    await hub.deliver('test/apart', { number: 'A-2' });
    await hub.deliver('apart', { number: 'A-2' });
    await eventually(
      () => runs('apart'),
      (found) => found.length === 2 && found.every(({ at }) => at[0]?.node === 'go'),
    );
    expect((await runs('apart', 'test'))[0]).toMatchObject({ keys: ['A-2'], code: 'flow.paused' });
    await hub.call('POST', '/api/flows/apart/resume', { reason: 'Go on' }, inTest);
    const gone = await eventually(
      () => runs('apart', 'test'),
      ([run]) => run?.at[0]?.node === 'go',
    );
    expect(gone[0]?.at[0]?.node).toBe('go');
    const board = (await hub.call<Page<{ id: string; open: { waiting: number } }>>('GET', '/api/flows?environment=test')).body.items;
    expect(board.find(({ id }) => id === 'apart')?.open.waiting).toBe(1);
  });

  test('waiting runs stay on their version when another one is promoted over it; what changed is said', async () => {
    await hub.call('PUT', '/api/environments/production/slots/grown.wms', { connection });
    await tried(flowOf('grown'));
    await promote('grown');
    const { runId } = (await hub.deliver<{ runId: string }>('grown', { number: 'G-1' })).body;
    const before = await hub.run(runId);
    const next = flowOf('grown');
    await tried({ ...next, nodes: { ...next.nodes, go: { type: 'wait_for@1', config: { any: ['go'], deadline: 'P2D' } } } });
    const { body } = await promote('grown');
    expect(body).toMatchObject({
      number: 2,
      replaces: { number: 1 },
      open: 1,
      promoted: true,
      changes: { added: [], removed: [], changed: [{ node: 'go', fields: ['config'] }] },
    });
    expect((await hub.run(runId)).version).toBe(before.version);
    expect((await hub.run((await hub.deliver<{ runId: string }>('grown', { number: 'G-2' })).body.runId)).version).toBe(body.version);
  });

  test('an address below the name of an environment is refused; a subflow has to be there first', async () => {
    const taken = flowOf('taken', { nodes: { start: { type: 'webhook@1', config: { path: 'test/orders' } } }, edges: [], slots: {} });
    expect(await hub.call('POST', '/api/flows?deploy=true', taken)).toMatchObject({ status: 422, body: { code: 'webhook.path_taken' } });
    const child: Flow = { format: 1, id: 'child', title: 'Child', nodes: { start: { type: 'manual@1' } }, edges: [] };
    const parent: Flow = {
      ...child,
      id: 'parent',
      title: 'Parent',
      nodes: { start: { type: 'manual@1' }, ask: { type: 'subflow@1', config: { flow: 'child', input: {} } } },
      edges: [{ from: 'start', to: 'ask' }],
    };
    await tried(child);
    await tried(parent);
    expect(await promote('parent')).toMatchObject({ status: 422, body: { code: 'flow.subflow_not_deployed' } });
    await promote('child');
    expect((await promote('parent')).status).toBe(200);
  });

  test('a task of a trial run is in the inbox of test alone; a link to it opens, and the audit of the hub knows who answered', async () => {
    const flow: Flow = {
      format: 1,
      id: 'asked',
      title: 'Asked',
      nodes: { start: { type: 'manual@1' }, ask: { type: 'task@1', title: 'Look', config: { title: 'Look', role: 'operator' } } },
      edges: [{ from: 'start', to: 'ask' }],
    };
    await tried(flow);
    await hub.call('POST', '/api/flows/asked/runs', { input: {} }, inTest);
    const tasks = await eventually(
      async () => (await hub.call<Page<TaskInfo>>('GET', '/api/tasks?environment=test')).body.items,
      (items) => items.length > 0,
    );
    expect((await hub.call<Page<TaskInfo>>('GET', '/api/tasks')).body.items).toEqual([]);
    const id = tasks[0]!.id;
    expect((await hub.call('POST', `/api/tasks/${id}/claim`, {})).status).toBe(404);
    if (profile === 'embedded') {
      const made = await hub.call<{ url: string }>('POST', `/api/tasks/${id}/link`, { for: 'Bo' }, inTest);
      const opened = await hub.call(`GET`, new URL(made.body.url).pathname.replace('/t/', '/api/t/'));
      expect(opened).toMatchObject({ status: 200, body: { title: 'Look', for: 'Bo' } });
    }
    expect((await hub.call('POST', `/api/tasks/${id}/claim`, {}, inTest)).status).toBe(200);
    const { items } = (await hub.call<Page<{ what: string; on: string }>>('GET', '/api/audit?limit=3')).body;
    expect(items).toContainEqual(expect.objectContaining({ what: 'task.claimed', on: `task/${id}` }));
    expect((await hub.call<{ broken?: unknown }>('GET', '/api/audit/verify')).body.broken).toBeUndefined();
  });

  const onShared = profile === 'distributed' ? test : undefined;
  onShared?.('what one process promotes, the other takes orders for', async () => {
    const other = await openTestHub({ profile, beside: hub });
    try {
      await hub.call('PUT', '/api/environments/production/slots/both.wms', { connection });
      await tried(flowOf('both'));
      const trial = await eventually(
        () => other.deliver<{ runId: string }>('test/both', { number: 'B-1' }),
        ({ status }) => status === 202,
      );
      expect(trial.status).toBe(202);
      expect((await other.deliver('both', { number: 'B-1' })).status).toBe(404);
      await promote('both');
      const real = await eventually(
        () => other.deliver<{ runId: string }>('both', { number: 'B-1' }),
        ({ status }) => status === 202,
      );
      expect(real.body.runId).not.toBe(trial.body.runId);
      expect((await runs('both', 'test')).map(({ id }) => id)).toEqual([trial.body.runId]);
    } finally {
      await other.close();
    }
  });

  test('a value an expression names has to be there, and each environment reads its own', async () => {
    const flow: Flow = {
      format: 1,
      id: 'valued',
      title: 'Valued',
      nodes: { start: { type: 'manual@1' }, say: { type: 'transform@1', config: { output: { $expr: 'env.greeting' } } } },
      edges: [{ from: 'start', to: 'say' }],
    };
    await hub.call('PUT', '/api/environments/test/values', { values: { greeting: 'hello test' } }, { 'if-match': '*' });
    await tried(flow);
    expect(await promote('valued')).toMatchObject({ status: 422, body: { code: 'env.unknown_value' } });
    await hub.call('PUT', '/api/environments/production/values', { values: { greeting: 'hello world' } }, { 'if-match': '*' });
    expect((await promote('valued')).status).toBe(200);
    const said = async (headers: Record<string, string>) => {
      const { runId } = (await hub.call<{ runId: string }>('POST', '/api/flows/valued/runs', { input: {} }, headers)).body;
      const path = `/api/runs/${runId}/steps`;
      const steps = await eventually(
        async () => (await hub.call<Page<{ node: string; status: string; output: unknown }>>('GET', path, undefined, headers)).body.items,
        (items) => items.some(({ node, status }) => node === 'say' && status === 'completed'),
      );
      return steps.find(({ node }) => node === 'say')?.output;
    };
    // A saved value comes into force within a second where several processes share the store.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect([await said(inTest), await said({})]).toEqual(['hello test', 'hello world']);
  });
});
