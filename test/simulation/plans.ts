/** Plans of the flows that are played. */
import type { Flow } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { type Plan, planOf } from '../../server/engine/plan.ts';
import { tenant } from './api.ts';

const types = new Map(coreNodes.map((type) => [type.type, type]));
const plans = new WeakMap<Flow, Plan>();

/** Versions: what orders begin with, and what they may be moved to. */
export const first = 'v1';
export const later = 'v2';

export function plannedOf(flow: Flow, version = first): Plan {
  const known = plans.get(flow);
  if (known) return known;
  const plan = planOf(tenant, flow, version, (type) => types.get(type));
  plans.set(flow, plan);
  return plan;
}
