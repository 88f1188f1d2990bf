import { expect, it } from 'vitest';
import { planFor, tell } from '../../test/support/tell.ts';
import { storyOf } from './story.ts';

const plan = planFor({ begin: 'begin@1', pick: 'call_b@1' }, ['begin > pick']);

it('a held step says which pause holds it', () => {
  const { run } = tell(plan, { type: 'step.held', step: 'pick', by: 'wms', reason: 'WMS is paused' });
  expect(storyOf(run, run.steps.get('pick')!, 'Pick', undefined)).toBe('Pick is held: WMS is paused');
});

it('and says so no more once its call leaves', () => {
  const { run } = tell(
    plan,
    { type: 'step.held', step: 'pick', by: 'wms', reason: 'WMS is paused' },
    { type: 'effect.intended', step: 'pick', key: 'k', class: 'B' },
  );
  expect(storyOf(run, run.steps.get('pick')!, 'Pick', undefined)).toBe('Pick is at work');
});
