import { expect, it } from 'vitest';
import { planFor } from '../../test/support/tell.ts';
import { longestWait } from './longest-wait.ts';

const day = 86_400_000;
const waitFor = (deadline: string) => ({ type: 'wait_for@1', config: { any: ['x'], deadline } });

it('waits behind each other add up, of two branches the longer one counts', () => {
  const nodes = { begin: 'begin@1', window: { type: 'wait@1', config: { for: 'PT12H' } }, long: waitFor('P14D'), short: waitFor('P2D'), paid: waitFor('P30D') };
  expect(longestWait(planFor(nodes, ['begin > window', 'window > long', 'window > short', 'long > paid', 'short > paid']))).toBe(44.5 * day);
});

it('nothing that waits for a drawn time is no length at all', () => {
  expect(longestWait(planFor({ begin: 'begin@1', call: 'call_a@1' }, ['begin > call']))).toBeUndefined();
});
