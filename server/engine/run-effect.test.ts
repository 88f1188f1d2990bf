import { describe, expect, it } from 'vitest';
import type { FlowNode } from '../../flows/flow.ts';
import { ConnectorError, defineNode, type Outcome } from '../../nodes/node-type.ts';
import { hold } from '../../test/support/held.ts';
import { planFor } from '../../test/support/tell.ts';
import type { DrainDeps } from './drain-deps.ts';

const minute = 60_000;
const wrong: FlowNode = { type: 'call_a@1', config: { body: { $expr: 'trigger.totl' } }, title: 'Wrong' };

describe('a call that cannot be made', () => {
  const asDrawn = (): Partial<DrainDeps> => ({});
  const withoutConnection = ({ effects }: DrainDeps): Partial<DrainDeps> => ({
    effects: { ...effects, equip: () => Promise.reject(new ConnectorError('connection.missing', 'Slot shop has no connection')) },
  });

  it.each<[string, FlowNode | string, typeof withoutConnection, string]>([
    ['its request cannot be read', wrong, asDrawn, 'expr.undefined_value'],
    ['it has no connection', 'call_a@1', withoutConnection, 'connection.missing'],
  ])('since %s stops its step and calls nobody', async (_case, node, change, code) => {
    const held = await hold(planFor({ begin: 'begin@1', a: node }, ['begin > a']), {}, {}, change);
    await held.carry();
    const [stored] = [...held.disk.runs.values()];
    expect(stored?.head).toMatchObject({ status: 'parked', code });
    expect((await held.kept()).map(({ type }) => type)).not.toContain('effect.intended');
  });

  it('leaves through error where that is drawn, in the same drain', async () => {
    const held = await hold(planFor({ begin: 'begin@1', a: wrong, mend: 'call_a@1' }, ['begin > a', 'a.error > mend']));
    await held.carry();
    expect([...held.disk.runs.values()][0]?.head.status).toBe('completed');
  });

  it('does not hold up the call beside it', async () => {
    const held = await hold(planFor({ begin: 'begin@1', a: wrong, b: 'call_a@1' }, ['begin > a', 'begin > b']));
    await held.carry();
    const log = (await held.kept()).flatMap((event) => ('step' in event && event.step === 'b' ? [event.type] : []));
    expect(log).toEqual(['step.scheduled', 'effect.intended', 'step.completed']);
    expect([...held.disk.runs.values()][0]?.head.status).toBe('parked');
  });
});

describe('a call that a dead holder had begun, of a receiver that takes its time', () => {
  const asked: string[] = [];
  const type = defineNode({
    ...{ type: 'own@1', title: 'Own', summary: '', group: 'connectors', icon: 'x', ports: ['done'], config: {} },
    effect: {
      ...{ class: 'B', settle: minute },
      async lookup(): Promise<Outcome> {
        asked.push('looked up');
        return { kind: 'emit', output: 'found' };
      },
    },
    run: () => ({ kind: 'emit', output: 'new' }),
  });

  /** The next holder, with its lease sure for so long. */
  async function next(sureFor: number) {
    asked.length = 0;
    const held = await hold(planFor({ begin: 'begin@1', own: 'own@1' }, ['begin > own'], {}, [type]));
    const { session, claim, deps, clock } = held;
    held.tell({ type: 'effect.intended', step: 'own', key: 'k', class: 'B' });
    await session.commit(true, clock.now());
    Object.assign(claim, await deps.store.claim('t', claim.head.id, clock.now()), { unclean: true });
    const carried = held.carry({ sureUntil: clock.now() + sureFor });
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toEqual([]);
    clock.next();
    await carried;
    return held;
  }

  it('is looked up once the receiver has had its time', async () => {
    const { disk } = await next(2 * minute);
    expect(asked).toEqual(['looked up']);
    expect([...disk.runs.values()][0]?.head.status).toBe('completed');
  });

  it('is not looked up where meanwhile another may have taken the run: that one looks', async () => {
    const { kept } = await next(minute / 2);
    expect(asked).toEqual([]);
    expect((await kept()).at(-1)).toMatchObject({ type: 'step.failed', lost: true, retryAt: expect.any(Number), error: { code: 'connector.lost_answer' } });
  });
});
