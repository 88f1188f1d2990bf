import { describe, expect, it } from 'vitest';
import { done, failed, planFor, retried, type Told, tell } from '../../test/support/tell.ts';

const open = (plan: ReturnType<typeof planFor>, ...told: Told[]): string[] => [...tell(plan, ...told).run.open];
const nodesOf = (plan: ReturnType<typeof planFor>, ...told: Told[]): string[] => {
  const { run } = tell(plan, ...told);
  return [...run.open].map((id) => run.steps.get(id)!.node);
};

describe('a step that failed for good', () => {
  const ports = ['error', 'timeout'];
  it.each([
    { because: 'its time was up', code: 'step.timeout', wired: ports, goes: 'timeout' },
    { because: 'the receiver took too long', code: 'connector.timeout', wired: ports, goes: 'timeout' },
    { because: 'the receiver took too long', code: 'connector.timeout', wired: ['error'], goes: 'error' },
    { because: 'the receiver refused', code: 'connector.refused', wired: ports, goes: 'error' },
    { because: 'the receiver refused', code: 'connector.refused', wired: ['timeout'], goes: 'parked' },
    { because: 'nobody knows whether it happened', code: 'connector.effect_unknown', wired: ports, unknown: true as const, goes: 'parked' },
  ])('because $because, with $wired drawn: $goes', ({ code, wired, unknown, goes }) => {
    const plan = planFor({ begin: 'begin@1', call: 'call_a@1', error: 'call_a@1', timeout: 'call_a@1' }, [
      'begin > call',
      ...wired.map((port) => `call.${port} > ${port}`),
    ]);
    const { run } = tell(plan, failed('call', code, unknown ? { unknown } : {}));
    expect(run.status === 'parked' ? 'parked' : [...run.open].join()).toBe(goes);
  });
});

describe('a join', () => {
  const branches = planFor({ begin: 'begin@1', a: 'call_a@1', b: 'call_a@1', c: 'call_a@1', both: 'join@1', after: 'call_a@1' }, [
    'begin > a',
    'begin > b',
    'b > c',
    'a > both',
    'c > both',
    'both > after',
  ]);

  it('waits for a branch that is still under way', () => {
    expect(open(branches, done('a'), done('b'))).toEqual(['c']);
    expect(open(branches, done('a'), done('b'), done('c'))).toEqual(['both']);
  });

  it('waits for a branch that stopped for a person, though the other arrives while the run is parked', () => {
    expect(open(branches, failed('b'), done('a'))).toEqual([]);
    expect(open(branches, failed('b'), done('a'), retried('b'), done('b'), done('c'))).toEqual(['both']);
  });

  it('counts a line that comes straight from the trigger', () => {
    const plan = planFor({ begin: 'begin@1', a: 'call_a@1', both: 'join@1' }, ['begin > a', 'begin > both', 'a > both']);
    expect(open(plan)).toEqual(['a']);
    expect(open(plan, done('a'))).toEqual(['both']);
  });

  it('is played at once where every line comes from the trigger', () => {
    expect(open(planFor({ begin: 'begin@1', both: 'join@1' }, ['begin > both']))).toEqual(['both']);
  });

  it('waits for another join that leads to it and is complete in the same instant', () => {
    const plan = planFor({ begin: 'begin@1', a: 'call_a@1', b: 'call_a@1', first: 'join@1', second: 'join@1' }, [
      'begin > a',
      'begin > b',
      'a > first',
      'b > second',
      'first > second',
    ]);
    expect(open(plan, done('b'), done('a'))).toEqual(['first']);
    expect(open(plan, done('b'), done('a'), done('first'))).toEqual(['second']);
  });

  it('goes on without a branch that took another way', () => {
    const plan = planFor({ begin: 'begin@1', a: 'call_a@1', b: 'call_a@1', mend: 'call_a@1', both: 'join@1' }, [
      ...['begin > a', 'begin > b', 'a > both', 'b > both', 'b.error > mend'],
    ]);
    expect(open(plan, done('a'), failed('b'))).toEqual(['mend', 'both']);
  });

  it('counts the line of a failure, once the step has failed and not before', () => {
    const plan = planFor({ begin: 'begin@1', a: 'call_a@1', b: 'call_a@1', both: 'join@1' }, ['begin > a', 'begin > b', 'a > both', 'b.error > both']);
    expect(open(plan, done('a'))).toEqual(['b']);
    expect(open(plan, done('a'), failed('b'))).toEqual(['both']);
  });

  it('that no line reached is not played', () => {
    const plan = planFor({ begin: 'begin@1', a: 'wait_for@1', both: 'join@1' }, ['begin > a', 'a.withdrawn > both']);
    expect(tell(plan, done('a')).run).toMatchObject({ status: 'completed', open: new Set() });
  });

  it('inside a container waits for the branches of its own item', () => {
    const plan = planFor({ begin: 'begin@1', lines: 'for_each@1', pick: 'call_a@1', pack: 'call_a@1', both: 'join@1' }, [
      ...['begin > lines', 'lines.item > pick', 'lines.item > pack', 'pick > both', 'pack > both'],
    ]);
    const item = (index: number): Told[] =>
      ['pick', 'pack'].map((node) => ({ type: 'step.scheduled', step: `lines:${index}/${node}`, node, from: 'lines', port: 'item', attempt: 1, revision: 0 }));
    const items: Told[] = [{ type: 'step.waiting', step: 'lines', items: { v: [1, 2] }, limit: 2 }, ...item(0), ...item(1)];
    expect(open(plan, ...items, done('lines:0/pick'), done('lines:1/pack'))).toEqual(['lines', 'lines:0/pack', 'lines:1/pick']);
    expect(open(plan, ...items, done('lines:0/pick'), done('lines:0/pack'))).toEqual(['lines', 'lines:1/pick', 'lines:1/pack', 'lines:0/both']);
  });
});

describe('a node that several lines reach', () => {
  it('is visited once for each of them, and what follows it too', () => {
    const plan = planFor({ begin: 'begin@1', a: 'call_a@1', b: 'call_a@1', mail: 'call_a@1', log: 'call_a@1' }, [
      ...['begin > a', 'begin > b', 'a > mail', 'b > mail', 'mail > log'],
    ]);
    expect(nodesOf(plan, done('a'), done('b'))).toEqual(['mail', 'mail']);
    const { run } = tell(plan, done('a'), done('b'));
    expect(nodesOf(plan, done('a'), done('b'), ...[...run.open].map((id) => done(id)))).toEqual(['log', 'log']);
  });
});

describe('a run that ends', () => {
  it('says the output of the step that ended last', () => {
    const plan = planFor({ begin: 'begin@1', a: 'call_a@1', b: 'call_a@1' }, ['begin > a', 'begin > b']);
    expect(tell(plan, done('b'), done('a')).run.output).toEqual({ v: 'a' });
  });

  it('says nothing when it did nothing', () => {
    expect(tell(planFor({ begin: 'begin@1' }, [])).run).toMatchObject({ status: 'completed', output: undefined });
  });
});

describe('a signal nobody in the run waits for', () => {
  const signal = (name: string, data: unknown = null): Told => ({ type: 'signal.taken', id: 's1', name, key: 'k', data: { v: data } as never, stored: 0 });
  const withRules = (signals: Record<string, { on?: string; to?: string }>) =>
    planFor({ begin: 'begin@1', a: 'wait@1', stop: 'call_a@1' }, ['begin > a'], { signals });

  it.each([
    { data: { reason: 'changed my mind' }, reason: 'changed my mind' },
    { data: { reason: 7 }, reason: 'Canceled by signal shop.cancelled' },
    { data: ['changed my mind'], reason: 'Canceled by signal shop.cancelled' },
    { data: null, reason: 'Canceled by signal shop.cancelled' },
  ])('cancels it where the flow listens for a cancel: $data', ({ data, reason }) => {
    expect(tell(withRules({ cancel: { on: 'shop.cancelled' } }), signal('shop.cancelled', data)).run).toMatchObject({ status: 'canceled', reason });
  });

  it.each(['cancel', 'shop.cancelled'])('may carry the name of the flow or that of the sender: %s', (name) => {
    expect(tell(withRules({ other: { on: 'x', to: 'stop' }, cancel: { on: 'shop.cancelled' } }), signal(name)).run.status).toBe('canceled');
    expect(tell(withRules({ cancel: {} }), signal('cancel')).run.status).toBe('canceled');
  });

  it('starts a visit where its rule names a node', () => {
    expect(nodesOf(withRules({ recall: { to: 'stop' } }), signal('recall'))).toEqual(['a', 'stop']);
  });

  it('starts a visit of its own each time it is sent: one begun before goes on, and so does what follows it', () => {
    const plan = planFor({ begin: 'begin@1', a: 'wait@1', stop: 'call_a@1', after: 'call_a@1' }, ['begin > a', 'stop > after'], {
      signals: { recall: { to: 'stop' } },
    });
    const twice: Told[] = ['s1', 's2'].map((id) => ({ type: 'signal.taken', id, name: 'recall', key: 'k', data: { v: null }, stored: 0 }));
    const { run } = tell(plan, ...twice);
    const visits = [...run.open].filter((id) => id !== 'a');
    expect(visits.map((id) => run.steps.get(id)!.node)).toEqual(['stop', 'stop']);
    expect(nodesOf(plan, ...twice, ...visits.map((id) => done(id)))).toEqual(['a', 'after', 'after']);
  });

  it('moves nothing without a rule, and under a rule that is no cancel and leads nowhere', () => {
    expect(open(withRules({}), signal('cancel'))).toEqual(['a']);
    expect(open(withRules({ noted: {} }), signal('noted'))).toEqual(['a']);
  });

  it('moves nothing once the order was let go', () => {
    const plan = planFor({ begin: 'begin@1', window: 'cancellation_window@1', a: 'wait@1' }, ['begin > window', 'window > a'], { signals: { cancel: {} } });
    expect(open(plan, done('window', 'released'), signal('cancel'))).toEqual(['a']);
  });
});

describe('a run in a lane that a person set going again', () => {
  const lane = { key: { $expr: 'trigger.customer' } };
  const stopped: Told[] = [
    { type: 'run.started', trigger: 'begin', input: { v: {} }, keys: [], lane: 'acme' },
    { type: 'run.parked', code: 'expr.failed', reason: 'its key cannot be read' },
    { type: 'run.resumed', by: 'ada', reason: 'mended' },
  ];
  const draw = (stuck: 'wait' | 'pass') => planFor({ begin: 'begin@1', a: 'call_a@1' }, ['begin > a'], { lane: { ...lane, stuck } });

  it('takes its first steps when the others have passed it by', () => {
    expect(open(draw('pass'), ...stopped)).toEqual(['a']);
  });

  it('still waits for its turn when they wait for it', () => {
    expect(open(draw('wait'), ...stopped)).toEqual([]);
    expect(open(draw('wait'), ...stopped, { type: 'lane.entered' })).toEqual(['a']);
  });
});
