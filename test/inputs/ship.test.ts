import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import type { DeployAnswer, DeployPreview, MoveAnswer, Page, RunInfo, VersionInfo } from '../../server/http/api.ts';
import { openTestHub, type TestHub } from '../support/open-test-hub.ts';
import { testProfiles } from '../support/stages/hub-place.ts';

let hub: TestHub;
let others: TestHub[] = [];

const waits: Record<'window' | 'installer', Flow['nodes'][string]> = {
  window: { type: 'wait@1', title: 'Window', config: { for: 'P1D' } },
  installer: { type: 'wait_for@1', title: 'Installer booked', config: { any: ['booked'], deadline: 'P14D' } },
};
/** Orders stand at one wait, then leave a note. */
const drawing = (id: string, wait: keyof typeof waits, more: Flow['nodes'] = {}, edges: Flow['edges'] = []): Flow => ({
  format: 1,
  id,
  title: id,
  key: { $expr: 'trigger.number' },
  nodes: {
    order: { type: 'manual@1' },
    [wait]: waits[wait],
    note: { type: 'transform@1', title: 'Note', config: { output: { $expr: 'trigger.number' } } },
    ...more,
  },
  edges: [{ from: 'order', to: wait }, { from: wait, to: 'note' }, ...edges],
});
const call: Flow['nodes'][string] = { type: 'task@1', title: 'Call the customer', config: { title: 'Call', role: 'operator' } };

async function start(flow: string, number: string, node: string): Promise<string> {
  const { body } = await hub.call<{ runId: string }>(
    'POST',
    `/api/flows/${flow}/runs`,
    { input: { number, total: { amount: '10.00', currency: 'EUR' } } },
    { 'idempotency-key': number },
  );
  await hub.waitsAt(body.runId, node);
  return body.runId;
}
const save = (flow: Flow) => hub.call('PUT', `/api/flows/${flow.id}`, flow, { 'if-match': '*' });
const preview = async (flow: string, version = ''): Promise<DeployPreview> =>
  (await hub.call<DeployPreview>('GET', `/api/flows/${flow}/deploy-preview${version}`)).body;
const versionOf = async (id: string): Promise<string> => (await hub.run(id)).version;

async function until(look: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await look()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it never came to that');
}

describe.each(await testProfiles())('%s', (profile) => {
  // Whoever holds a run may be another process than the one that deploys.
  beforeAll(async () => {
    hub = await openTestHub({ profile });
    others = profile === 'distributed' ? [await openTestHub({ role: 'worker', beside: hub })] : [];
  });
  afterAll(async () => {
    for (const other of others) await other.close();
    await hub.close();
  });

  describe('a deploy', () => {
    it('is previewed: where orders wait, with how much money, what each version does there, and how many may move', async () => {
      await hub.deploy(drawing('previewed', 'installer'));
      for (const number of ['A1', 'A2']) await start('previewed', number, 'installer');
      await save(drawing('previewed', 'installer', { call }, [{ from: 'installer.timeout', to: 'call' }]));
      expect(await preview('previewed')).toMatchObject({
        from: { number: 1 },
        to: { number: 2 },
        problems: [],
        tests: 0,
        slots: [],
        longestWaitMs: 14 * 86_400_000,
        runs: 2,
        working: 0,
        parked: 0,
        safe: 2,
        more: false,
        places: [
          {
            node: 'installer',
            title: 'Installer booked',
            type: 'wait_for@1',
            from: { number: 1 },
            runs: 2,
            before: 'Parks after 14 days',
            after: 'Call the customer after 14 days',
            safe: 2,
            stays: [],
          },
        ],
      });
    });

    it('says why orders stay: what they wait at is set otherwise', async () => {
      await hub.deploy(drawing('pinned', 'window'));
      await start('pinned', 'P1', 'window');
      await save(drawing('pinned', 'window', { window: { type: 'wait@1', title: 'Window', config: { for: 'P2D' } } }));
      const { safe, places } = await preview('pinned');
      expect(safe).toBe(0);
      expect(places).toMatchObject([{ before: 'Waits 1 day', after: 'Waits 2 days', safe: 0, stays: [{ reason: 'Window is set otherwise', runs: 1 }] }]);
    });

    it('with errors is previewed too: nothing may move', async () => {
      await hub.deploy(drawing('broken', 'installer'));
      await start('broken', 'B1', 'installer');
      await save(drawing('broken', 'installer', { odd: { type: 'nobody.knows@1' } }));
      const { problems, safe, places } = await preview('broken');
      expect(problems.map(({ code }) => code)).toContain('flow.unknown_node_type');
      expect(safe).toBe(0);
      expect(places).toMatchObject([{ after: 'The draft cannot be run yet', stays: [{ reason: 'the new version cannot be run', runs: 1 }] }]);
    });

    it('leaves every order on its version when it is not asked to move any', async () => {
      await hub.deploy(drawing('left', 'installer'));
      const id = await start('left', 'L1', 'installer');
      const before = await versionOf(id);
      await save(drawing('left', 'installer', { note: { type: 'transform@1', title: 'Note', config: { output: 2 } } }));
      const { body } = await hub.call<DeployAnswer>('POST', '/api/flows/left/deploy', { move: 'leave' });
      expect(body.deployed?.number).toBe(2);
      expect(body.moved).toBeUndefined();
      expect(await versionOf(id)).toBe(before);
    });

    it('moves those that are safe when asked to, and they go on as drawn now; lists and versions follow', async () => {
      await hub.deploy(drawing('moved', 'installer'));
      const id = await start('moved', 'M1', 'installer');
      const due = (await hub.steps(id)).find(({ node }) => node === 'installer')?.due;
      await save(drawing('moved', 'installer', { note: { type: 'transform@1', title: 'Note', config: { output: 'drawn anew' } } }));
      const { body } = await hub.call<DeployAnswer>('POST', '/api/flows/moved/deploy', { message: 'Mended', move: 'safe' });
      expect(body.moved).toEqual({ asked: 1, stay: 0, more: false });
      const version = body.deployed!.version;
      await until(async () => (await versionOf(id)) === version);
      expect((await hub.run(id)).moves).toEqual([{ at: expect.any(String), from: expect.any(String), to: version, by: 'Admin token', reason: 'Mended' }]);
      expect((await hub.steps(id)).find(({ node }) => node === 'installer')?.due).toBe(due);
      const { items } = (await hub.call<Page<VersionInfo>>('GET', '/api/flows/moved/versions')).body;
      expect(items.map(({ number, open }) => ({ number, open }))).toEqual([
        { number: 2, open: 1 },
        { number: 1, open: 0 },
      ]);
      expect((await hub.call<Page<RunInfo>>('GET', '/api/runs?flow=moved')).body.items[0]?.version).toBe(version);
      await hub.call('POST', '/api/signals', { name: 'booked', key: 'M1', data: null, id: 's1' });
      expect((await hub.until(id, 'completed')).output).toBe('drawn anew');
      const figures = (await hub.call<{ nodes: { node: string; completed: number }[] }>('GET', `/api/metrics/nodes?flow=moved&version=${version}`)).body;
      expect(
        figures.nodes
          .filter(({ completed }) => completed > 0)
          .map(({ node }) => node)
          .sort(),
      ).toEqual(['installer', 'note']);
    });

    it('is taken back with its orders: a rollback moves new ones, and asking once more moves those that wait', async () => {
      await hub.deploy(drawing('back', 'installer'));
      const id = await start('back', 'K1', 'installer');
      const first = await versionOf(id);
      await save(drawing('back', 'installer', { note: { type: 'transform@1', title: 'Note', config: { output: 2 } } }));
      const second = (await hub.call<DeployAnswer>('POST', '/api/flows/back/deploy', { move: 'safe' })).body.deployed!.version;
      await until(async () => (await versionOf(id)) === second);
      expect(await preview('back', `?version=${first}`)).toMatchObject({ from: { number: 2 }, to: { number: 1 }, runs: 1, safe: 1 });
      await hub.call('POST', '/api/flows/back/rollback', { version: first });
      expect(await versionOf(id)).toBe(second);
      expect((await hub.call<MoveAnswer>('POST', '/api/flows/back/move')).body).toEqual({ asked: 1, stay: 0, more: false });
      await until(async () => (await versionOf(id)) === first);
    });
  });

  it('a flow that was never deployed moves nothing', async () => {
    await hub.call('POST', '/api/flows', drawing('never', 'installer'));
    expect((await hub.call('POST', '/api/flows/never/move')).status).toBe(409);
    expect(await preview('never')).toMatchObject({ to: { number: 1 }, runs: 0, places: [] });
  });
});
