/** Plans of the flows that are played. */
import type { Flow } from '../../flows/flow.ts';
import { coreNodes } from '../../nodes/index.ts';
import { type Plan, planOf } from '../../server/engine/plan.ts';
import { tenant } from './api.ts';

const types = new Map(coreNodes.map((type) => [type.type, type]));
const plans = new WeakMap<Flow, Plan>();

export function plannedOf(flow: Flow): Plan {
  const known = plans.get(flow);
  if (known) return known;
  const plan = planOf(tenant, flow, 'v1', (type) => types.get(type));
  plans.set(flow, plan);
  return plan;
}
