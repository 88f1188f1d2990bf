import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connectorNodes } from '../../connectors/index.ts';
import type { Flow, Json, Move } from '../../flows/flow.ts';
import { parseStrict } from '../../flows/json.ts';
import { migrate } from '../../flows/migrate.ts';
import { sampleOrder } from '../../flows/samples.ts';
import { coreNodes } from '../../nodes/index.ts';
import type { Viewer } from '../access/viewer.ts';
import { expressionPool } from '../adapters/system/expressions/expression-pool.ts';
import type { TryAnswer } from '../http/api.ts';
import { type Playing, playTry } from './play-try.ts';

const at = Date.UTC(2026, 10, 2, 9);
const by: Viewer = { tenant: 'main', id: 'ada', name: 'Ada', email: 'ada@example.com', role: 'admin' };
const nodeTypes = new Map([...coreNodes, ...connectorNodes()].map((type) => [type.type, type]));
const expressions = expressionPool();
const network = vi.spyOn(globalThis, 'fetch');
const drawing = (id: string): Flow => migrate(parseStrict(readFileSync(new URL(`../../flows/${id}.flow.json`, import.meta.url)))) as Flow;
const heatPump = drawing('heat_pump');
const order = sampleOrder('heat_pump', 'H-1', at) as unknown as Json;

beforeAll(() => {
  network.mockRejectedValue(new Error('something left the hub'));
});
afterAll(async () => {
  expect(network).not.toHaveBeenCalled();
  network.mockRestore();
  await expressions.close();
});

const deps = {
  nodeTypes,
  expressions,
  flowOf: async () => {
    throw new Error('no other flows here');
  },
  subflow: () => undefined,
};

function play(moves: Move[], more: Partial<Playing> = {}): Promise<TryAnswer> {
  const answered = { answeredBy: 'sandbox' as const, answers: {}, recorded: new Map(), follow: [] };
  return playTry(deps, { by, flow: heatPump, version: 'draft', document: order, at, ...answered, moves, ...more });
}

const path = ({ steps }: TryAnswer): string => steps.map(({ node, port }) => (port === undefined ? node : `${node}.${port}`)).join(' ');
const next: Move = { do: 'next' };
const told = (name: string): Move => ({ do: 'signal', name });

describe('a heat pump with its installer', () => {
  it('is held first, and the next event is the end of the hold', async () => {
    const answer = await play([]);
    expect(answer.status).toBe('waiting');
    expect(path(answer)).toBe('order.placed kind.installer window');
    expect(answer.coming[0]).toMatchObject({ at: new Date(at + 30 * 60_000).toISOString(), node: 'window' });
    expect(answer.waits).toMatchObject([{ node: 'window', until: new Date(at + 30 * 60_000).toISOString() }]);
  });

  it('goes through hold, credit, installer and stock to the end, and nothing leaves', async () => {
    const answer = await play(
      [
        next,
        { do: 'answer', node: 'review', data: { outcome: 'approve' } },
        ...['installer.contacted', 'installer.booked', 'quote.accepted', 'payment.received'].map(told),
      ],
      { answers: { credit: { kind: 'mine', port: 'review', output: { decision: 'review' } } } },
    );
    expect(answer.status).toBe('completed');
    expect(path(answer)).toBe(
      'order.placed kind.installer window.released credit.review review.approve ask.asked installer.done reserve.reserved book_order.created pack.packed carrier.booked tell.told invoice.created payment.done',
    );
    expect(answer.steps.find(({ node }) => node === 'credit')).toMatchObject({ source: 'mine' });
    expect(answer.steps.find(({ node }) => node === 'reserve')).toMatchObject({ source: 'sandbox', calls: [{ method: 'POST' }] });
    expect(answer.past.map(({ words }) => words)).toEqual(expect.arrayContaining(['Order placed', 'quote accepted', 'Completed']));
  });

  it('the same ask has the same answer, and one move fewer is one event back', async () => {
    const [once, again] = await Promise.all([play([next, told('installer.contacted')]), play([next, told('installer.contacted')])]);
    expect({ ...once, ms: 0 }).toEqual({ ...again, ms: 0 });
    const back = await play([next]);
    expect(back.waits[0]?.signals.find(({ name }) => name === 'installer.contacted')).toEqual({ name: 'installer.contacted' });
    expect(once.waits[0]?.signals.find(({ name }) => name === 'installer.contacted')?.seen).toBe(back.now);
  });

  it('without a date time leads to the reminder, then out through timeout to a person', async () => {
    const answer = await play([next, next, next]);
    expect(answer.now).toBe(new Date(at + 30 * 60_000 + 14 * 86_400_000).toISOString());
    expect(answer.steps.find(({ node }) => node === 'installer')).toMatchObject({ port: 'timeout' });
    expect(answer.waits).toMatchObject([{ node: 'find_other', task: { title: 'No date after 14 days: find another installer' } }]);
  });

  it('a lost answer is asked for again under the same key, and reserved once', async () => {
    const signals = ['installer.contacted', 'installer.booked', 'quote.accepted'].map(told);
    const lost = await play([{ do: 'lose', node: 'reserve' }, next, ...signals]);
    expect(lost.steps.find(({ node }) => node === 'reserve')).toMatchObject({
      status: 'scheduled',
      attempt: 2,
      attempts: [{ error: { code: 'connector.lost_answer' } }],
    });
    expect(lost.coming[0]).toMatchObject({ kind: 'retry', node: 'reserve' });
    const again = await play([{ do: 'lose', node: 'reserve' }, next, ...signals, next]);
    expect(again.steps.find(({ node }) => node === 'reserve')).toMatchObject({ port: 'reserved', output: { id: 'R-1' } });
  });

  it('a lost answer nobody can look up parks the order in words', async () => {
    const answer = await play([{ do: 'lose', node: 'ask' }, next]);
    expect(answer).toMatchObject({ status: 'parked', code: 'connector.effect_unknown' });
    expect(answer.reason).toContain('It may have happened');
  });

  it('a cancel inside the hold ends it', async () => {
    expect(await play([{ do: 'cancel' }])).toMatchObject({ status: 'canceled' });
    expect(path(await play([told('cancel')]))).toContain('window.canceled');
  });

  it('run to the end waits for nobody', async () => {
    const answer = await play([{ do: 'end' }]);
    expect(answer.coming).toEqual([]);
    expect(answer.waits.map(({ node }) => node)).toEqual(['find_other']);
    expect(answer.moves).toEqual([{ do: 'end' }]);
  });

  it('meets again what a past run was told, and keeps it as moves of its own', async () => {
    const follow = [
      { do: 'signal' as const, after: 3_600_000, name: 'installer.contacted', key: 'H-1', data: { by: 'Värmeteknik' } },
      { do: 'signal' as const, after: 7_200_000, name: 'installer.booked', key: 'H-1', data: null },
    ];
    const answer = await play([next, next], { follow });
    expect(answer.now).toBe(new Date(at + 3_600_000).toISOString());
    expect(answer.waits[0]?.signals.find(({ name }) => name === 'installer.booked')).toEqual({
      name: 'installer.booked',
      coming: new Date(at + 7_200_000).toISOString(),
    });
    expect(answer.coming[0]).toMatchObject({ kind: 'signal', words: 'installer booked', at: new Date(at + 7_200_000).toISOString() });
    const alone = await play(answer.moves);
    expect(alone.steps).toEqual(answer.steps);
  });

  it('begins at one node with what the others are pinned to, and stops after one', async () => {
    const answer = await play([], { from: 'reserve', to: 'book_order', answers: { installer: { kind: 'mine', output: { facts: {} } } } });
    expect(path(answer)).toBe('order.placed kind.installer window.released credit.approved ask.asked installer.done reserve.reserved book_order.created');
    expect(answer.steps.filter(({ source }) => source === 'pinned').map(({ node }) => node)).toEqual(['kind', 'window', 'credit', 'ask', 'installer']);
    expect(answer.status).toBe('completed');
  });

  it('a call that has no answer anywhere is answered with what its node says it gives, and says so', async () => {
    const answer = await play([next], { answeredBy: 'mine' });
    expect(answer.steps.find(({ node }) => node === 'credit')).toMatchObject({ source: 'nobody', port: 'approved', output: { limit: { currency: 'EUR' } } });
  });
});

const withoutSlot: Flow = {
  format: 1,
  id: 'alone',
  title: 'Alone',
  slots: { wms: 'sandbox_wms' },
  nodes: {
    order: { type: 'manual@1' },
    credit: { type: 'credit_gate@1', config: { limit: { amount: '10.00', currency: 'EUR' }, amount: { $expr: 'trigger.total' } } },
    each: { type: 'for_each@1', config: { items: { $expr: 'trigger.lines' }, limit: 4 } },
    reserve: { type: 'sandbox_wms.reserve@1', slot: 'wms', config: { order: { $expr: 'item.sku' }, lines: { $expr: '[item]' } } },
  },
  edges: [
    { from: 'order', to: 'credit' },
    { from: 'credit.review', to: 'each' },
    { from: 'each.item', to: 'reserve' },
  ],
};

it('an effect that calls nobody decides by itself; what runs side by side comes in the same order each time', async () => {
  const lines = Array.from({ length: 20 }, (_, at) => ({ sku: `S${at}`, quantity: 1 }));
  const more = { flow: withoutSlot, document: { total: { amount: '11.00', currency: 'EUR' }, lines } };
  const [once, again] = await Promise.all([play([], more), play([], more)]);
  const credit = once.steps.find(({ node }) => node === 'credit');
  expect(credit).toMatchObject({ port: 'review', output: { headroom: { amount: '-1.00', currency: 'EUR' } } });
  expect(credit).not.toHaveProperty('source');
  expect(once).toMatchObject({ status: 'completed' });
  expect(once.steps.map(({ id, output }) => [id, output])).toEqual(again.steps.map(({ id, output }) => [id, output]));
});

it('refuses what cannot be played, in words', async () => {
  const broken = { ...heatPump, nodes: { ...heatPump.nodes, pack: { type: 'gone@1' } } };
  await expect(play([], { flow: broken })).rejects.toMatchObject({ status: 422, problems: [{ code: 'flow.unknown_node_type', node: 'pack' }] });
  await expect(play([{ do: 'answer', node: 'review', data: {} }])).rejects.toMatchObject({ problems: [{ code: 'try.no_task' }] });
  await expect(play([], { from: 'nowhere' })).rejects.toMatchObject({ problems: [{ code: 'flow.node_unknown' }] });
});
