import { expect, test } from 'vitest';
import { taskInfo } from '../../test/support/task-info.ts';
import { byUrgency, dueOf } from './due.ts';

const now = Date.parse('2026-11-19T10:00:00Z');
const task = (id: string, due?: string) => taskInfo(id, due === undefined ? {} : { due });

test.each([
  ['2026-11-19T11:48:00Z', '1 h 48 m left', 'soon'],
  ['2026-11-19T15:00:00Z', '5 h left', 'calm'],
  ['2026-11-19T09:30:00Z', '30 m overdue', 'late'],
  [undefined, 'no deadline', 'calm'],
])('a task due %s says "%s"', (due, words, tone) => {
  const said = dueOf(task('1', due), now);
  expect([said.words.replaceAll('\u00a0', ' '), said.tone]).toEqual([words, tone]);
});

test('what is due first is done first, what has no deadline last', () => {
  const tasks = [task('none'), task('late', '2026-11-19T09:00:00Z'), task('soon', '2026-11-19T11:00:00Z')];
  expect(tasks.sort(byUrgency).map(({ id }) => id)).toEqual(['late', 'soon', 'none']);
});
