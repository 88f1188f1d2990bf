import { expect, test } from 'vitest';
import { taskInfo as task } from '../../test/support/task-info.ts';
import { grouped } from './groups.ts';

const now = new Date(2026, 10, 19, 10).getTime();
const at = (hours: number) => ({ due: new Date(now + hours * 3_600_000).toISOString() });
const first = { first: { by: 'Ada', at: '2026-11-19T09:00:00Z', answer: {} } };

test('what needs my signature comes first, then what is over, due today, due later and without a date', () => {
  const tasks = [task('none'), task('late', at(-1)), task('today', at(3)), task('later', at(40)), task('sign', { ...first, can: ['confirm'] })];
  expect(grouped(tasks, now).map(({ group, tasks: found }) => [group, ...found.map(({ id }) => id)])).toEqual([
    ['second', 'sign'],
    ['overdue', 'late'],
    ['today', 'today'],
    ['later', 'later'],
    ['open', 'none'],
  ]);
});

test('what I have answered myself is not mine to sign', () => {
  expect(grouped([task('own', { ...first, can: [] })], now).map(({ group }) => group)).toEqual(['open']);
});
