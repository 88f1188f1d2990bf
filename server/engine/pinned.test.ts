import { describe, expect, it } from 'vitest';
import type { FlowNode } from '../../flows/flow.ts';
import { done, failed, planFor, type Told, tell } from '../../test/support/tell.ts';
import { type Pin, pinOf } from './pinned.ts';

type Drawn = Parameters<typeof planFor>;

const waitFor = (config: FlowNode['config'] = { any: ['booked'], deadline: 'P14D' }, more: Partial<FlowNode> = {}): FlowNode => ({
  type: 'wait_for@1',
  config,
  ...more,
});
const reading = (source: string): FlowNode => ({ type: 'transform@1', config: { output: { $expr: source } } });
const nodes: Drawn[0] = {
  begin: 'begin@1',
  ask: 'call_a@1',
  wait: waitFor(),
  reserve: 'call_b@1',
  note: reading('steps.ask.total'),
};
const edges = ['begin > ask', 'ask > wait', 'wait > reserve', 'reserve > note'];
const waiting: Told = { type: 'step.waiting', step: 'wait', signals: ['booked'] };
const toWait: Told[] = [done('ask'), waiting];

/** The same drawing with changes; a node that is `undefined` is gone. */
const drawn = (change: Record<string, FlowNode | string | undefined> = {}, lines: string[] = edges, more: Drawn[2] = {}): Drawn => [
  Object.fromEntries(Object.entries({ ...nodes, ...change }).filter(([, node]) => node !== undefined)) as Drawn[0],
  lines,
  more,
];
const judged = (to: Drawn, told: Told[] = toWait, from: Drawn = drawn()): Pin | undefined => {
  const plan = planFor(...from);
  return pinOf(tell(plan, ...told).run, plan, planFor(...to));
};

describe('a run that only waits may be moved', () => {
  it.each<[string, Drawn]>([
    ['to a drawing that is the same', drawn()],
    ['when what comes later is drawn otherwise', drawn({ reserve: { type: 'call_b@1', retry: { attempts: 8 } } })],
    [
      'when what comes later is gone, and something else stands there',
      drawn({ reserve: undefined, pack: 'call_c@1' }, ['begin > ask', 'ask > wait', 'wait > pack', 'pack > note']),
    ],
    [
      'when its port timeout leads somewhere now',
      drawn({ call: { type: 'task@1', config: { title: 'Call', role: 'operator' } } }, [...edges, 'wait.timeout > call']),
    ],
    ['when what it waits at has another title', drawn({ wait: waitFor(undefined, { title: 'Installer booked' }) })],
    ['when a step it did is drawn otherwise and nobody ahead reads it', drawn({ ask: { type: 'call_a@1', timeout: 'PT9S' }, note: reading('trigger.total') })],
    ['when what comes later reads what comes later', drawn({ note: reading('steps.reserve.total') })],
  ])('%s', (_, to) => expect(judged(to)).toBeUndefined());
});

describe('it stays', () => {
  it.each<[string, Drawn, Pin]>([
    ['when what it waits for differs', drawn({ wait: waitFor({ any: ['booked'], deadline: 'P7D' }) }), { code: 'node.wait_changed', node: 'wait' }],
    [
      'when what it waits at was renamed by its id',
      drawn({ wait: undefined, other: waitFor() }, ['begin > ask', 'ask > other', 'other > reserve']),
      { code: 'node.gone', node: 'wait' },
    ],
    [
      'when a step it did is gone',
      drawn({ ask: undefined, note: reading('trigger.a') }, ['begin > wait', 'wait > reserve', 'reserve > note']),
      { code: 'node.gone', node: 'ask' },
    ],
    ['when a step it did is of another type', drawn({ ask: 'call_c@1' }), { code: 'node.gone', node: 'ask' }],
    [
      'when a step it did would follow once more',
      drawn({}, ['begin > wait', 'wait > ask', 'ask > reserve', 'reserve > note']),
      { code: 'node.again', node: 'ask' },
    ],
    [
      'when a step ahead reads one it did, and that one is drawn otherwise',
      drawn({ ask: { type: 'call_a@1', timeout: 'PT9S' } }),
      { code: 'node.data_changed', node: 'note' },
    ],
    [
      'when a step ahead reads one that was drawn in behind it',
      drawn({ price: 'call_a@1', note: reading('steps.price.total') }, ['begin > price', 'price > ask', 'ask > wait', 'wait > reserve', 'reserve > note']),
      { code: 'node.data_changed', node: 'note' },
    ],
    ['when what undoes a step it did differs', drawn({ undo: 'call_a@1' }, [...edges, 'ask.compensate > undo']), { code: 'node.undo_changed', node: 'ask' }],
    ['when the flow is found by another key', drawn({}, edges, { key: { $expr: 'trigger.number' } }), { code: 'flow.settings_changed' }],
    ['when the flow listens to other signals', drawn({}, edges, { signals: { cancel: {} } }), { code: 'flow.settings_changed' }],
    ['when lengths are read in another zone', drawn({}, edges, { zone: 'Asia/Tokyo' }), { code: 'flow.settings_changed' }],
  ])('%s', (_, to, pin) => expect(judged(to)).toEqual(pin));

  it.each<[string, Told[], Pin]>([
    ['while a call is out', [{ type: 'effect.intended', step: 'ask', key: 'k', class: 'A' }], { code: 'run.not_waiting', node: 'ask' }],
    ['while a call is tried again later', [failed('ask', 'connector.unavailable', { retryAt: 99 })], { code: 'run.not_waiting', node: 'ask' }],
    ['while it is parked', [failed('ask')], { code: 'run.not_waiting' }],
    ['once it has ended', [done('ask'), waiting, done('wait'), done('reserve'), done('note')], { code: 'run.not_waiting' }],
    ['while it is canceled by undoing', [...toWait, { type: 'run.undoing', reason: 'asked' }], { code: 'run.not_waiting' }],
    ['while it waits for a child run', [done('ask'), { type: 'step.waiting', step: 'wait', children: ['c'] }], { code: 'run.related', node: 'wait' }],
    [
      'when another run waits for it',
      [{ type: 'run.started', trigger: 'begin', input: { v: {} }, keys: [], parent: { runId: 'p', step: 's' } }, ...toWait],
      { code: 'run.related' },
    ],
  ])('%s', (_, told, pin) => expect(judged(drawn(), told)).toEqual(pin));
});

describe('a join that was reached in part', () => {
  const parallel = { begin: 'begin@1', ask: 'call_a@1', wait: waitFor(), both: 'join@1', end: 'call_a@1' };
  const lines = ['begin > ask', 'begin > wait', 'ask > both', 'wait > both', 'both > end'];
  const run = (to: Drawn): Pin | undefined => judged(to, toWait, [parallel, lines]);

  it('is no hindrance while it collects the same lines', () => expect(run([{ ...parallel, end: 'call_c@1' }, lines])).toBeUndefined());

  it('keeps its run when a line is gone, and with it what had arrived', () => {
    expect(run([parallel, ['begin > ask', 'begin > wait', 'wait > both', 'both > end']])).toEqual({ code: 'node.join_changed', node: 'both' });
    expect(run([{ ...parallel, both: 'transform@1' }, lines])).toEqual({ code: 'node.join_changed', node: 'both' });
  });

  it('keeps its run when it was drawn in behind it', () => {
    const late = { ...parallel, early: 'join@1' };
    expect(run([late, [...lines, 'ask > early']])).toEqual({ code: 'node.join_changed', node: 'early' });
  });
});

describe('a step that both branches lead to', () => {
  const twice = { begin: 'begin@1', ask: 'call_a@1', wait: waitFor(), tell: 'call_a@1' };
  const lines = ['begin > ask', 'begin > wait', 'ask > tell', 'wait > tell'];
  const run = (to: Drawn): Pin | undefined => {
    const plan = planFor(twice, lines);
    const { run: before } = tell(plan, ...toWait);
    const tellId = [...before.steps.keys()].find((id) => id.startsWith('tell'))!;
    return judged(to, [...toWait, done(tellId)], [twice, lines]);
  };

  it('may follow once more where it would have followed anyway', () =>
    expect(run([{ ...twice, more: 'call_a@1' }, [...lines, 'tell > more']])).toBeUndefined());
  it('may not where one more way leads to it', () =>
    expect(run([{ ...twice, more: 'transform@1' }, [...lines, 'wait > more', 'more > tell']])).toEqual({ code: 'node.again', node: 'tell' }));
  it('may not where it is drawn otherwise', () =>
    expect(run([{ ...twice, tell: { type: 'call_a@1', timeout: 'PT9S' } }, lines])).toEqual({ code: 'node.again', node: 'tell' }));
});

it('two visits of one wait stay where only one could come', () => {
  const nodes = { begin: 'begin@1', a: 'call_a@1', wait: waitFor(), tell: 'call_a@1' };
  const from = planFor(nodes, ['begin > a', 'begin > wait', 'a > wait', 'wait > tell']);
  const { run } = tell(from, done('a'));
  const waits = [...run.open];
  expect(waits).toHaveLength(2);
  const both = tell(from, done('a'), ...waits.map((step): Told => ({ type: 'step.waiting', step, signals: ['booked'] }))).run;
  expect(pinOf(both, from, planFor(nodes, ['begin > a', 'a > wait', 'wait > tell']))).toEqual({ code: 'node.wait_changed', node: 'wait' });
});
