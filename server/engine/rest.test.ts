import { describe, expect, it } from 'vitest';
import { ConnectorError, defineNode, type Outcome } from '../../nodes/node-type.ts';
import { hold } from '../../test/support/held.ts';
import { planFor } from '../../test/support/tell.ts';
import type { Hold } from './drain-deps.ts';
import type { RunEvent } from './events.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A run that ends while its call is out, and what is told of the call once it answers. */
async function late(answer: () => Outcome): Promise<{ status: string; told: RunEvent[]; isFree: boolean }> {
  let reply = (): void => undefined;
  const type = defineNode({
    ...{ type: 'own@1', title: 'Own', summary: '', group: 'connectors', icon: 'x', ports: ['sent', 'queued'], config: {} },
    effect: { class: 'A' },
    async run() {
      await new Promise<void>((resolve) => {
        reply = resolve;
      });
      return answer();
    },
  });
  const held = await hold(planFor({ begin: 'begin@1', own: 'own@1' }, ['begin > own'], {}, [type]));
  const { deps, claim, clock, disk } = held;
  const shared: Partial<Hold> = {};
  const carried = held.carry(shared);
  await turn();
  await deps.store.ask({ tenant: 't', runId: claim.head.id, id: 'q', kind: 'cancel', by: 'ada', reason: 'changed my mind', at: clock.now() });
  shared.again = true;
  shared.ring?.();
  await turn();
  reply();
  await carried;
  const [stored] = [...disk.runs.values()];
  const told = stored!.late.flatMap(({ events }) => events);
  await deps.store.ask({ tenant: 't', runId: claim.head.id, id: 'q2', kind: 'cancel', by: 'ada', reason: 'again', at: clock.now() });
  return { status: stored!.head.status, told, isFree: (await deps.store.claim('t', claim.head.id, clock.now())) !== undefined };
}

describe('the answer to a call that comes after its run has ended', () => {
  it.each<[string, () => Outcome, Partial<RunEvent>]>([
    ['an output', () => ({ kind: 'emit', output: 1 }), { type: 'step.completed', port: 'sent', output: { v: 1 } }],
    ['an output by another port', () => ({ kind: 'emit', output: 1, port: 'queued' }), { type: 'step.completed', port: 'queued', output: { v: 1 } }],
    ['something that is no output', () => ({ kind: 'wait', signals: ['paid'] }), { type: 'step.completed', port: 'sent', output: { v: null } }],
    [
      'a refusal',
      () => {
        throw new ConnectorError('connector.refused', 'answered 422');
      },
      { type: 'step.failed', error: { code: 'connector.refused', message: 'answered 422', retryable: false } },
    ],
  ])('is told and moves nothing: %s', async (_case, answer, event) => {
    const { status, told, isFree } = await late(answer);
    expect({ status, isFree }).toEqual({ status: 'canceled', isFree: true });
    expect(told).toMatchObject([{ step: 'own', ...event }]);
  });
});

describe('a holder whose run another has taken', () => {
  const type = defineNode({
    ...{ type: 'own@1', title: 'Own', summary: '', group: 'connectors', icon: 'x', ports: ['sent'], config: {} },
    effect: { class: 'A' },
    run: async () => ({ kind: 'emit', output: 'x'.repeat(600) }),
  });
  const plan = () => planFor({ begin: 'begin@1', own: 'own@1' }, ['begin > own'], {}, [type]);

  it('tells what its call came to, whole, when no commit keeps it any more', async () => {
    let commits = 0;
    const held = await hold(plan(), {}, {}, ({ store }) => ({
      store: { ...store, commit: async (commit) => ((commits += 1) === 1 ? store.commit(commit) : 'conflict') },
    }));
    await held.carry();
    const [stored] = [...held.disk.runs.values()];
    expect(stored!.late.flatMap(({ events }) => events)).toMatchObject([{ type: 'step.completed', step: 'own', output: { v: 'x'.repeat(600) } }]);
  });

  it('and one that is only not sure of its lease gives it back', async () => {
    const due: (boolean | undefined)[] = [];
    const held = await hold(plan(), {}, {}, ({ store }) => ({
      store: {
        ...store,
        async release(tenant, ids, isDue) {
          due.push(isDue);
          await store.release(tenant, ids, isDue);
        },
      },
    }));
    await held.carry({ sureUntil: held.clock.now() - 1 });
    // What it found and did not write is still to be found.
    expect(due).toEqual([true]);
    expect(held.asked.filter((call) => call === 'commit' || call === 'late')).toEqual([]);
    expect((await held.deps.store.claim('t', held.claim.head.id, held.clock.now()))?.unclean).toBe(false);
  });
});
