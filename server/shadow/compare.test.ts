import { describe, expect, it } from 'vitest';
import type { Json } from '../../flows/flow.ts';
import type { RunEvent, RunStatus } from '../engine/events.ts';
import { foldAll } from '../engine/fold.ts';
import type { RunHead } from '../engine/ports.ts';
import { compare, type Side } from './compare.ts';

const start: RunEvent = { type: 'run.started', at: 0, trigger: 'in', input: { v: {} }, keys: [] };
const visit = (node: string, step = node): RunEvent => ({ type: 'step.scheduled', at: 1, step, node, attempt: 1, revision: 0 });
const done = (step: string, port = 'done'): RunEvent => ({ type: 'step.completed', at: 2, step, port, output: { v: null } });
const wait = (step: string, until: number): RunEvent => ({ type: 'step.waiting', at: 2, step, until });
const call = (step: string): RunEvent => ({ type: 'effect.intended', at: 1, step, key: `key ${step}`, class: 'A' });
const fail = (step: string): RunEvent => ({ type: 'step.failed', at: 2, step, error: { code: 'expr.failed', message: 'no number', retryable: false } });

const side = (id: string, events: RunEvent[], requests: Record<string, Json> = {}, head: Partial<RunHead> = {}): Side => ({
  head: { tenant: 't', id, flow: 'f', version: 'v', status: 'completed' as RunStatus, startedAt: 0, updatedAt: 0, seq: 1, open: [], keys: [], ...head },
  run: foldAll(id, [{ events: [start, ...events] }]),
  requests: new Map(Object.entries(requests)),
});
const said = (live: Side, shadow: Side) => compare(live, shadow).map(({ kind, node }) => `${kind} ${node}`);

describe('a shadow beside its live run', () => {
  const plain = [visit('a'), done('a'), visit('b'), call('b'), done('b')];

  it('is the same where steps, ports and requests are, whatever the steps are called and though it names itself', () => {
    const other = [visit('a'), done('a'), visit('b', 'b.x'), call('b.x'), done('b.x')];
    expect(said(side('abc', plain, { b: { run: 'abc' } }), side('s0abc', other, { 'b.x': { run: 's0abc' } }))).toEqual([]);
  });

  it('parts at the first other port', () => {
    expect(said(side('l', [visit('a'), done('a', 'small')]), side('s', [visit('a'), done('a', 'large'), visit('b'), call('b'), done('b')]))).toEqual([
      'path a',
      'made b',
    ]);
  });

  it('lacks nothing while it is under way, and what is missing once it is over', () => {
    const short = [visit('a'), done('a')];
    expect(said(side('l', plain), side('s', short, {}, { status: 'waiting' }))).toEqual([]);
    expect(said(side('l', plain), side('s', short))).toEqual(['path b', 'not-made b']);
    expect(said(side('l', short, {}, { status: 'waiting' }), side('s', plain))).toEqual([]);
  });

  it('asks otherwise, waits otherwise, fails alone and carries another amount', () => {
    expect(said(side('l', plain, { b: { n: 1 } }), side('s', plain, { b: { n: 2 } }))).toEqual(['body b']);
    expect(said(side('l', [visit('a'), wait('a', 60_000)]), side('s', [visit('a'), wait('a', 64_000)]))).toEqual([]);
    expect(said(side('l', [visit('a'), wait('a', 60_000)]), side('s', [visit('a'), wait('a', 90_000)]))).toEqual(['due a']);
    expect(said(side('l', [visit('a'), done('a')]), side('s', [visit('a'), fail('a')], {}, { status: 'running' }))).toEqual(['error a']);
    expect(said(side('l', [], {}, { amount: '100', currency: 'EUR' }), side('s', [], {}, { amount: '90', currency: 'EUR' }))).toEqual(['money ']);
  });
});
