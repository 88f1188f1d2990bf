/** A whole hub that ended between the two strokes: the one that starts after it tells the shadow what it missed. */
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Flow } from '../../flows/flow.ts';
import { homeTenant as tenant } from '../../server/access/viewer.ts';
import { startRun } from '../../server/engine/start.ts';
import type { ShadowInfo, ShadowPair, ShadowReport } from '../../server/http/api.ts';
import { distributed } from '../../server/profiles/distributed.ts';
import { embedded } from '../../server/profiles/embedded.ts';
import type { Profile } from '../../server/profiles/profile.ts';
import { openTestHub, type TestHub } from '../support/open-test-hub.ts';
import { openReceiver } from '../support/receiver.ts';
import { type HubPlace, openPlace, testProfiles } from '../support/stages/hub-place.ts';

const flow: Flow = {
  format: 1,
  id: 'followed',
  title: 'Followed',
  key: { $expr: 'trigger.number' },
  nodes: {
    start: { type: 'webhook@1', config: { path: 'followed', dedupe: { $expr: 'trigger.number' } } },
    go: { type: 'wait_for@1', config: { any: ['go'], deadline: 'P1D' } },
    look: { type: 'task@1', config: { title: 'Look', role: 'operator' } },
  },
  edges: [
    { from: 'start', to: 'go' },
    { from: 'go', to: 'look' },
  ],
};

/** What a process writes before it ends: the live strokes alone. */
const openProfile = ({ config: { mongodbUrl, redisUrl, dataDir } }: HubPlace): Promise<Profile> =>
  mongodbUrl !== undefined && redisUrl !== undefined ? distributed({ mongodbUrl, redisUrl, works: false }, tenant, () => undefined) : embedded(dataDir, tenant);

describe.each(await testProfiles())('a hub with %s', (name) => {
  test('makes up for a cancel, a signal and a delivery whose second strokes were lost', async () => {
    const [place, receiver] = [await openPlace(name), await openReceiver()];
    const home = { place, receiver } as TestHub; // all that is asked of it
    let hub: TestHub | undefined = await openTestHub({ beside: home });
    onTestFinished(async () => {
      await hub?.close();
      await receiver.close();
      await place.close();
    });
    await hub.deploy(flow);
    const { body } = await hub.call<ShadowInfo>('POST', '/api/flows/followed/shadow', { draft: true, message: 'tried beside' });
    const version = body.live!.version;
    const begun = async (number: string): Promise<string> => {
      const { runId } = (await hub!.deliver<{ runId: string }>('followed', { number })).body;
      await hub!.waitsAt(runId, 'go');
      return runId;
    };
    const canceled = await begun('C-1');
    await begun('S-1');
    const pairs = async (): Promise<Record<string, ShadowPair>> => {
      const { items } = (await hub!.call<ShadowReport>('GET', '/api/flows/followed/shadow/report')).body;
      return Object.fromEntries(items.map((pair) => [pair.key, pair]));
    };
    await expect.poll(async () => Object.values(await pairs()).map(({ shadow }) => shadow?.status), { timeout: 10_000 }).toEqual(['waiting', 'waiting']);
    await hub.close();
    hub = undefined;

    const ended = await openProfile(place);
    const { runs } = ended.store;
    const at = Date.now();
    const started = startRun({ tenant, endpoint: '/in/followed', dedupeKey: 'D-1', flow, version, trigger: 'start', document: { number: 'D-1' }, at });
    const message = { endpoint: '/in/followed', dedupeKey: 'D-1', bodyHash: 'h', bytes: 16, body: '{"number":"D-1"}', signals: [] };
    await runs.accept({ ...message, tenant, id: 'd1', at, runs: [{ flow: flow.id, version, runId: started.head.id }], starts: [started] });
    await runs.ask({ tenant, runId: canceled, id: 'c1', kind: 'cancel', by: 'ada', reason: 'not wanted', at });
    await runs.signal({ tenant, id: 'go S-1', name: 'go', key: 'S-1', data: {}, at });
    await ended.close();

    hub = await openTestHub({ beside: home });
    const both = async () => {
      const found = await pairs();
      return ['C-1', 'S-1', 'D-1'].map((key) => [found[key]?.live.status, found[key]?.shadow?.status]);
    };
    await expect.poll(both, { timeout: 25_000 }).toEqual([
      ['canceled', 'canceled'],
      ['waiting', 'waiting'],
      ['waiting', 'waiting'],
    ]);
    const { id } = (await pairs())['S-1']!.shadow!;
    const { items } = (await hub.call<{ items: { node: string; status: string }[] }>('GET', `/api/runs/${id}/steps?environment=shadow`)).body;
    expect(items.map(({ node, status }) => `${node} ${status}`)).toContain('look waiting');
  }, 60_000);
});
