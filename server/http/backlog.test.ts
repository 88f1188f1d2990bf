import { expect, test } from 'vitest';
import { openBacklog } from './backlog.ts';

test('a run counts from its message until it is at rest, whatever it waits for then', () => {
  const backlog = openBacklog();
  backlog.came(['a', 'b', 'c', 'd']);
  backlog.witness({ id: 'a', status: 'running' });
  expect(backlog.open()).toBe(4);
  backlog.witness({ id: 'a', status: 'completed' });
  backlog.witness({ id: 'b', status: 'waiting' });
  backlog.witness({ id: 'c', status: 'parked', code: 'node.failed' });
  expect([backlog.open(), backlog.done()]).toEqual([1, 3]);
});

test('one that stands aside for its receiver is still to be done, one that is woken later is not counted again', () => {
  const backlog = openBacklog();
  backlog.came(['a']);
  backlog.witness({ id: 'a', status: 'waiting', code: 'receiver.busy' });
  expect(backlog.open()).toBe(1);
  backlog.witness({ id: 'a', status: 'waiting' });
  backlog.witness({ id: 'a', status: 'completed' });
  expect([backlog.open(), backlog.done()]).toEqual([0, 1]);
});
