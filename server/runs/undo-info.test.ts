import { expect, it } from 'vitest';
import { done, failed, planFor, type Told, tell } from '../../test/support/tell.ts';
import { storyOf } from './story.ts';
import { undoInfo } from './undo-info.ts';

const plan = planFor(
  {
    begin: 'begin@1',
    book: { type: 'call_a@1', title: 'Reserve stock' },
    pay: { type: 'call_a@1', title: 'Take payment' },
    free: { type: 'call_a@1', title: 'Stock released' },
  },
  ['begin > book', 'book > pay', 'book.compensate > free', 'pay.compensate > free'],
);
const undoing = { type: 'run.undoing', reason: 'asked' } as const;
const told: Told[] = [done('book'), done('pay')];
const says = (...more: Told[]): string[] => undoInfo(plan, tell(plan, ...more).run).map(({ title, by, status }) => `${title} by ${by}: ${status}`);
const freeing = (...more: Told[]): string => [...tell(plan, ...more).run.open][0]!;

it('what a cancel would undo is told before it is asked for, last done first', () => {
  expect(says(done('book'))).toEqual(['Reserve stock by Stock released: possible']);
  expect(says(...told)).toEqual([]); // completed: there is nothing left to cancel
});

it('what was undone, what is at it and what comes next', () => {
  const held: Told[] = [done('book'), { type: 'effect.intended', step: 'pay', key: 'k', class: 'A' }, { ...undoing, pending: ['pay'] }, done('pay')];
  expect(says(...held)).toEqual(['Take payment by Stock released: under-way', 'Reserve stock by Stock released: next']);
  const first = freeing(...held);
  expect(says(...held, failed(first))).toEqual(['Take payment by Stock released: failed', 'Reserve stock by Stock released: next']);
  const left: Told = { type: 'run.canceled', reason: 'leave it' };
  expect(says(...held, failed(first), left)).toEqual(['Take payment by Stock released: left', 'Reserve stock by Stock released: left']);
  const { run } = tell(plan, ...held, done(first), done(freeing(...held, done(first))));
  expect(undoInfo(plan, run).map(({ status }) => status)).toEqual(['undone', 'undone']);
  expect(storyOf(run, run.steps.get(first)!, 'Stock released', null)).toBe('Undone: stock released');
  expect(storyOf(run, run.steps.get('pay')!, 'Take payment', null)).toBe('Take payment, undone later');
});
