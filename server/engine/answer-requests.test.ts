import { describe, expect, it } from 'vitest';
import { hold } from '../../test/support/held.ts';
import { done, failed, planFor, type Told } from '../../test/support/tell.ts';
import { applyRequests } from './answer-requests.ts';
import type { Request } from './ports.ts';

const plan = planFor({ begin: 'begin@1', window: 'cancellation_window@1', ship: 'call_a@1', lines: 'for_each@1', wait: 'wait@1' }, [
  ...['begin > window', 'window > ship', 'window > lines', 'window > wait'],
]);
const released: Told[] = [done('window', 'released')];

/** What a wish does to a run of which this was told: its status, and what happened. */
async function asked(told: Told[], wish: Partial<Request>) {
  const { session, tell, clock, visit } = await hold(plan);
  tell(...told);
  const now = clock.now();
  applyRequests(session, [{ tenant: 't', runId: session.run.id, id: 'q1', kind: 'cancel', by: 'ada', reason: 'asked', at: now, ...wish }], now);
  return { run: session.run, visit, session };
}
const status = async (told: Told[], wish: Partial<Request> = {}): Promise<string> => (await asked(told, wish)).run.status;

describe('a cancel by a person', () => {
  const waiting: Told[] = ['ship', 'lines', 'wait'].map((step) => ({ type: 'step.waiting', step, until: Number.MAX_SAFE_INTEGER }));
  const later = failed('ship', 'connector.unavailable', { retryAt: Number.MAX_SAFE_INTEGER });
  const intended: Told = { type: 'effect.intended', step: 'ship', key: 'k', class: 'A' };

  it.each<[string, Told[], 'canceled' | 'running' | 'parked']>([
    ['ends an order that was not let go yet', [], 'canceled'],
    ['is too late for an order that is on its way', released, 'running'],
    ['is too late while a call is out, though its time is not come', [...released, ...waiting.slice(1), later, intended], 'running'],
    ['ends an order that was let go and only waits', [...released, ...waiting], 'canceled'],
    ['ends an order that was let go and waits for its next attempt', [...released, ...waiting.slice(1), later], 'canceled'],
    ['ends an order that was let go and then stopped', [...released, failed('ship')], 'canceled'],
  ])('%s', async (_case, told, expected) => {
    expect(await status(told)).toBe(expected);
  });

  it('says who and why', async () => {
    expect((await asked([], {})).run.reason).toBe('asked');
  });
});

describe('a retry', () => {
  const stopped = [...released, failed('ship')];

  it('that is shown again before it is answered in the log is one retry', async () => {
    const { session, tell, clock, visit } = await hold(plan);
    tell(...stopped);
    const wish: Request = { tenant: 't', runId: session.run.id, id: 'q1', kind: 'retry', by: 'ada', reason: 'asked', at: clock.now() };
    applyRequests(session, [wish], clock.now());
    tell(failed('ship'));
    applyRequests(session, [wish], clock.now());
    expect(visit('ship').status).toBe('failed');
  });

  it('makes the same request again', async () => {
    const { run, visit } = await asked(stopped, { kind: 'retry' });
    expect(run.status).toBe('running');
    expect(visit('ship')).toMatchObject({ status: 'scheduled', revision: 0, patch: undefined });
  });

  it('with a change makes another request, which the receiver must not take for the first', async () => {
    const { visit } = await asked(stopped, { kind: 'retry', patch: { price: 1 } });
    expect(visit('ship')).toMatchObject({ status: 'scheduled', revision: 1, patch: { v: { price: 1 } } });
  });

  it('lets go on what stopped at no step', async () => {
    expect(await status([{ type: 'run.parked', code: 'run.poison', reason: 'died twice' }], { kind: 'retry' })).toBe('running');
  });

  it('of a step that did not stop does nothing', async () => {
    const { run, visit } = await asked(stopped, { kind: 'retry', step: 'window' });
    expect(run.status).toBe('parked');
    expect(visit('window').status).toBe('completed');
  });

  it('of a run that has not stopped does nothing', async () => {
    const { run } = await asked(released, { kind: 'retry' });
    expect(run.events).toBe((await asked(released, { kind: 'skip' })).run.events);
  });
});

describe('a skip', () => {
  it('moves on from the step that stopped, through its first port, and says who did so', async () => {
    const { run, visit } = await asked([failed('window')], { kind: 'skip' });
    expect(run.status).toBe('running');
    expect(visit('window')).toMatchObject({ status: 'completed', port: 'released', skipped: true, output: { v: null } });
    expect(visit('ship').status).toBe('scheduled');
  });
});

it('a wish for a run that has ended is answered by doing nothing, and is not asked again', async () => {
  const { run, session } = await asked([{ type: 'run.canceled', reason: 'before' }], { kind: 'retry' });
  expect(run).toMatchObject({ status: 'canceled', reason: 'before' });
  expect(session.isDirty()).toBe(true);
});
