import { expect, it } from 'vitest';
import type { Effects } from '../engine/drain-deps.ts';
import type { PlanNode } from '../engine/plan.ts';
import type { RunHead } from '../engine/ports.ts';
import type { Reads } from '../engine/reads.ts';
import { openReviewState, reviewedEffects, reviewOf } from './review.ts';

const mark = { backupAt: Date.parse('2026-11-25T10:00:00Z'), restoredAt: Date.parse('2026-11-25T11:00:00Z') };
const documents = { get: async () => ({ id: 'review', rev: 1, at: 0, body: mark }) } as never;
const node = (effectClass: 'A' | 'B' | 'C') => ({ title: 'Mail', effectClass }) as PlanNode;
const effects: Effects = { enter: () => () => undefined, equip: async (turn) => turn as never };
const equip = (state: Awaited<ReturnType<typeof openReviewState>>, effectClass: 'A' | 'B' | 'C') =>
  reviewedEffects(effects, state).equip('turn' as never, node(effectClass), {} as never);

it('class B and C stop while the review is open, class A does not, and all leave once it has ended', async () => {
  const state = await openReviewState(documents, 'main');
  for (const held of ['B', 'C'] as const)
    await expect(equip(state, held)).rejects.toMatchObject({ code: 'connector.effect_unknown', message: expect.stringContaining('2026-11-25T10:00:00.000Z') });
  expect(await equip(state, 'A')).toBe('turn');
  state.end();
  expect(await equip(state, 'C')).toBe('turn');
});

it('a store that was never restored knows no review', async () => {
  const state = await openReviewState({ get: async () => undefined } as never, 'main');
  expect(state.mark()).toBeUndefined();
  expect(await equip(state, 'C')).toBe('turn');
});

it('ending it tries again what it held in every environment, and nothing that is parked for another reason', async () => {
  const state = await openReviewState(documents, 'main');
  const words = await equip(state, 'C').catch((error: Error) => error.message);
  const heads = [
    { id: 'held', reason: words },
    { id: 'lost', reason: 'Mail was called and its answer was lost' },
  ] as RunHead[];
  const reads = { runs: async () => ({ items: heads, next: null }) } as unknown as Reads;
  const retried: string[] = [];
  const review = reviewOf({
    state,
    reads,
    plan: async () => undefined,
    retry: async (at, id) => void retried.push(`${at} ${id}`),
    tenants: () => ['main', 'main.test'],
  });
  expect(await review.end({ by: 'Ada', reason: 'compared' })).toEqual({ retried: 2 });
  expect(retried).toEqual(['main held', 'main.test held']);
  expect(review.mark()).toBeUndefined();
});
