import { expect, it } from 'vitest';
import { hold } from '../../test/support/held.ts';
import { done, planFor } from '../../test/support/tell.ts';
import { holdBack, stepAside } from './step-aside.ts';

const plan = planFor({ begin: 'begin@1', a: 'call_a@1', b: 'call_a@1' }, ['begin > a', 'begin > b']);
const second = 1_000;

it.each([
  ['a quarter of a minute at least', 0, 15],
  ['as long as it has waited', 60, 60],
  ['five minutes at most', 3_600, 300],
])('a run that nobody calls looks again after %s', async (_case, waited, patience) => {
  const { session, visit, clock } = await hold(plan);
  const now = clock.now() + waited * second;
  stepAside(session, ['a'], now);
  expect(visit('a')).toMatchObject({ status: 'scheduled', isAside: true, due: now + patience * second });
  expect(visit('b').isAside).toBe(false);
});

it('what has been said is not said again before its time to look has come', async () => {
  const { session, clock } = await hold(plan);
  const now = clock.now();
  stepAside(session, ['a'], now);
  const { events } = session.run;
  stepAside(session, ['a'], now + 14 * second);
  expect(session.run.events).toBe(events);
  stepAside(session, ['a'], now + 15 * second);
  expect(session.run.events).toBe(events + 1);
});

it('a step that is over meanwhile stands aside no more', async () => {
  const { session, tell, visit, clock } = await hold(plan);
  tell(done('a'));
  stepAside(session, ['a'], clock.now());
  expect(visit('a')).toMatchObject({ status: 'completed', isAside: false });
});

it('one whose connection is paused is due by no time, spends no attempt, and says so once', async () => {
  const { session, visit, clock } = await hold(plan);
  const holding = new Map([['a', { by: 'wms', reason: 'WMS is paused' }]]);
  holdBack(session, holding, clock.now());
  expect(visit('a')).toMatchObject({ status: 'scheduled', attempt: 1, due: undefined, held: { by: 'wms', wasOut: false } });
  const { events } = session.run;
  holdBack(session, holding, clock.now() + 60 * second);
  expect(session.run.events).toBe(events);
});

it('a call that was out when its holder died is unsure while it is held', async () => {
  const { session, tell, visit, clock } = await hold(plan);
  tell({ type: 'effect.intended', step: 'a', key: 'k', class: 'A' });
  holdBack(session, new Map([['a', { by: 'wms', reason: 'WMS is paused' }]]), clock.now());
  expect(visit('a')).toMatchObject({ held: { wasOut: true }, effect: { open: false, lost: true } });
});
