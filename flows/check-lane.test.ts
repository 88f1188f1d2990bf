import { expect, test } from 'vitest';
import { serialise, versionOf } from './canonical.ts';
import { checkEnvelope } from './check.ts';
import { checkLane } from './check-lane.ts';
import { doorPath, readDoorPath } from './door-path.ts';
import type { Flow } from './flow.ts';

const flow = (lane: unknown): Flow => ({ format: 1, id: 'ship', title: 'Ship', lane, nodes: {}, edges: [] }) as unknown as Flow;

test.each([
  ['a text', 'all'],
  ['a path into the message', { $expr: 'trigger.customer.number' }],
  ['a path into the order', { $expr: ' order.customer ' }],
])('%s is a lane key', (_, key) => {
  expect(checkEnvelope(flow({ key, stuck: 'pass' }))).toEqual([]);
  expect(checkLane(flow({ key }))).toEqual([]);
});

test.each(['trigger.lines[0].sku', '$uppercase(trigger.customer)', 'steps.a.b', 'trigger', 'trigger.a & trigger.b', 'trigger.`a b`', 'item.number'])(
  'a lane key that must be evaluated is refused where it stands: %s',
  (source) => {
    expect(checkLane(flow({ key: { $expr: source } }))).toMatchObject([
      { code: 'flow.lane_key_not_plain', path: '/lane/key/$expr', message: expect.stringContaining(source) },
    ]);
  },
);

test.each([
  ['no key', {}, 'flow.required', '/lane/key'],
  ['another word for stuck', { key: 'a', stuck: 'skip' }, 'flow.invalid_value', '/lane/stuck'],
  ['something unknown', { key: 'a', limit: 2 }, 'flow.unknown_property', '/lane/limit'],
  ['an empty key', { key: '' }, 'flow.invalid_value', '/lane/key'],
])('a lane with %s is no lane', (_, lane, code, path) => {
  expect(checkEnvelope(flow(lane)).map((problem) => [problem.code, problem.path])).toEqual([[code, path]]);
});

test('a lane is part of the version and has its place in the file', () => {
  expect(versionOf(flow({ key: 'a' }))).not.toBe(versionOf(flow(undefined)));
  expect(serialise(flow({ stuck: 'pass', key: 'a' }))).toContain('"lane": { "key": "a", "stuck": "pass" },\n  "nodes"');
});

test('a door path reads what is there and nothing else', () => {
  const message = { trigger: { customer: { number: 7 }, lines: [{ sku: 'a' }] }, order: { id: 'o' } };
  const read = (source: string) => readDoorPath(doorPath(source)!, message);
  expect(read('trigger.customer.number')).toBe(7);
  expect(read('order.id')).toBe('o');
  expect(read('trigger.customer.name.first')).toBeUndefined();
  expect(read('trigger.lines.sku')).toBeUndefined();
  expect(read('order.constructor')).toBeUndefined();
});
