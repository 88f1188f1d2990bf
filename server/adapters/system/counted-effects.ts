/** Tells the figures of a connection how each call through it came back. */
import type { Bound } from '../../access/bound.ts';
import { homeOf } from '../../access/viewer.ts';
import type { Effects, Leave } from '../../engine/drain-deps.ts';
import type { PlanNode } from '../../engine/plan.ts';
import type { CallCounts } from './call-counts.ts';

export function countedEffects(effects: Effects, bound: Pick<Bound, 'boundTo'>, counts: Pick<CallCounts, 'heard'>): Effects {
  const counting = (leave: Leave, { spec, flow }: PlanNode, tenant: string): Leave => {
    const connection = spec.slot === undefined ? undefined : bound.boundTo(tenant, spec.slot, flow);
    if (connection === undefined) return leave;
    return (found) => {
      leave(found);
      if (found) counts.heard(homeOf(tenant), connection, found);
    };
  };
  return {
    enter(node, tenant) {
      const place = effects.enter(node, tenant);
      return place instanceof Promise ? place.then((leave) => counting(leave, node, tenant)) : counting(place, node, tenant);
    },
    ...(effects.isCrowded ? { isCrowded: effects.isCrowded } : {}),
    ...(effects.heldBy ? { heldBy: effects.heldBy } : {}),
    equip: (turn, node, call) => effects.equip(turn, node, call),
  };
}
