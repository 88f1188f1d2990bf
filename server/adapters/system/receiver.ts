/** Whom an effect calls: those that call the same receiver share its lane and its limits. */
import type { Bound } from '../../access/bound.ts';
import type { PlanNode } from '../../engine/plan.ts';
import type { Limit } from './limits.ts';

export interface Receiver {
  lane: string;
  /** What its connector says it bears. */
  limit?: Limit;
}

/** The connection bound to the node's slot, or the origin of a literal address. */
export function receiverOf(
  { spec, flow }: PlanNode,
  tenant: string,
  bound: Pick<Bound, 'boundTo' | 'list'>,
  limitOf: (connector: string) => Limit | undefined,
): Receiver {
  if (spec.slot !== undefined) {
    const id = bound.boundTo(tenant, spec.slot, flow);
    const connector = bound.list(tenant).find((one) => one.id === id)?.connector ?? spec.type.split('.')[0]!;
    const limit = limitOf(connector);
    return { lane: `${connector} ${id ?? spec.slot}`, ...(limit ? { limit } : {}) };
  }
  const url = spec.config?.['url'];
  return { lane: typeof url === 'string' && URL.canParse(url) ? new URL(url).origin : spec.type };
}
