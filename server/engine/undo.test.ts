import { describe, expect, it } from 'vitest';
import { hold } from '../../test/support/held.ts';
import { done, failed, planFor, retried, type Told, tell } from '../../test/support/tell.ts';
import { applyRequests } from './answer-requests.ts';
import type { RunEvent } from './events.ts';
import { stop } from './undo.ts';

const nodes = {
  begin: 'begin@1',
  book: 'call_a@1',
  pay: 'call_a@1',
  look: 'call_a@1',
  ship: 'call_a@1',
  free: 'call_a@1',
  refund: 'call_a@1',
  tell: 'call_a@1',
};
const edges = ['begin > book', 'book > pay', 'pay > look', 'look > ship', 'book.compensate > free', 'pay.compensate > refund', 'refund > tell'];
const plan = planFor(nodes, edges);
const canceled = (of = plan, ...told: Told[]): RunEvent => stop(of, tell(of, ...told).run, 99, { reason: 'changed their mind', by: 'ada' });
/** What is open after this was told, by node. */
const open = (...told: Told[]): string[] => {
  const { run } = tell(plan, ...told);
  return [...run.open].map((id) => run.steps.get(id)!.node);
};
const undoing = { type: 'run.undoing', reason: 'changed their mind', by: 'ada' } as const;
const idOf = (node: string, ...told: Told[]): string => [...tell(plan, ...told).run.steps.values()].find((step) => step.node === node)!.id;

describe('a run that is stopped', () => {
  it('before anything was done that can be undone is canceled at once', () => {
    expect(canceled()).toEqual({ type: 'run.canceled', at: 99, reason: 'changed their mind', by: 'ada' });
  });

  it('undoes what was done, last done first, and is canceled then', () => {
    const told: Told[] = [done('book'), done('pay'), undoing];
    expect(canceled(plan, ...told.slice(0, 2)).type).toBe('run.undoing');
    expect(open(...told)).toEqual(['refund']);
    const refund = idOf('refund', ...told);
    told.push(done(refund));
    expect(open(...told)).toEqual(['tell']);
    told.push(done(idOf('tell', ...told)));
    expect(open(...told)).toEqual(['free']);
    told.push(done(idOf('free', ...told)));
    const { run, log } = tell(plan, ...told);
    expect(log.at(-1)).toMatchObject({ type: 'run.canceled', reason: 'changed their mind', by: 'ada' });
    expect([...run.steps.values()].map(({ node, status }) => `${node} ${status}`)).toContain('look canceled');
  });

  it('goes by the order of completion, not by that of the drawing', () => {
    const beside = planFor(nodes, ['begin > book', 'begin > pay', 'begin > look', 'book.compensate > free', 'pay.compensate > refund']);
    const { run } = tell(beside, done('pay'), done('book'), undoing);
    expect([...run.open].map((id) => run.steps.get(id)!.node)).toEqual(['free']);
  });

  it('waits for a call that is out before it undoes it', () => {
    const out: Told[] = [done('book'), { type: 'effect.intended', step: 'pay', key: 'k', class: 'A' }];
    expect(canceled(plan, ...out)).toMatchObject({ type: 'run.undoing', pending: ['pay'] });
    const told: Told[] = [...out, { ...undoing, pending: ['pay'] }];
    expect(open(...told)).toEqual(['pay']);
    expect(open(...told, done('pay'))).toEqual(['refund']);
    expect(open(...told, failed('pay'))).toEqual(['free']);
    const unsure = tell(plan, ...told, failed('pay', 'connector.effect_unknown', { unknown: true })).run;
    expect(unsure).toMatchObject({
      status: 'parked',
      reason: expect.stringMatching(/^What is to be undone is not known yet: pay failed\. Skip it when it happened/),
    });
  });

  it('does not undo what was switched off, left through timeout or was skipped undone', () => {
    const off = planFor({ ...nodes, book: { type: 'call_a@1', off: true } }, edges);
    expect(canceled(off, done('book')).type).toBe('run.canceled');
    expect(canceled(plan, done('book', 'timeout')).type).toBe('run.canceled');
    const skip: Told = { ...done('book'), skipped: true } as Told;
    expect(canceled(plan, failed('book'), skip).type).toBe('run.canceled');
    const lost: Told = { ...failed('book', 'connector.effect_unknown', { unknown: true }), lost: true } as Told;
    expect(canceled(plan, { type: 'effect.intended', step: 'book', key: 'k', class: 'C' }, lost, skip).type).toBe('run.undoing');
  });

  it('stops with clear words when a step is not undone, and goes on once that is mended', () => {
    const told: Told[] = [done('book'), undoing];
    const free = idOf('free', ...told);
    told.push(failed(free));
    const { run } = tell(plan, ...told);
    expect(run).toMatchObject({ status: 'parked', code: 'connector.refused' });
    expect(run.reason).toBe(`Call A is not undone: ${free} failed. Retry it, skip it when it was undone by hand, or cancel to leave the rest as it is`);
    expect(tell(plan, ...told, retried(free), done(free)).run.status).toBe('canceled');
    expect(stop(plan, run, 9, { reason: 'leave it' }).type).toBe('run.canceled');
  });

  it('leaves a failed undoing by its port error where that is drawn', () => {
    const mended = planFor({ ...nodes, call: 'call_a@1' }, [...edges, 'free.error > call']);
    const { run } = tell(mended, done('book'), undoing, failed(idOf('free', done('book'), undoing)));
    expect([...run.open].map((id) => run.steps.get(id)!.node)).toEqual(['call']);
  });
});

describe('a flow that compensates on failure', () => {
  const flow = planFor(nodes, edges, { onFailure: 'compensate' });
  it('undoes what was done when a step fails with no way on', () => {
    const { run } = tell(flow, done('book'), failed('pay'));
    expect(run.status).toBe('running');
    expect([...run.open].map((id) => run.steps.get(id)!.node)).toEqual(['free']);
  });
  it('is canceled at once when nothing was', () => {
    expect(tell(flow, failed('book')).run).toMatchObject({ status: 'canceled', reason: 'book failed' });
  });
  it('parks when nobody knows whether it happened', () => {
    expect(tell(flow, done('book'), failed('pay', 'connector.effect_unknown', { unknown: true })).run.status).toBe('parked');
  });
});

describe('a wish while it undoes', () => {
  const asked = async (told: Told[], by: string) => {
    const held = await hold(plan);
    held.tell(...told);
    const { run } = held.session;
    applyRequests(held.session, [{ tenant: 't', runId: run.id, id: 'q', kind: 'cancel', by, reason: 'again', at: held.clock.now() }], held.clock.now());
    return run;
  };
  it('to cancel changes nothing', async () => {
    expect(await asked([done('book'), undoing], 'ada')).toMatchObject({ status: 'running', undoing: { reason: 'changed their mind' } });
  });
  it('leaves the rest as it is once it has stopped, when a person says so', async () => {
    const stopped: Told[] = [done('book'), undoing, failed(idOf('free', done('book'), undoing))];
    expect(await asked(stopped, 'ada')).toMatchObject({ status: 'canceled', reason: 'again' });
    expect(await asked(stopped, 'system')).toMatchObject({ status: 'parked' });
  });
  it('a signal is not taken for a second cancel, nor does one that leads to a node begin a visit', () => {
    const listening = planFor({ ...nodes, recall: 'call_a@1' }, edges, { signals: { cancel: {}, recall: { to: 'recall' } } });
    const signal = { id: 's', key: 'k', data: { v: null }, stored: 0 };
    const { run } = tell(listening, done('book'), { type: 'signal.taken', name: 'cancel', ...signal });
    expect(run.undoing).toEqual({ reason: 'Canceled by signal cancel' });
  });
});
