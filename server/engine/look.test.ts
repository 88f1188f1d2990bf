import { describe, expect, it } from 'vitest';
import type { Json } from '../../flows/flow.ts';
import { hold } from '../../test/support/held.ts';
import { done, planFor, type Told } from '../../test/support/tell.ts';
import { lookForSignals } from './look.ts';
import type { Plan } from './plan.ts';

/** A held run that looks once. Signals are `name key id`, at the instants given; answers with what was taken, `name id step`. */
async function look(plan: Plan, told: Told[], signals: [name: string, key: string, at?: number, id?: string][], document: Json = { number: 'A-1' }) {
  const { session, deps, tell, asked } = await hold(plan, document);
  for (const [name, key, at = 0, id = 's'] of signals)
    await deps.store.signal({ tenant: 't', name, key: key === 'run' ? session.run.id : key, id, at, data: null });
  tell(...told);
  const touched = new Set<string>();
  const events = session.run.events;
  await lookForSignals(deps.store, session, 9, touched);
  const taken = [...session.run.steps.values()].flatMap(({ id, signals: own }) => own.map((one) => `${one.name} ${one.id} by ${id}`));
  return {
    taken,
    touched: [...touched],
    status: session.run.status,
    open: [...session.run.open].map((id) => session.run.steps.get(id)!.node),
    asked: asked.filter((one) => one === 'signals').length,
    isMoved: session.run.events > events,
  };
}

const key = { $expr: 'trigger.number' };
const facts = (...told: Partial<Extract<Told, { type: 'step.waiting' }>>[]): Told[] =>
  told.map((wait, index) => ({ type: 'step.waiting', step: index === 0 ? 'a' : 'b', ...wait }));
const two = planFor({ begin: 'begin@1', a: 'wait_for@1', b: 'wait_for@1' }, ['begin > a', 'begin > b'], { key });

describe('a wait', () => {
  it('takes what is stored under a key of the run, or under the run itself', async () => {
    const found = await look(two, facts({ signals: ['booked', 'paid'] }), [
      ['booked', 'A-1'],
      ['paid', 'run'],
      ['paid', 'B-2', 0, 'other'],
    ]);
    expect(found).toMatchObject({ taken: ['booked s by a', 'paid s by a'], touched: ['a'] });
  });

  it('with a key of its own takes what is stored under that, not what is about the run', async () => {
    const found = await look(two, facts({ signals: ['paid'], key: 'INV-7' }), [
      ['paid', 'A-1', 0, 'order'],
      ['paid', 'INV-7', 0, 'invoice'],
    ]);
    expect(found.taken).toEqual(['paid invoice by a']);
    expect((await look(two, facts({ signals: ['paid'], key: 'INV-7' }), [['paid', 'run']])).taken).toEqual(['paid s by a']);
  });

  it('that began later does not take what came before, but leaves it to one that does', async () => {
    expect(await look(two, facts({ signals: ['paid'], since: 5 }), [['paid', 'A-1', 4]])).toMatchObject({ taken: [], isMoved: false });
    expect((await look(two, facts({ signals: ['paid'], since: 5 }, { signals: ['paid'] }), [['paid', 'A-1', 4]])).taken).toEqual(['paid s by b']);
    expect((await look(two, facts({ signals: ['paid'], since: 5 }), [['paid', 'A-1', 5]])).taken).toEqual(['paid s by a']);
  });

  it('for a person takes the answer to its own task and no other', async () => {
    const found = await look(two, facts({ task: 't1' }, { task: 't2' }), [['task.completed', 'run', 0, 't2']]);
    expect(found).toMatchObject({ taken: ['task.completed t2 by b'], touched: ['b'] });
    expect((await look(two, facts({ task: 't1' }), [['task.completed', 'run', 0, 't9']])).taken).toEqual([]);
  });

  it('for child runs takes the end of its own children and no other', async () => {
    const found = await look(two, facts({ children: ['c1'] }, { children: ['c2'] }), [
      ['run.ended', 'run', 0, 'c2'],
      ['run.ended', 'run', 0, 'c9'],
    ]);
    expect(found.taken).toEqual(['run.ended c2 by b']);
  });

  it('is the only thing looked for: a run that waits for nothing asks nobody', async () => {
    expect((await look(two, [], [['paid', 'A-1']])).asked).toBe(0);
  });
});

describe('a signal for the whole flow', () => {
  const begin = { begin: 'begin@1', window: 'cancellation_window@1', a: 'wait@1', stop: 'call_a@1' };
  const lines = ['begin > window', 'window > a'];
  const cancel = (rule: { on?: string; to?: string }) => planFor(begin, lines, { key, signals: { cancel: rule } });
  const held: Told = { type: 'step.waiting', step: 'window', signals: ['hold'], until: 99 };

  it.each([
    [{}, 'cancel'],
    [{ on: 'shop.order_cancelled' }, 'shop.order_cancelled'],
    [{ on: 'shop.order_cancelled' }, 'cancel'],
  ])('cancels, under the name its rule %j gives it: %s', async (rule, name) => {
    expect((await look(cancel(rule), [held], [[name, 'A-1']])).status).toBe('canceled');
  });

  it('begins its drawn way back once the window has let the order go, and not before', async () => {
    const intercept = cancel({ to: 'stop' });
    expect(await look(intercept, [held], [['cancel', 'A-1']])).toMatchObject({ open: ['window'], isMoved: false });
    expect((await look(intercept, [done('window', 'released')], [['cancel', 'A-1']])).open).toEqual(['a', 'stop']);
    const never = planFor({ begin: 'begin@1', a: 'wait@1', stop: 'call_a@1' }, ['begin > a'], { key, signals: { cancel: { to: 'stop' } } });
    expect((await look(never, [], [['cancel', 'A-1']])).open).toEqual(['a', 'stop']);
  });

  it('under a rule that is no cancel and leads nowhere is not listened to', async () => {
    const noted = planFor(begin, lines, { key, signals: { noted: {} } });
    expect((await look(noted, [held], [['noted', 'A-1']])).isMoved).toBe(false);
  });

  it('is its parent’s to hear where the run is a slice of a container', async () => {
    const slice: Told = { type: 'run.started', trigger: 'window', input: { v: null }, keys: ['A-1'], scope: 'window' };
    expect((await look(cancel({}), [slice, { ...held, signals: ['cancelled'] } as Told], [['cancel', 'A-1']])).status).toBe('running');
  });

  it('finds a run that queues in its lane: a cancel ends it at once, a way back is not begun before its turn', async () => {
    const inLane = { key, lane: { key } };
    const queuing = planFor(begin, lines, { ...inLane, signals: { recall: { to: 'stop' }, cancel: {} } });
    expect((await look(queuing, [], [['cancel', 'A-1']])).status).toBe('canceled');
    expect(await look(queuing, [], [['recall', 'A-1']])).toMatchObject({ open: [], isMoved: false });
    expect((await look(queuing, [{ type: 'lane.entered' }], [['recall', 'A-1']])).open).toEqual(['window', 'stop']);
  });
});
