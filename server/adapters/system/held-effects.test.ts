import { expect, test } from 'vitest';
import type { Effects } from '../../engine/drain-deps.ts';
import type { PlanNode } from '../../engine/plan.ts';
import { heldEffects } from './held-effects.ts';

const node = (effectClass: 'A' | 'C') => ({ effectClass }) as PlanNode;
const left: string[] = [];
const open: Effects = {
  enter: (one) => () => void left.push(one.effectClass!),
  equip: () => Promise.reject(new Error('not asked here')),
};

test('an effect that is held gets its place once it is free, and holds up no other', async () => {
  let held = true;
  const effects = heldEffects(open, ({ effectClass }) => held && effectClass === 'C');
  const place = effects.enter(node('C'), 't');
  expect(place).toBeInstanceOf(Promise);
  (effects.enter(node('A'), 't') as () => void)();
  expect(left).toEqual(['A']);

  let granted = false;
  void Promise.resolve(place).then(() => {
    granted = true;
  });
  effects.reopen();
  await new Promise(setImmediate);
  expect(granted).toBe(false);

  held = false;
  effects.reopen();
  (await place)();
  expect(left).toEqual(['A', 'C']);
});
