/** Moves along a flow by keyboard: right and left along the lines, up and down among branches and rows. */
import type { FlowCardNode, FlowLineEdge } from './convert.ts';

export type Step = 'right' | 'left' | 'up' | 'down';

/** The node to go to from `at`, or undefined where the flow ends. */
export function walk(nodes: readonly FlowCardNode[], edges: readonly FlowLineEdge[], at: string | undefined, step: Step): string | undefined {
  const from = nodes.find((node) => node.id === at);
  if (!from) return [...nodes].sort((a, b) => a.position.y - b.position.y || a.position.x - b.position.x)[0]?.id;
  if (step === 'right') return portOrder(from, edges)[0]?.target;
  if (step === 'left') return edges.find((edge) => edge.target === from.id)?.source;
  const parent = edges.find((edge) => edge.target === from.id)?.source;
  const branches = [...new Set(parent === undefined ? [] : portOrder(nodes.find((node) => node.id === parent)!, edges).map((edge) => edge.target))];
  const sibling = branches[branches.indexOf(from.id) + (step === 'down' ? 1 : -1)];
  if (branches.length > 1 && sibling !== undefined) return sibling;
  const side = step === 'down' ? 1 : -1;
  const beyond = nodes.filter((node) => (node.position.y - from.position.y) * side > 0);
  const distance = (node: FlowCardNode) => Math.abs(node.position.y - from.position.y) * 4 + Math.abs(node.position.x - from.position.x);
  return beyond.sort((a, b) => distance(a) - distance(b))[0]?.id;
}

function portOrder(node: FlowCardNode, edges: readonly FlowLineEdge[]): FlowLineEdge[] {
  const order = node.data.ports.map((port) => port.name);
  return edges.filter((edge) => edge.source === node.id).sort((a, b) => order.indexOf(a.data?.port ?? '') - order.indexOf(b.data?.port ?? ''));
}
