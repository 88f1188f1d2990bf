import { describe, expect, it } from 'vitest';
import type { SignalRule } from '../../flows/flow.ts';
import { type Held, hold } from '../../test/support/held.ts';
import { planFor } from '../../test/support/tell.ts';

const wait = { type: 'wait@1', config: { for: 'P1D' } };
const drawn = (key: string | undefined, signals?: Record<string, SignalRule>) =>
  planFor({ begin: 'begin@1', wait }, ['begin > wait'], { ...(key === undefined ? {} : { key: { $expr: key } }), ...(signals ? { signals } : {}) });
const headOf = ({ disk }: Held) => [...disk.runs.values()][0]!.head;
const types = async ({ kept }: Held): Promise<string[]> => (await kept()).map(({ type }) => type);

describe('a key that must be computed', () => {
  it('is durable before signals are looked for: whoever came first, a signal finds its run', async () => {
    const held = await hold(drawn("'A-' & trigger.number", { cancel: {} }), { number: 1 });
    await held.deps.store.signal({ tenant: 't', name: 'cancel', key: 'A-1', id: 's', data: null, at: 0 });
    await held.carry();
    expect(held.asked).toEqual(['signal', 'commit', 'signals', 'commit']);
    expect(headOf(held)).toMatchObject({ status: 'canceled', keys: ['A-1'] });
  });

  it('costs no commit of its own where the flow listens to nothing', async () => {
    const held = await hold(drawn("'A-' & trigger.number"), { number: 1 });
    await held.carry();
    expect(held.asked.filter((one) => one === 'commit')).toHaveLength(1);
    expect(headOf(held)).toMatchObject({ status: 'waiting', keys: ['A-1'] });
  });

  it('that cannot be read parks the run and says why', async () => {
    const held = await hold(drawn('$number(trigger.number)', { cancel: {} }), { number: 'one' });
    await held.carry();
    expect(headOf(held)).toMatchObject({ status: 'parked', code: 'expr.failed', reason: expect.stringMatching(/^The key of this flow cannot be read: ./) });
  });

  it('that says nothing new is not said again', async () => {
    const held = await hold(drawn('$string(trigger.number)'), { number: 1 }, { keys: ['1'] });
    await held.carry();
    expect(await types(held)).not.toContain('run.keyed');
  });
});

describe('a signal of a flow', () => {
  it.each<[string, SignalRule, string]>([
    ['computed', { key: { $expr: "'all-' & trigger.shop" } }, 'all-north'],
    ['written into the drawing', { key: 'recall-2026' }, 'recall-2026'],
  ])('may be about a key of its own, %s', async (_case, rule, key) => {
    const held = await hold(drawn('trigger.number', { cancel: rule }), { number: 'A-1', shop: 'north' });
    await held.deps.store.signal({ tenant: 't', name: 'cancel', key, id: 's', data: null, at: 0 });
    await held.carry();
    expect(headOf(held)).toMatchObject({ status: 'canceled', keys: ['A-1', key] });
  });
});

describe('while its flow is paused', () => {
  const paused = () => ({ isPaused: () => true });
  const plan = drawn('trigger.number');
  const isFree = async ({ deps, claim, clock }: Held): Promise<boolean> => (await deps.store.claim('t', claim.head.id, clock.now())) !== undefined;

  it('an order that came in is kept, and given back', async () => {
    const held = await hold(plan, {}, {}, paused);
    await held.carry();
    expect(headOf(held)).toMatchObject({ status: 'waiting', code: 'flow.paused', open: ['begin'] });
    expect(headOf(held).wakeAt).toBeUndefined();
    expect(await isFree(held)).toBe(true);
  });

  it('an order that was kept when it came is left as it is', async () => {
    const held = await hold(plan, {}, { held: true }, paused);
    await held.carry();
    expect(held.asked).toEqual(['release']);
    expect(await isFree(held)).toBe(true);
  });

  it('a kept order may be canceled', async () => {
    const held = await hold(plan, {}, {}, paused);
    held.claim.requests.push({ tenant: 't', runId: held.claim.head.id, id: 'q', kind: 'cancel', by: 'ada', reason: 'changed my mind', at: 0 });
    await held.carry();
    expect(headOf(held)).toMatchObject({ status: 'canceled', reason: 'changed my mind' });
  });

  it('a kept order keeps its place in its lane', async () => {
    const lane = planFor({ begin: 'begin@1', wait }, ['begin > wait'], { lane: { key: 'one' } });
    const held = await hold(lane, {}, {}, paused);
    await held.carry();
    expect(headOf(held)).toMatchObject({ status: 'waiting', code: 'flow.paused', lane: 'one', wakeAt: held.clock.now() + 60_000 });
  });

  it('a run that has begun goes on', async () => {
    const held = await hold(plan, {}, {}, paused);
    held.tell({ type: 'step.waiting', step: 'wait', until: 1 });
    await held.session.commit(true, 0);
    const again = (await held.deps.store.claim('t', held.claim.head.id, 0))!;
    Object.assign(held.claim, again);
    await held.carry();
    expect(headOf(held).status).toBe('waiting');
    expect(headOf(held).code).toBeUndefined();
  });
});
