/** Plans of versions, built once per tenant and kept: a version never changes. */
import type { NodeType } from '../../nodes/node-type.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { type Plan, planOf } from '../engine/plan.ts';

export interface Plans {
  /** Undefined when the version is unknown or needs a node type that is not installed. */
  plan(tenant: string, flow: string, version: string): Promise<Plan | undefined>;
  /** The plan if it was built before. */
  known(tenant: string, flow: string, version: string): Plan | undefined;
}

const most = 1_000;

/** `typeIn` says how a node type behaves in a tenant. */
export function plansOf(
  catalogue: Catalogue,
  nodeTypes: ReadonlyMap<string, NodeType>,
  typeIn: (tenant: string, type: NodeType) => NodeType = (_, type) => type,
): Plans {
  const plans = new Map<string, Plan>();
  return {
    known: (tenant, flow, version) => plans.get(`${tenant} ${flow} ${version}`),
    async plan(tenant, flow, version) {
      const id = `${tenant} ${flow} ${version}`;
      const known = plans.get(id);
      if (known) return known;
      try {
        const drawing = await catalogue.flowOf(flow, version);
        const plan = planOf(tenant, drawing, version, (name) => {
          const type = nodeTypes.get(name);
          return type && typeIn(tenant, type);
        });
        if (plans.size >= most) plans.delete(plans.keys().next().value!);
        plans.set(id, plan);
        return plan;
      } catch {
        return undefined;
      }
    },
  };
}
