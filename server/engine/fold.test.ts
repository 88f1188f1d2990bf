import { describe, expect, it } from 'vitest';
import { done, planFor, type Told, tell } from '../../test/support/tell.ts';
import type { RunEvent } from './events.ts';
import { emptyRun, fold, foldAll } from './fold.ts';

const plan = planFor({ begin: 'begin@1', a: 'call_a@1', b: 'call_b@1', lines: 'for_each@1' }, ['begin > a', 'begin > b', 'begin > lines']);
const failed: Told = { type: 'step.failed', step: 'a', error: { code: 'connector.refused', message: 'no', retryable: false } };
const retried: Told = { type: 'step.retried', step: 'a', by: 'ada', reason: 'mended', revision: 1, patch: { v: { price: 1 } } };

describe('a log of another version', () => {
  it.each<Told>([
    { type: 'step.aside', step: 'gone', until: 1 },
    { type: 'effect.intended', step: 'gone', key: 'k', class: 'A' },
    { type: 'step.completed', step: 'gone', port: 'done', output: { v: 1 }, setsOrder: true },
    { ...failed, step: 'gone' } as Told,
    { type: 'step.waiting', step: 'gone', until: 1 },
    { ...retried, step: 'gone' } as Told,
    { type: 'signal.taken', step: 'gone', id: 's', name: 'n', key: 'k', data: { v: 1 }, stored: 0 },
    { type: 'run.parked', step: 'gone', code: 'node.failed', reason: 'no' },
    { type: 'lane.waiting', until: 1 },
    { type: 'lane.entered' },
  ])('may tell of a step or lane nobody knows, which moves no step: %j', (told) => {
    const before = tell(plan).run;
    const after = fold(tell(plan).run, { at: 1, ...told } as RunEvent);
    expect([after.steps, after.open, after.order, after.lane]).toEqual([before.steps, before.open, before.order, before.lane]);
  });
});

describe('a step that completed', () => {
  it('may set the order, and find keys, each kept once', () => {
    const { run } = tell(plan, { ...done('a'), setsOrder: true, keys: ['A-1', 'A-2'] } as Told, { ...done('b'), keys: ['A-2', 'A-3'] } as Told, {
      type: 'run.keyed',
      keys: ['A-3', 'A-4'],
    });
    expect(run).toMatchObject({ order: { v: 'a' }, keys: ['A-1', 'A-2', 'A-3', 'A-4'] });
  });
});

describe('a step that a person set going again', () => {
  const at = (run: ReturnType<typeof tell>['run'], step: string) => run.steps.get(step)!;

  it('begins anew with the changed request', () => {
    const { run } = tell(plan, failed, retried);
    expect(run).toMatchObject({ status: 'running', code: undefined, reason: undefined });
    expect(at(run, 'a')).toMatchObject({ status: 'scheduled', attempt: 1, revision: 1, patch: { v: { price: 1 } }, error: undefined, stuck: false });
  });

  it('keeps an earlier change where this time nothing is changed', () => {
    const { patch: _, ...plain } = retried as Extract<RunEvent, { type: 'step.retried' }>;
    expect(at(tell(plan, failed, retried, failed, plain).run, 'a').patch).toEqual({ v: { price: 1 } });
  });

  it.each([
    ['a wait begins its time again', { until: 9 }, false],
    ['items that were begun stay begun', { items: { v: [1] }, limit: 1 }, true],
    ['children that were begun stay begun', { children: ['c'] }, true],
  ])('%s', (_case, wait, isKept) => {
    const { run } = tell(plan, { type: 'step.waiting', step: 'a', ...wait }, failed, retried);
    expect(at(run, 'a').wait !== undefined).toBe(isKept);
    expect(at(run, 'a').waitsSince).toBeUndefined();
  });

  it.each([
    ['a', 'A', false],
    ['b', 'B', true],
  ] as const)('has looked at the receiver of %s; class %s, its answer still lost: %s', (step, effectClass, isLost) => {
    const { run } = tell(
      plan,
      { type: 'effect.intended', step, key: 'k', class: effectClass },
      { ...failed, step, lost: true } as Told,
      { ...retried, step } as Told,
    );
    expect(at(run, step).effect).toMatchObject({ lost: isLost, open: false });
  });
});

describe('an effect', () => {
  it('keeps the instant of its first call under one key, and begins anew under another', () => {
    const intended = (key: string): Told => ({ type: 'effect.intended', step: 'a', key, class: 'A' });
    const again: Told = { ...failed, retryAt: 5 } as Told;
    const { run } = tell(plan, intended('k'), again, intended('k'));
    expect(run.steps.get('a')!.effect).toMatchObject({ at: 1, open: true });
    expect(tell(plan, intended('k'), again, intended('k2')).run.steps.get('a')!.effect).toMatchObject({ at: 3, key: 'k2' });
  });

  it('that answers clears the run of the deaths before', () => {
    const intended: Told = { type: 'effect.intended', step: 'a', key: 'k', class: 'A' };
    const deaths = (...told: Told[]) => tell(plan, ...told).run.deaths;
    expect(deaths(intended, { type: 'run.claimed', alone: true })).toBe(1);
    expect(deaths(intended, { type: 'run.claimed' })).toBe(0);
    expect(deaths(intended, { type: 'run.claimed', alone: true }, done('a'))).toBe(0);
    expect(deaths(intended, { type: 'run.claimed', alone: true }, done('b'))).toBe(1);
  });
});

it('a cancel ends every open step with the run', () => {
  const { run } = tell(plan, { type: 'step.waiting', step: 'a', until: 9 }, { type: 'run.canceled', reason: 'changed my mind' });
  expect(run).toMatchObject({ status: 'canceled', code: 'run.canceled', reason: 'changed my mind', open: new Set() });
  expect([...run.steps.values()].map(({ status, due }) => [status, due])).toEqual([
    ['completed', undefined],
    ...Array.from({ length: 3 }, () => ['canceled', undefined]),
  ]);
});

it('the same log is the same run, in whatever commits it came', () => {
  const { log } = tell(plan, failed, retried, done('a'));
  const commits = log.map((event) => ({ events: [event] }));
  expect(foldAll('r', commits)).toEqual(foldAll('r', [{ events: log }]));
  expect(foldAll('r', []).steps).toEqual(emptyRun('r').steps);
});
