import { describe, expect, it } from 'vitest';
import type { Outcome, Wait } from '../../nodes/node-type.ts';
import { type Held, hold } from '../../test/support/held.ts';
import { done, planFor } from '../../test/support/tell.ts';
import type { FindSubflow } from './outcome.ts';
import { applyOutcome } from './outcome.ts';

const plan = planFor({ begin: 'begin@1', one: 'transform@1', after: 'call_a@1', mend: 'call_a@1' }, ['begin > one', 'one > after', 'one.error > mend'], {
  key: { $expr: 'trigger.number' },
});
const answer = ({ session, visit, clock }: Held, outcome: Outcome, subflow: FindSubflow = () => undefined) =>
  applyOutcome(session, visit('one'), outcome, clock.now(), undefined, subflow);
const open = ({ session }: Held): string[] => [...session.run.open];

describe('a node that says it is done', () => {
  it('leaves through the port it names, or its first', async () => {
    for (const [outcome, next] of [
      [{ kind: 'emit', output: 1 }, ['after']],
      [{ kind: 'emit', output: 1, port: 'error' }, ['mend']],
    ] as [Outcome, string[]][]) {
      const held = await hold(plan);
      await answer(held, outcome);
      expect(open(held)).toEqual(next);
    }
  });

  it('may leave through timeout, which every node has', async () => {
    const held = await hold(plan);
    await answer(held, { kind: 'emit', output: 1, port: 'timeout' });
    expect(held.session.run.status).toBe('completed');
  });

  it('does not leave through a port it does not have', async () => {
    const held = await hold(plan);
    await expect(answer(held, { kind: 'emit', output: 1, port: 'late' })).rejects.toMatchObject({
      ...{ code: 'node.failed', message: 'Transform left through port "late", which it does not have' },
    });
  });

  it('may say what the order is, and what it is worth from then on', async () => {
    const held = await hold(plan, { total: { amount: '1', currency: 'EUR' } });
    await answer(held, { kind: 'emit', output: { total: { amount: '2.50', currency: 'SEK' } }, setsOrder: true });
    await held.session.commit(false, 1);
    expect(held.session.head).toMatchObject({ amount: '250', currency: 'SEK' });
  });

  it('may find keys the run is known by', async () => {
    const held = await hold(plan, { number: 'A-1' });
    await answer(held, { kind: 'emit', output: 1, keys: ['ERP-9'] });
    await held.session.commit(false, 1);
    expect(held.session.head.keys).toEqual(['A-1', 'ERP-9']);
    const none = await hold(plan, { number: 'A-1' });
    await answer(none, { kind: 'emit', output: 1, keys: [] });
    await none.session.commit(false, 1);
    expect(none.session.head.keys).toEqual(['A-1']);
  });
});

describe('a node that waits', () => {
  const task: Wait = { kind: 'wait', task: { title: 'Call the customer', role: 'operator', form: {} } };
  const tasks = ({ disk }: Held) => [...disk.tasks.values()];

  it('is remembered with what it waits for', async () => {
    const held = await hold(plan);
    await answer(held, { kind: 'wait', until: 9, deadline: true, signals: ['paid'], key: 'INV-7', since: 3, memo: 'chased' });
    expect(held.visit('one').wait).toMatchObject({ until: 9, deadline: true, signals: ['paid'], key: 'INV-7', since: 3, memo: 'chased' });
  });

  it('for the same again says nothing new', async () => {
    const held = await hold(plan);
    await answer(held, { kind: 'wait', signals: ['paid'] });
    const { events } = held.session.run;
    await answer(held, { kind: 'wait', signals: ['paid'] });
    expect(held.session.run.events).toBe(events);
    await answer(held, { kind: 'wait', signals: ['paid'], until: 9 });
    expect(held.session.run.events).toBe(events + 1);
  });

  it('for a person opens one task, however often it says so', async () => {
    const held = await hold(plan, { number: 'A-1' });
    await answer(held, task);
    await held.session.commit(false, 1);
    await answer(held, { ...task, until: 9 });
    await held.session.commit(false, 2);
    expect(tasks(held)).toMatchObject([{ id: held.visit('one').wait!.task, title: 'Call the customer', key: 'A-1', node: 'one', status: 'open' }]);
  });

  it('for a person asks about the run where the run has no key', async () => {
    const held = await hold(plan);
    await answer(held, task);
    await held.session.commit(false, 1);
    expect(tasks(held)).toMatchObject([{ key: held.session.run.id }]);
  });
});

it('a node may cancel the run', async () => {
  const held = await hold(plan);
  await answer(held, { kind: 'cancel', reason: 'withdrawn' });
  expect(held.session.run).toMatchObject({ status: 'canceled', reason: 'withdrawn', open: new Set() });
});

describe('a node that calls a flow', () => {
  const call: Outcome = { kind: 'child', flow: 'inner', input: { x: 1 } };

  it('waits for the child run, which begins with the same commit', async () => {
    const held = await hold(plan, { number: 'A-1' });
    await answer(held, call, () => ({ flow: 'inner', version: 'v7', trigger: 'begin' }));
    const child = held.visit('one').wait!.children![0]!;
    expect(held.disk.runs.size).toBe(1);
    await held.session.commit(false, 1);
    expect([...held.disk.runs.values()].at(-1)?.head).toMatchObject({ id: child, flow: 'inner', version: 'v7', keys: ['A-1'], parent: held.session.run.id });
  });

  it('that was not deployed with it is stopped', async () => {
    await expect(answer(await hold(plan), call)).rejects.toMatchObject({ code: 'config.invalid', message: expect.stringContaining('"inner"') });
  });
});

describe('a container with more items than a run plays itself', () => {
  it('gives its child runs what lies around it: message, order and what is done', async () => {
    const lines = planFor({ begin: 'begin@1', rate: 'call_a@1', fast: 'call_a@1', one: 'for_each@1', pick: 'call_a@1' }, [
      ...['begin > rate', 'begin > fast', 'begin > one', 'one.item > pick'],
    ]);
    const held = await hold(lines, { id: 1 });
    held.tell(done('rate'));
    await answer(held, { kind: 'items', items: Array.from({ length: 201 }, (_, index) => index), limit: 5 });
    await held.session.commit(false, 1);
    const children = [...held.disk.runs.values()].slice(1).map(({ commits }) => commits[0]!.events[0]!);
    expect(children.map((event) => (event as { parent: { offset: number } }).parent.offset)).toEqual([0, 100, 200]);
    expect(children[2]).toMatchObject({
      ...{ scope: 'one', input: { v: { items: [200], limit: 5 } } },
      outer: { v: { trigger: { id: 1 }, order: { id: 1 }, steps: { begin: { id: 1 }, rate: 'rate' } } },
    });
  });
});
