/** What a repeated call may do, in the words of its node. Pure. */
import type { FlowNode } from '../../flows/flow.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';

type EffectClass = NonNullable<NodeTypeInfo['effect']>['class'];

export type EffectKind = 'A' | 'read' | 'B' | 'C' | 'at-most-once' | 'at-least-once';

/** The class of a node's effect: what its config says wins, a read is A, else its type's. */
export function effectClassOf(node: FlowNode, info: NodeTypeInfo | undefined): EffectClass | undefined {
  if (!info?.effect) return undefined;
  const stated = node.config?.['class'];
  if (stated === 'A' || stated === 'B' || stated === 'C') return stated;
  return isRead(node) ? 'A' : info.effect.class;
}

const isRead = ({ type, config = {} }: FlowNode): boolean =>
  type.startsWith('http_request@') && config['class'] === undefined && ['GET', 'HEAD'].includes(String(config['method'] ?? 'GET'));

/** What is said of it: class C by the policy that was chosen. */
export function effectKindOf(node: FlowNode, info: NodeTypeInfo | undefined): EffectKind | undefined {
  const of = effectClassOf(node, info);
  if (of === 'A' && isRead(node)) return 'read';
  return of === 'C' ? (node.policy ?? 'C') : of;
}
