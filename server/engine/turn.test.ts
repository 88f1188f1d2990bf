import { describe, expect, it } from 'vitest';
import type { Json } from '../../flows/flow.ts';
import { hold } from '../../test/support/held.ts';
import { done, failed, planFor, type Told } from '../../test/support/tell.ts';
import { needsOf } from './config.ts';
import { dataFor, turnOf } from './turn.ts';

type Hold = Awaited<ReturnType<typeof hold>>;
const turn = ({ session, deps, visit, clock }: Hold, node: string) => turnOf(session, visit(node), clock.now(), deps.expressions);
const seen = async ({ session, visit }: Hold, node: string, source: string) => {
  const { run, ...data } = await dataFor(session, visit(node), needsOf(source));
  expect(run).toMatchObject({ id: session.run.id, startedAt: new Date(session.run.startedAt).toISOString() });
  return data;
};

describe('a step that a person retries with a changed request', () => {
  const plan = planFor({ begin: 'begin@1', map: { type: 'transform@1', config: { output: 1, note: 'as drawn' } } }, ['begin > map']);
  const retry = (patch: Json): Told => ({ type: 'step.retried', step: 'map', by: 'ada', reason: 'other price', revision: 1, patch: { v: patch } });

  it('has its config with what was changed', async () => {
    const held = await hold(plan);
    held.tell(failed('map'), retry({ output: 2 }));
    expect((await turn(held, 'map')).config).toEqual({ output: 2, note: 'as drawn' });
  });

  it.each<[Json]>([[null], [[2]], ['two']])('has its config as drawn where the change names no field: %j', async (patch) => {
    const held = await hold(plan);
    held.tell(failed('map'), retry(patch));
    expect((await turn(held, 'map')).config).toEqual({ output: 1, note: 'as drawn' });
  });
});

describe('what a step is given', () => {
  const plan = planFor({ begin: 'begin@1', a: 'call_a@1', b: 'call_a@1', c: 'call_a@1', d: 'call_a@1', both: 'join@1', mend: 'call_a@1' }, [
    ...['begin > a', 'begin > b', 'a > both', 'b > both', 'b.error > mend', 'begin > c', 'c.error > both', 'a.error > d', 'd > both'],
  ]);

  it('is what the step before it said', async () => {
    expect((await turn(await hold(plan, { number: 1 }), 'a')).input).toEqual({ number: 1 });
  });

  it('is of all that came to a join, and nothing of what did not', async () => {
    const held = await hold(plan);
    held.tell(done('a'), failed('b'), failed('c'));
    expect((await turn(held, 'both')).input).toEqual({ a: 'a' });
    expect((await turn(held, 'mend')).input).toEqual({ error: { code: 'connector.refused', message: 'b failed' } });
  });

  it('is nothing where a signal began it', async () => {
    const recalled = planFor({ begin: 'begin@1', a: 'wait@1', stop: 'call_a@1' }, ['begin > a'], { signals: { recall: { to: 'stop' } } });
    const held = await hold(recalled);
    held.tell({ type: 'signal.taken', id: 's1', name: 'recall', key: 'k', data: { v: 1 }, stored: 0 });
    expect((await turn(held, 'stop')).input).toBeNull();
  });

  it('names a signal as the node asked for it, whatever its sender calls it', async () => {
    const renamed = planFor({ begin: 'begin@1', facts: 'wait_for@1' }, ['begin > facts'], { signals: { booked: { on: 'crm.visit_booked' } } });
    const held = await hold(renamed);
    const taken = (name: string): Told => ({ type: 'signal.taken', step: 'facts', id: name, name, key: 'k', data: { v: 1 }, stored: 7 });
    held.tell({ type: 'step.waiting', step: 'facts', signals: ['booked', 'paid'] }, taken('crm.visit_booked'), taken('paid'), taken('unasked'));
    expect((await turn(held, 'facts')).signals.map(({ name, at }) => [name, at])).toEqual([
      ['booked', 7],
      ['paid', 7],
      ['unasked', 7],
    ]);
  });
});

describe('the order a step sees', () => {
  const plan = planFor({ begin: 'begin@1', map: 'transform@1', a: 'call_a@1' }, ['begin > map', 'map > a']);

  it('is the message, until there is one', async () => {
    const held = await hold(plan, { id: 1 });
    expect((await turn(held, 'map')).order).toEqual({ id: 1 });
    held.tell({ ...done('map'), setsOrder: true } as Told);
    expect(await turn(held, 'a')).toMatchObject({ trigger: { id: 1 }, order: 'map' });
  });

  it('is the canonical one that came with the message', async () => {
    const held = await hold(plan, { id: 1 }, { order: { number: 'A-1' } });
    expect(await turn(held, 'map')).toMatchObject({ trigger: { id: 1 }, order: { number: 'A-1' } });
    expect(await seen(held, 'map', 'trigger & order')).toEqual({ trigger: { id: 1 }, order: { number: 'A-1' }, steps: {} });
  });
});

describe('what an expression sees', () => {
  const plan = planFor({ begin: 'begin@1', a: 'call_a@1', b: 'call_a@1', lines: 'for_each@1', parts: 'for_each@1', pick: 'call_a@1' }, [
    ...['begin > a', 'begin > b', 'begin > lines', 'lines.item > parts', 'parts.item > pick'],
  ]);
  const inside: Told[] = [
    { type: 'step.waiting', step: 'lines', items: { v: [{ parts: ['lid', 'box'] }] }, limit: 1 },
    { type: 'step.scheduled', step: 'lines:0/parts', node: 'parts', from: 'lines', port: 'item:0', attempt: 1, revision: 0 },
    { type: 'step.waiting', step: 'lines:0/parts', items: { v: ['lid', 'box'] }, limit: 1 },
    { type: 'step.scheduled', step: 'lines:0/parts:1/pick', node: 'pick', from: 'lines:0/parts', port: 'item:1', attempt: 1, revision: 0 },
  ];

  it('is only what it mentions', async () => {
    const held = await hold(plan, { id: 1 });
    held.tell(done('a'), done('b'));
    expect(await seen(held, 'lines', 'steps.a')).toEqual({ steps: { a: 'a' } });
    expect(await seen(held, 'lines', 'trigger.id')).toEqual({ trigger: { id: 1 }, steps: {} });
  });

  it('is every step that is done where it does not say which', async () => {
    const held = await hold(plan, { id: 1 });
    held.tell(done('a'), failed('b'));
    expect(await seen(held, 'lines', '$keys(steps)')).toEqual({ steps: { begin: { id: 1 }, a: 'a' } });
  });

  it('inside a container is its own item, and the steps around it', async () => {
    const held = await hold(plan, { id: 1 });
    held.tell(done('a'), ...inside);
    expect(await seen(held, 'pick', 'item & steps.a & steps.pick')).toEqual({ item: 'box', steps: { a: 'a' } });
    expect(await seen(held, 'parts', 'item')).toEqual({ item: { parts: ['lid', 'box'] }, steps: {} });
    expect(await seen(held, 'lines', 'item')).toEqual({ steps: {} });
    expect((await turn(held, 'pick')).item).toBe('box');
  });
});

describe('a child run of a container', () => {
  const plan = planFor({ begin: 'begin@1', rate: 'call_a@1', lines: 'for_each@1', map: 'transform@1', pick: 'call_a@1' }, [
    ...['begin > rate', 'rate > lines', 'lines.item > map', 'map > pick'],
  ]);
  const outer = { trigger: { id: 1 }, order: { number: 'A-1' }, steps: { rate: 2 } };

  /** The child run's own log begins with what its parent gave it. */
  async function child(given: Json = outer): Promise<Hold> {
    const held = await hold(plan);
    const { session } = held;
    Object.assign(session.run, { scope: 'lines', trigger: 'lines', outer: { v: given }, input: { v: { items: ['a', 'b'], limit: 1 } } });
    session.run.steps.clear();
    session.run.open.clear();
    held.tell(
      { type: 'step.scheduled', step: 'lines', node: 'lines', attempt: 1, revision: 0 },
      { type: 'step.waiting', step: 'lines', items: { v: ['a', 'b'] }, limit: 1 },
      { type: 'step.scheduled', step: 'lines:1/map', node: 'map', from: 'lines', port: 'item:1', attempt: 1, revision: 0 },
    );
    return held;
  }

  it('sees the message, the order and the steps of its parent', async () => {
    const held = await child();
    expect(await seen(held, 'map', 'trigger & order & item & steps.rate')).toEqual({ ...outer, item: 'b' });
    expect(await turn(held, 'map')).toMatchObject({ trigger: { id: 1 }, order: { number: 'A-1' }, item: 'b' });
  });

  it('sees the order that a step of its own has set', async () => {
    const held = await child();
    held.tell({ ...done('lines:1/map'), setsOrder: true } as Told);
    expect(await seen(held, 'pick', 'order & steps.map')).toEqual({ order: 'lines:1/map', steps: { rate: 2, map: 'lines:1/map' } });
    expect((await turn(held, 'pick')).order).toBe('lines:1/map');
  });
});
