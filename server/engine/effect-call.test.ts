import { describe, expect, it } from 'vitest';
import type { FlowNode } from '../../flows/flow.ts';
import { ConnectorError, defineNode, type EffectClass, type EffectTurn, type Outcome } from '../../nodes/node-type.ts';
import { planFor, type Told, tell } from '../../test/support/tell.ts';
import { callEffect, failureEvent, taskAnswer } from './effect-call.ts';
import { StoreAway } from './ports.ts';

const day = 86_400_000;

/** A node whose receiver says what it was asked: called, looked up, or both. */
function node(effectClass: EffectClass, more: Partial<FlowNode> = {}, effect: { keyLifetime?: number; isKnown?: boolean } = {}) {
  const asked: string[] = [];
  const type = defineNode({
    ...{ type: 'own.call@1', title: 'Own call', summary: '', group: 'connectors', icon: 'plug', ports: ['done'], config: {} },
    effect: {
      class: effectClass,
      ...(effect.keyLifetime === undefined ? {} : { keyLifetime: effect.keyLifetime }),
      ...(effect.isKnown === undefined
        ? {}
        : {
            async lookup(): Promise<Outcome | null> {
              asked.push('looked up');
              return effect.isKnown ? { kind: 'emit', output: 'found' } : null;
            },
          }),
    },
    run() {
      asked.push('called');
      return { kind: 'emit', output: 'new' };
    },
  });
  const plan = planFor({ begin: 'begin@1', call: { type: 'own.call@1', ...more } }, ['begin > call'], {}, [type]);
  return { plan, node: plan.nodes.get('call')!, asked };
}

const intended: Told = { type: 'effect.intended', step: 'call', key: 'k', class: 'A' };
const lost: Told = { type: 'step.failed', step: 'call', error: { code: 'connector.lost_answer', message: 'lost', retryable: true }, lost: true, retryAt: 9 };

describe('an attempt', () => {
  async function attempt(drawn: ReturnType<typeof node>, told: Told[], more: { age?: number } = {}): Promise<string[] | string> {
    const step = tell(drawn.plan, intended, ...told).run.steps.get('call')!;
    const turn = { now: step.effect!.at, effectClass: drawn.node.effectClass } as EffectTurn;
    try {
      // The turn may have been prepared long ago: what counts is when the call leaves.
      await callEffect(drawn.node, step, turn, step.effect!.at + (more.age ?? 0));
    } catch (error) {
      return (error as ConnectorError).code;
    }
    return drawn.asked;
  }

  it.each(['A', 'B', 'C'] as const)('of class %s is simply made where nothing is in doubt', async (effectClass) => {
    expect(await attempt(node(effectClass, {}, { isKnown: true }), [])).toEqual(['called']);
  });

  it.each([
    ['A is made again while the receiver remembers the key', node('A'), { age: day }, ['called']],
    ['A is not made again once the receiver may have forgotten the key', node('A'), { age: day + 1 }, 'connector.effect_unknown'],
    ['A keeps to the receiver’s own memory', node('A', {}, { keyLifetime: 60_000 }), { age: 60_001 }, 'connector.effect_unknown'],
    ['A is looked up where the key may be forgotten and it can be', node('A', {}, { isKnown: true }), { age: day + 1 }, ['looked up']],
    ['B is looked up, and not made where it is there', node('B', {}, { isKnown: true }), {}, ['looked up']],
    ['B is looked up, and made where it is not', node('B', {}, { isKnown: false }), {}, ['looked up', 'called']],
    ['B without a look-up is left to a person', node('B'), {}, 'connector.effect_unknown'],
    ['C is left to a person', node('C'), {}, 'connector.effect_unknown'],
    ['C is left to a person where it may happen at most once', node('C', { policy: 'at-most-once' }), {}, 'connector.effect_unknown'],
    ['C is made again where it may happen twice', node('C', { policy: 'at-least-once' }), {}, ['called']],
  ])('whose answer was lost: %s', async (_case, drawn, more, expected) => {
    expect(await attempt(drawn, [lost], more)).toEqual(expected);
  });

  it('of class B that was held back before it was made is looked up first, once somebody lets it go', async () => {
    const drawn = node('B', {}, { isKnown: true });
    const held = new ConnectorError('connector.effect_unknown', 'A backup was put back');
    const step = tell(drawn.plan).run.steps.get('call')!;
    const failed = failureEvent(drawn.node, step, held, 1, undefined) as Told;
    const retried: Told = { type: 'step.retried', step: 'call', by: 'ada', reason: 'compared', revision: 0 };
    const again = tell(drawn.plan, failed, retried, { ...intended, class: 'B' }).run.steps.get('call')!;
    await callEffect(drawn.node, again, { now: again.effect!.at, effectClass: 'B' } as EffectTurn, again.effect!.at);
    expect(drawn.asked).toEqual(['looked up']);
  });

  it('that a dead holder had begun is in doubt as well', async () => {
    expect(await attempt(node('C'), [{ ...intended, resumed: true }])).toBe('connector.effect_unknown');
  });
});

describe('a failed attempt', () => {
  const failure = (drawn: ReturnType<typeof node>, error: unknown, told: Told[] = [intended], ms?: number) =>
    failureEvent(drawn.node, tell(drawn.plan, ...told).run.steps.get('call')!, error, 1_000, ms);
  const unavailable = new ConnectorError('connector.unavailable', 'answered 503');

  it('is made again later, with the same wait whoever computes it', () => {
    const first = failure(node('A'), unavailable, [intended], 12);
    expect(first).toMatchObject({ error: { code: 'connector.unavailable', message: 'answered 503', retryable: true }, ms: 12 });
    expect(first).toEqual(failure(node('A'), unavailable, [intended], 12));
  });

  it('is made again though it never came to a call', () => {
    const paused = failure(node('A'), new ConnectorError('connection.paused', 'Connection shop is paused'), []);
    expect(paused).toMatchObject({ retryAt: expect.any(Number) });
    expect(paused).not.toHaveProperty('ms');
  });

  it('is final after the last attempt and says how many there were', () => {
    const event = failure(node('A', { retry: { attempts: 1 } }), unavailable);
    expect(event).toMatchObject({ error: { message: 'answered 503 (after 1 attempt)' } });
    expect(event).not.toHaveProperty('retryAt');
  });

  it('is final at once where trying again would not help', () => {
    const event = failure(node('A'), new ConnectorError('connector.refused', 'answered 422'));
    expect(event).toMatchObject({ error: { message: 'answered 422', retryable: false } });
    expect(event).not.toHaveProperty('retryAt');
  });

  it.each([
    [new TypeError('x is undefined'), 'Own call failed: x is undefined'],
    ['out of paper', 'Own call failed: out of paper'],
  ])('of a node type that throws %s names the node', (error, message) => {
    expect(failure(node('A'), error)).toMatchObject({ error: { code: 'node.failed', message, retryable: false } });
  });

  it('whose answer was lost is asked about again, and is in doubt', () => {
    const error = new ConnectorError('connector.lost_answer', 'lost', { unknown: true });
    expect(failure(node('A'), error)).toMatchObject({ lost: true, retryAt: expect.any(Number) });
  });

  it('whose answer was lost, and that may happen at most once, is left to a person', () => {
    const event = failure(node('C'), new ConnectorError('connector.lost_answer', 'The answer was lost.', { unknown: true }));
    expect(event).toMatchObject({
      ...{ unknown: true, lost: true },
      error: { code: 'connector.effect_unknown', message: 'The answer was lost. It may have happened: look at the receiver, then retry or skip' },
    });
    expect(event).not.toHaveProperty('retryAt');
  });

  it('that nobody can look up stays unknown, so that no drawn error path hides it', () => {
    expect(failure(node('C'), new ConnectorError('connector.effect_unknown', 'look there'))).toMatchObject({ unknown: true });
  });

  it('is none while the store cannot be asked: that says nothing about the step', () => {
    expect(() => failure(node('A'), new StoreAway('payload', undefined))).toThrow(StoreAway);
  });

  it('of a node that only decides is never in doubt', () => {
    const plan = planFor({ begin: 'begin@1', map: 'transform@1' }, ['begin > map']);
    const step = tell(plan).run.steps.get('map')!;
    const event = failureEvent(plan.nodes.get('map')!, step, new ConnectorError('connector.lost_answer', 'lost', { unknown: true }), 0, undefined);
    expect(event).not.toHaveProperty('lost');
  });
});

describe('the answer of a person', () => {
  it.each([
    [
      { by: 'ada', answer: { outcome: 'yes' } },
      { by: 'ada', data: { outcome: 'yes' } },
    ],
    [{ by: 'ada' }, { by: 'ada', data: null }],
    [{ answer: 1 }, { by: 'unknown', data: 1 }],
    ['yes', undefined],
    [null, undefined],
    [['yes'], undefined],
  ])('%j is read as %j', (said, read) => {
    expect(taskAnswer(said)).toEqual(read);
  });
});
