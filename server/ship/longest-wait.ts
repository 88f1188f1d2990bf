/** How long an order can take by what its drawing waits for. */
import { isDuration, roughLength } from '../../flows/duration.ts';
import { type Plan, type PlanNode, topological } from '../engine/plan.ts';

/** Length in ms of the longest way through all waits and deadlines; undefined when nothing waits for a drawn time. */
export function longestWait({ nodes }: Plan): number | undefined {
  const until = new Map<string, number>();
  for (const id of topological(nodes) ?? []) {
    const node = nodes.get(id)!;
    until.set(id, Math.max(0, ...node.ins.map((exit) => until.get(exit.node) ?? 0)) + waitOf(node));
  }
  const longest = Math.max(0, ...until.values());
  return longest === 0 ? undefined : longest;
}

const waitOf = ({ spec: { config = {} } }: PlanNode): number =>
  Math.max(0, ...[config['for'], config['deadline']].map((value) => (typeof value === 'string' && isDuration(value) ? roughLength(value) : 0)));
