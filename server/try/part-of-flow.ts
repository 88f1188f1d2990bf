/** A part of a drawing on trial: from one node, where those before it are passed with what they are pinned to, or up to one. */
import { type Flow, type GivenAnswer, ProblemError } from '../../flows/flow.ts';
import type { NodeType } from '../../nodes/node-type.ts';
import { exitOf, type FindType, type Plan, type PlanNode, planOf, reachedFrom } from '../engine/plan.ts';

export interface Part {
  from?: string;
  to?: string;
  answers: Record<string, GivenAnswer>;
}

/** The plan of the part; its pinned nodes decide nothing and call nobody. */
export function planOfPart(tenant: string, flow: Flow, version: string, find: FindType, { from, to, answers }: Part): Plan {
  const whole = planOf(tenant, flow, version, find);
  for (const node of [from, to]) if (node !== undefined && !whole.nodes.has(node)) throw unknownNode(node);
  if (to !== undefined)
    return planOfPart(tenant, { ...flow, edges: flow.edges.filter((edge) => edge.from.split('.')[0] !== to) }, version, find, {
      ...(from === undefined ? {} : { from }),
      answers,
    });
  if (from === undefined) return whole;
  const pinned = nodesBefore(whole, from);
  if (pinned.size === 0) return whole;
  if (whole.nodes.get(from)!.container !== undefined) {
    const message = `"${from}" stands inside a container: begin at the container itself.`;
    throw new ProblemError(422, { code: 'try.inside_container', path: '/from', message });
  }
  const leads = (to: string): boolean => to === from || pinned.has(to);
  const edges = flow.edges.filter((edge) => !pinned.has(exitOf(edge.from, () => '').node) || leads(edge.to));
  const plan = planOf(tenant, { ...flow, edges }, version, find);
  for (const id of pinned) {
    const node = plan.nodes.get(id)!;
    if (!node.type.trigger) plan.nodes.set(id, pinnedTo(node, answers[id]));
  }
  return plan;
}

/** Nodes that are passed with what they are pinned to: all before this one but the triggers. */
export const passedBefore = (plan: Plan, from: string): Set<string> => new Set([...nodesBefore(plan, from)].filter((id) => !plan.nodes.get(id)!.type.trigger));

const nodesBefore = ({ nodes }: Plan, from: string): Set<string> =>
  new Set([...nodes.keys()].filter((id) => id !== from && reachedFrom(nodes, [id]).has(from)));

/** Leaves at once; through the port that leads on where none is given. */
function pinnedTo(node: PlanNode, given: GivenAnswer | undefined): PlanNode {
  const leading = [...node.outs].find(([, targets]) => targets.length > 0)?.[0] ?? node.defaultPort;
  const port = given?.port ?? leading;
  const { effect: _, derive: __, ...type } = node.type;
  const passed: NodeType = { ...type, config: {}, run: () => ({ kind: 'emit', port, output: given?.output ?? {} }) };
  return { ...node, spec: { type: node.spec.type }, type: passed, effectClass: undefined };
}

const unknownNode = (node: string): ProblemError =>
  new ProblemError(422, { code: 'flow.node_unknown', path: '', message: `There is no node "${node.slice(0, 60)}" in this drawing.` });
