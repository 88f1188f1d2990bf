import { expect, test } from 'vitest';
import type { DeliveryInfo } from '../../server/http/api.ts';
import { outcomeOf, readable } from './outcome.ts';

const came: DeliveryInfo = {
  id: 'd',
  at: '2026-11-19T10:00:00Z',
  endpoint: 'orders',
  status: 202,
  bytes: 12,
  duplicate: false,
  runs: [{ flow: 'f', runId: 'r' }],
};

test.each<[string, Partial<DeliveryInfo>, string]>([
  ['that starts a run', {}, 'accepted'],
  ['that came before', { duplicate: true }, 'duplicate'],
  ['no flow wants', { runs: [] }, 'ignored'],
  ['with a wrong signature', { status: 401, runs: [] }, 'refused'],
])('a message %s is shown as such', (_, change, outcome) => {
  expect(outcomeOf({ ...came, ...change })).toBe(outcome);
});

test('a body that is not JSON is shown as it came', () => {
  expect([readable('{"a":1}'), readable('<a/>')]).toEqual(['{\n  "a": 1\n}', '<a/>']);
});
