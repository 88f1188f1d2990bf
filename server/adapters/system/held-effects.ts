/** Effects that may not leave just now wait for their place: nothing else of their run, and no other run, is held up. */
import type { Effects, Leave } from '../../engine/drain-deps.ts';
import type { PlanNode } from '../../engine/plan.ts';

export interface HeldEffects extends Effects {
  /** What was held may leave now, or part of it: everybody asks again. */
  reopen(): void;
}

export function heldEffects(effects: Effects, isHeld: (node: PlanNode) => boolean): HeldEffects {
  let waiting: (() => void)[] = [];
  const whenFree = async (node: PlanNode, tenant: string): Promise<Leave> => {
    while (isHeld(node)) await new Promise<void>((resolve) => waiting.push(resolve));
    return effects.enter(node, tenant);
  };
  return {
    enter: (node, tenant) => (isHeld(node) ? whenFree(node, tenant) : effects.enter(node, tenant)),
    ...(effects.isCrowded ? { isCrowded: effects.isCrowded } : {}),
    ...(effects.heldBy ? { heldBy: effects.heldBy } : {}),
    equip: (turn, node, call) => effects.equip(turn, node, call),
    reopen() {
      const before = waiting;
      waiting = [];
      for (const resolve of before) resolve();
    },
  };
}
