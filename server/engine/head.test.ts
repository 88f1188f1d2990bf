import { describe, expect, it } from 'vitest';
import { done, failed, planFor, type Told, tell } from '../../test/support/tell.ts';
import { headOf } from './head.ts';
import type { RunHead } from './ports.ts';

const plan = planFor({ begin: 'begin@1', a: 'call_a@1', b: 'call_a@1', mail: 'call_a@1' }, ['begin > a', 'begin > b', 'a > mail', 'b > mail']);
const base: RunHead = {
  ...{ tenant: 't', id: 'r', flow: 'f', version: 'v1', status: 'running', startedAt: 0, updatedAt: 0, seq: 1, open: [], keys: [] },
  ...{ amount: '100', currency: 'EUR', parent: 'p' },
};
const head = (...told: Told[]) => headOf(base, tell(plan, ...told).run, 2);
const waiting = (step: string, until?: number): Told => ({ type: 'step.waiting', step, ...(until === undefined ? {} : { until }) });
const intended: Told = { type: 'effect.intended', step: 'a', key: 'k', class: 'A' };

describe('what lists show of a run', () => {
  it('keeps what never changes and counts the commits', () => {
    expect(head()).toMatchObject({ amount: '100', currency: 'EUR', parent: 'p', seq: 2 });
  });

  it.each<[string, Told[], Partial<RunHead>]>([
    ['is at work while a step is to be taken', [waiting('a', 9)], { status: 'running', open: ['a', 'b'], wakeAt: 1 }],
    ['waits until the first of its waits is over', [waiting('a', 9), waiting('b', 5)], { status: 'waiting', wakeAt: 5 }],
    ['waits until its next attempt', [waiting('a', 9), failed('b', 'connector.unavailable', { retryAt: 5 })], { status: 'waiting', wakeAt: 5 }],
    ['is at work while a call is out', [intended, waiting('b', 9)], { status: 'running', inFlight: true }],
    ['names a node once that is visited twice', [done('a'), done('b')], { open: ['mail'] }],
  ])('%s', (_case, told, expected) => {
    expect(head(...told)).toMatchObject(expected);
  });

  it('is due at no time while it waits for facts alone', () => {
    const { status, wakeAt, inFlight } = head(waiting('a'), waiting('b'));
    expect({ status, wakeAt, inFlight }).toEqual({ status: 'waiting', wakeAt: undefined, inFlight: undefined });
  });

  it('is due at no time once it has ended', () => {
    const { status, wakeAt, open, endedAt } = head(waiting('a', 9), { type: 'run.canceled', reason: 'no' });
    expect({ status, wakeAt, open, endedAt }).toEqual({ status: 'canceled', wakeAt: undefined, open: [], endedAt: 2 });
  });
});

describe('parked runs', () => {
  const parked = (reason: string): Told => ({ type: 'run.parked', code: 'run.poison', reason });

  it('are of one cause when only numbers differ', () => {
    const cause = (reason: string) => head(parked(reason)).fingerprint;
    expect(cause('order 17 was refused')).toBe(cause('order 4711 was refused'));
    expect(cause('order 17 was refused')).not.toBe(cause('order 17 was lost'));
  });

  it('name the node that failed beside those still open, and are due at no time', () => {
    const { open, wakeAt, code, reason } = head(failed('a'));
    expect({ open, wakeAt, code, reason }).toEqual({ open: ['b', 'a'], wakeAt: undefined, code: 'connector.refused', reason: 'a failed' });
  });
});

describe('a parked run with a failure that its drawing had an answer to', () => {
  const answered = planFor({ begin: 'begin@1', a: 'call_a@1', b: 'call_a@1', mend: 'call_a@1' }, ['begin > a', 'begin > b', 'b.error > mend']);
  const headAt = (...told: Told[]) => headOf(base, tell(answered, ...told).run, 2);

  it('names what stopped, and is of one cause with those that met no such failure', () => {
    const mended = headAt(failed('b'), done('mend'), failed('a'));
    expect(mended.open).toEqual(['a']);
    expect(mended.fingerprint).toBe(headAt(done('b'), failed('a')).fingerprint);
  });
});

describe('a run in its lane', () => {
  const inLane: Told = { type: 'run.started', trigger: 'begin', input: { v: {} }, keys: [], lane: 'acme' };

  it('is to be looked at at once, until somebody has seen whether its turn has come', () => {
    expect(head(inLane)).toMatchObject({ status: 'running', lane: 'acme', open: ['begin'], wakeAt: 0 });
  });

  it('says for whom it waits, and until when', () => {
    expect(head(inLane, { type: 'lane.waiting', ahead: 'r0', until: 60 })).toMatchObject({
      ...{ status: 'waiting', code: 'lane.waiting', wakeAt: 60 },
      reason: 'Waits for its turn in lane "acme": run r0 is ahead of it',
    });
    expect(head(inLane, { type: 'lane.waiting', until: 60 })).toMatchObject({ status: 'waiting', code: 'flow.paused', wakeAt: 60 });
  });

  it('is like any other once its turn has come', () => {
    expect(head(inLane, { type: 'lane.entered' })).toMatchObject({ status: 'running', lane: 'acme', open: ['a', 'b'] });
  });
});
