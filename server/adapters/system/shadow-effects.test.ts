import { expect, test } from 'vitest';
import { defineNode, type EffectTurn, type NodeType } from '../../../nodes/node-type.ts';
import type { Effects } from '../../engine/drain-deps.ts';
import type { PlanNode } from '../../engine/plan.ts';
import { type KnownAnswer, type ShadowNote, shadowEffects, suppressed } from './shadow-effects.ts';

const asking: NodeType = defineNode({
  type: 'ask@1',
  title: 'Ask',
  summary: 'Asks twice, with a secret, and by a socket.',
  group: 'connectors',
  icon: 'plug',
  ports: ['done'],
  config: {},
  effect: { class: 'B', lookup: async () => null, settle: 5_000 },
  async run(turn: EffectTurn) {
    const headers = { authorization: `Bearer ${turn.connection?.secret('token')}` };
    await turn.http({ method: 'POST', url: 'http://erp/token', headers, body: 'grant=1' });
    await turn.http({ method: 'PUT', url: 'http://erp/orders/1', headers, body: JSON.stringify({ token: turn.connection?.secret('token') }) });
    await turn.dial?.({ host: 'mail', port: 25 });
    return { kind: 'emit', output: 'never' };
  },
});

const left: string[] = [];
const outward: Effects = {
  enter: () => {
    left.push('enter');
    return () => undefined;
  },
  heldBy: () => ({ by: 'erp', reason: 'ERP is paused' }),
  equip: async (turn, _node, { effectKey }) => {
    left.push('equip');
    return { ...turn, effectKey } as EffectTurn;
  },
};

async function ask(tenant: string, known: KnownAnswer) {
  const notes: ShadowNote[] = [];
  const effects = shadowEffects(outward, {
    bound: {
      boundTo: () => 'erp',
      connectionOf: (_, id) => ({
        id,
        connector: 'erp',
        settings: {},
        secret: () => {
          throw new Error('a shadow read a secret');
        },
      }),
    },
    answer: async () => known,
    note: async (note) => void notes.push(note),
  });
  const type = suppressed(asking);
  const node = { id: 'ask', flow: 'f', spec: { type: 'ask@1', slot: 'erp' }, type, effectClass: 'B' } as PlanNode;
  const call = { effectKey: 'k', tenant, signal: AbortSignal.timeout(1_000), timeoutMs: 1_000 };
  const turn = { config: { to: 'ada' }, run: { id: 's0r' } } as unknown as EffectTurn;
  return { effects, node, type, notes, run: async () => type.run(await effects.equip(turn, node, call)) };
}

test('notes what would have been called, without headers and secrets, and gives the answer that is known', async () => {
  const { run, notes, type, effects, node } = await ask('main.shadow', { source: 'live', outcome: { kind: 'emit', port: 'done', output: { id: 7 } } });
  expect(await run()).toEqual({ kind: 'emit', port: 'done', output: { id: 7 } });
  expect(notes).toEqual([
    {
      tenant: 'main.shadow',
      runId: 's0r',
      node: 'ask',
      effectKey: 'k',
      source: 'live',
      calls: [
        { method: 'POST', target: 'http://erp/token', body: 'grant=1' },
        { method: 'PUT', target: 'http://erp/orders/1', body: { token: '***' } },
        { method: 'CONNECT', target: 'mail:25', body: { to: 'ada' } },
      ],
    },
  ]);
  expect([type.effect?.lookup, type.effect?.settle]).toEqual([undefined, undefined]);
  expect(effects.heldBy?.(node, 'main.shadow')).toBeUndefined();
  void effects.enter(node, 'main.shadow');
  expect(left).toEqual([]);
});

test('fails as the live run failed, once and for all', async () => {
  const { run } = await ask('main.shadow', { source: 'live', error: { code: 'connector.unavailable', message: 'ERP answered 500' } });
  await expect(run()).rejects.toMatchObject({ code: 'connector.unavailable', retryable: false });
});

test('lets every other tenant through', async () => {
  const { effects, node } = await ask('main', { source: 'none', outcome: { kind: 'emit', output: {} } });
  void effects.enter(node, 'main');
  await effects.equip({} as EffectTurn, node, { effectKey: 'k', tenant: 'main', signal: AbortSignal.timeout(1_000), timeoutMs: 1_000 });
  expect(left).toEqual(['enter', 'equip']);
  expect(effects.heldBy?.(node, 'main')).toMatchObject({ by: 'erp' });
});
