import { describe, expect, it } from 'vitest';
import { done, failed, planFor, retried, tell } from '../../test/support/tell.ts';

const branches = planFor({ begin: 'begin@1', a: 'call_a@1', b: 'call_a@1', both: 'join@1', after: 'transform@1' }, [
  'begin > a',
  'begin > b',
  'a > both',
  'b > both',
  'both > after',
]);

describe('a branch that stopped for a person', () => {
  it('is waited for by the join, though the other branch arrives while the run is parked', () => {
    const parked = tell(branches, failed('a'), done('b'));
    expect(parked.run.status).toBe('parked');
    expect(parked.run.steps.has('both')).toBe(false);
    const mended = tell(branches, failed('a'), done('b'), retried('a'), done('a'));
    expect([...mended.run.open]).toEqual(['both']);
  });
});
