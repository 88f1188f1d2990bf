import { describe, expect, it } from 'vitest';
import type { FlowNode, Json } from '../../flows/flow.ts';
import { defineNode, type NodeType, type Outcome, type Turn } from '../../nodes/node-type.ts';
import { hold } from '../../test/support/held.ts';
import { planFor, type Told } from '../../test/support/tell.ts';
import { readySteps, takeTurn } from './take-turn.ts';

const hour = 3_600_000;

/** A node type that only decides, as this test decides. */
const deciding = (run: (turn: Turn) => Outcome | Promise<Outcome>): NodeType =>
  defineNode({ ...{ type: 'own@1', title: 'Own', summary: '', group: 'flow', icon: 'x', ports: ['done', 'other'], config: {} }, run });

/** One node behind the trigger, held, with its next turn to be taken. */
async function visit(spec: FlowNode | string, edges: string[] = [], own: NodeType[] = [], document: Json = {}) {
  const nodes = { begin: 'begin@1', one: spec, pick: 'call_a@1', after: 'call_a@1' };
  const held = await hold(planFor(nodes, ['begin > one', ...edges], {}, own), document);
  const { session, deps, clock, visit: last } = held;
  return {
    ...held,
    step: () => last('one'),
    async turn(after = 0) {
      clock.set(clock.now() + after);
      await takeTurn(deps, session, last('one'), session.plan.nodes.get('one')!);
    },
    isReady: () => readySteps(session, new Set(), new Map(), clock.now()).some(({ node }) => node === 'one'),
  };
}
const signal = (name: string, id: string, data: Json = null): Told => ({ type: 'signal.taken', step: 'one', id, name, key: 'k', data: { v: data }, stored: 0 });

describe('a node that is switched off', () => {
  it('passes on what it was given, though its config could not be evaluated', async () => {
    const { turn, step } = await visit({ type: 'transform@1', off: true, config: { output: { $expr: '$error("no")' } } }, ['one > after'], [], { number: 1 });
    await turn();
    expect(step()).toMatchObject({ status: 'completed', port: 'done', output: { v: { number: 1 } } });
  });
});

describe('a node that decides', () => {
  it('may take its time', async () => {
    const { turn, step } = await visit('own@1', [], [deciding(async () => ({ kind: 'emit', port: 'other', output: 1 }))]);
    await turn();
    expect(step()).toMatchObject({ status: 'completed', port: 'other', output: { v: 1 } });
  });

  it('that asks for an instant already passed is stopped, not asked for ever', async () => {
    const { turn, step, session } = await visit('own@1', [], [deciding(({ since }) => ({ kind: 'wait', until: since + hour }))]);
    await turn();
    expect(step().status).toBe('waiting');
    await turn(hour);
    expect(session.run).toMatchObject({ status: 'parked', code: 'node.failed', reason: 'Own asked to wait until an instant that has passed' });
  });
});

describe('a deadline that has passed', () => {
  const facts: FlowNode = { type: 'wait_for@1', title: 'Booked', config: { all: ['booked', 'paid'], deadline: 'PT1H' } };
  const task: FlowNode = { type: 'task@1', title: 'Ask', config: { title: 'Ask', role: 'operator', deadline: 'PT1H' } };

  it('does not count where what was waited for is there', async () => {
    const { turn, step, tell } = await visit(facts, ['one.timeout > after']);
    await turn();
    tell(signal('booked', 's1'), signal('paid', 's2'));
    await turn(hour);
    expect(step()).toMatchObject({ status: 'completed', port: 'done' });
  });

  it('leaves through timeout with what was seen', async () => {
    const { turn, step, tell } = await visit(facts, ['one.timeout > after']);
    await turn();
    tell(signal('paid', 's1'));
    await turn(hour);
    expect(step()).toMatchObject({ port: 'timeout', output: { v: { timeout: true, seen: ['paid'] } } });
  });

  it.each<[string, FlowNode, Told[], string]>([
    ['what is missing', facts, [signal('paid', 's1')], 'Booked waited until its deadline for booked. Connect its port timeout to say who acts'],
    ['a person', task, [], 'Ask waited until its deadline. Connect its port timeout to say who acts'],
  ])('parks the run where nobody drew what then, and says that it waited for %s', async (_case, spec, told, reason) => {
    const { turn, session, tell } = await visit(spec);
    await turn();
    tell(...told);
    await turn(hour);
    expect(session.run).toMatchObject({ status: 'parked', code: 'step.timeout', reason });
  });

  it('does not count where the person has answered', async () => {
    const { turn, step, tell } = await visit(task);
    await turn();
    const id = step().wait!.task!;
    tell(signal('task.completed', 'another', { by: 'bob', answer: 1 }), signal('task.completed', id, { by: 'ada', answer: { note: 'done' } }));
    await turn(hour);
    expect(step()).toMatchObject({ port: 'done', output: { v: { by: 'ada', data: { note: 'done' } } } });
  });

  it('counts where the answer cannot be read', async () => {
    const { turn, session, tell, step } = await visit(task);
    await turn();
    tell(signal('task.completed', step().wait!.task!, 'done'));
    await turn(hour);
    expect(session.run.code).toBe('step.timeout');
  });
});

describe('a step with child runs', () => {
  const ended = (child: string, output: Json, status = 'completed'): Told => signal('run.ended', child, { child, status, output });
  const children: Told = { type: 'step.waiting', step: 'one', children: ['c1', 'c2'] };

  it('waits for all of them', async () => {
    const { turn, step, tell } = await visit({ type: 'subflow@1', config: { flow: 'inner' } });
    tell(children, ended('c2', 2));
    await turn();
    expect(step().status).toBe('waiting');
    tell(ended('c1', 1));
    await turn();
    expect(step()).toMatchObject({ status: 'completed', output: { v: 1 } });
  });

  it('of a container has the results of their items, in the order of the children', async () => {
    const { turn, step, tell } = await visit('for_each@1', ['one.item > pick']);
    tell(children, ended('c2', { count: 1, results: [3] }), ended('c1', { count: 2, results: [1, 2] }));
    await turn();
    expect(step().output).toEqual({ v: { count: 3, results: [1, 2, 3] } });
  });

  it('of a container has no results of a child that a person moved on', async () => {
    const { turn, step, tell } = await visit('for_each@1', ['one.item > pick']);
    tell(children, ended('c2', null), ended('c1', { count: 2, results: [1, 2] }));
    await turn();
    expect(step().output).toEqual({ v: { count: 2, results: [1, 2] } });
  });

  it('stops when one of them was canceled', async () => {
    const { turn, session, tell } = await visit({ type: 'subflow@1', config: { flow: 'inner' } });
    tell(children, ended('c1', 1), ended('c2', null, 'canceled'));
    await turn();
    expect(session.run).toMatchObject({ status: 'parked', code: 'node.failed', reason: 'Child run c2 was canceled' });
  });
});

describe('a container', () => {
  const lines: FlowNode = { type: 'for_each@1', config: { items: { $expr: 'trigger.lines' }, limit: 2 } };

  it('has a turn whenever an item is done and another may begin, and when all are done', async () => {
    const { turn, tell, isReady, session, step } = await visit(lines, ['one.item > pick', 'one > after'], [], { lines: [1, 2, 3] });
    const picked = (index: number): Told => ({ type: 'step.completed', step: `one:${index}/pick`, port: 'done', output: { v: index } });
    const open = (): string[] => [...session.run.open];
    await turn();
    expect([open(), isReady()]).toEqual([['one', 'one:0/pick', 'one:1/pick'], false]);
    tell(picked(1));
    expect(isReady()).toBe(true);
    await turn();
    expect([open(), isReady()]).toEqual([['one', 'one:0/pick', 'one:2/pick'], false]);
    tell(picked(0));
    expect(isReady()).toBe(false);
    tell(picked(2));
    expect(isReady()).toBe(true);
    await turn();
    expect(step().output).toEqual({ v: { count: 3, results: [0, 1, 2] } });
  });

  it('without anything to do for an item stops', async () => {
    const { turn, session } = await visit(lines, [], [], { lines: [1] });
    await turn();
    expect(session.run).toMatchObject({ code: 'config.invalid', reason: expect.stringContaining('connect its port item') });
  });
});
