/** The six steps of a first flow. What is done is read from the drawing, whoever did it and however. */
import type { Flow, FlowNode, JsonObject } from '../../flows/flow.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { originOf } from '../canvas/ports.ts';
import { guide } from '../text/en/guide.ts';
import { installerSignals, retried } from './settings.ts';

export const stepIds = ['order', 'hold', 'wait', 'ship', 'try', 'deploy'] as const;
export type StepId = (typeof stepIds)[number];

export interface Facts {
  flow: Flow;
  types: ReadonlyMap<string, NodeTypeInfo>;
  /** A version of it takes orders. */
  deployed: boolean;
  /** Sandbox systems stand beside this hub. */
  demo: boolean;
}

/** A node that is not there yet, and the one it goes behind. */
export interface Missing {
  kind: 'add';
  after: string | undefined;
  type: string;
  fields: Partial<FlowNode>;
}

/** A node that stands but does not say enough yet. */
export interface Unset {
  kind: 'set';
  id: string;
  config: JsonObject;
}

/** What is left of a step of the drawing, the next thing first; nothing when it is done. */
export type Left = Missing | Unset | undefined;

const first: Record<'order' | 'hold' | 'wait' | 'ship', (facts: Facts) => Left> = {
  order({ flow, demo, types }) {
    if (triggerOf(flow, types) !== undefined) return undefined;
    const webhook = { path: flow.id, signature: 'none', dedupe: { $expr: 'trigger.number' } };
    return demo
      ? { kind: 'add', after: undefined, type: 'sandbox_shop.order_created@1', fields: { title: guide.nodes.order } }
      : { kind: 'add', after: undefined, type: 'webhook@1', fields: { title: guide.nodes.order, config: webhook } };
  },
  hold({ flow, types }) {
    const trigger = triggerOf(flow, types);
    const window = windowOf(flow, types);
    const config = { for: 'PT30M' };
    if (window === undefined) return { kind: 'add', after: trigger, type: 'cancellation_window@1', fields: { title: guide.nodes.window, config } };
    const { for: span, rules } = flow.nodes[window]?.config ?? {};
    return span === undefined && rules === undefined ? { kind: 'set', id: window, config } : undefined;
  },
  wait({ flow, types }) {
    const wait = waitOf(flow, types);
    const config = { all: installerSignals, deadline: 'P14D' };
    if (wait === undefined)
      return { kind: 'add', after: windowOf(flow, types) ?? triggerOf(flow, types), type: 'wait_for@1', fields: { title: guide.nodes.installer, config } };
    const { all, any, deadline } = flow.nodes[wait]?.config ?? {};
    const isSaid = (Array.isArray(all) && all.length > 0) || (Array.isArray(any) && any.length > 0);
    if (isSaid && deadline !== undefined) return undefined;
    return { kind: 'set', id: wait, config: { ...(isSaid ? {} : { all: installerSignals }), deadline: deadline ?? 'P14D' } };
  },
  ship({ flow, types }) {
    const wait = waitOf(flow, types);
    const effects = behind(flow, wait).filter((id) => types.get(flow.nodes[id]?.type ?? '')?.effect !== undefined);
    const wanted = shipping.find(({ type }) => !effects.some((id) => flow.nodes[id]?.type === type));
    // Systems of one's own count too: two calls behind the wait are enough.
    const isOther = effects.filter((id) => !shipping.some(({ type }) => flow.nodes[id]?.type === type)).length >= 2;
    if (wanted === undefined || isOther) return undefined;
    return { kind: 'add', after: lastOf(flow, wait, effects), ...wanted };
  },
};

const shipping = [
  { type: 'sandbox_wms.reserve@1', fields: { title: guide.nodes.reserve, config: { lines: { $expr: 'order.lines' } }, ...retried } },
  { type: 'sandbox_wms.ship@1', fields: { title: guide.nodes.ship, ...retried } },
  { type: 'sandbox_erp.create_invoice@1', fields: { title: guide.nodes.invoice, config: { total: { $expr: 'order.total' } }, ...retried } },
];

/** What is left of a step; the last two happen beside the drawing. */
export const leftOf = (id: StepId, facts: Facts): Left => (id === 'try' || id === 'deploy' ? undefined : first[id](facts));

export function isDone(id: StepId, facts: Facts): boolean {
  if (id === 'try') return Object.keys(facts.flow.tests ?? {}).length > 0;
  if (id === 'deploy') return facts.deployed;
  return leftOf(id, facts) === undefined;
}

/** The node that stands for a step of the drawing, where one does. */
export function nodeOf(id: StepId, { flow, types }: Facts): string | undefined {
  if (id === 'order') return triggerOf(flow, types);
  if (id === 'hold') return windowOf(flow, types);
  return id === 'wait' ? waitOf(flow, types) : undefined;
}

/** The first step that is not done. */
export const currentStep = (facts: Facts): StepId | undefined => stepIds.find((id) => !isDone(id, facts));

const isType = (flow: Flow, id: string, name: string): boolean => flow.nodes[id]?.type.startsWith(`${name}@`) ?? false;

const triggerOf = (flow: Flow, types: Facts['types']): string | undefined =>
  Object.keys(flow.nodes).find((id) => types.get(flow.nodes[id]?.type ?? '')?.trigger !== undefined);

const windowOf = (flow: Flow, types: Facts['types']): string | undefined =>
  behind(flow, triggerOf(flow, types)).find((id) => isType(flow, id, 'cancellation_window'));

const waitOf = (flow: Flow, types: Facts['types']): string | undefined => behind(flow, triggerOf(flow, types)).find((id) => isType(flow, id, 'wait_for'));

/** Nodes that can be reached from one, nearest first. */
export function behind(flow: Flow, from: string | undefined): string[] {
  if (from === undefined) return [];
  const next = Map.groupBy(flow.edges, (edge) => originOf(edge).node);
  const met = new Set([from]);
  for (const id of met) for (const { to } of next.get(id) ?? []) met.add(to);
  met.delete(from);
  return [...met].filter((id) => flow.nodes[id] !== undefined);
}

/** The farthest of the calls behind a node, or the node itself. */
const lastOf = (flow: Flow, from: string | undefined, effects: readonly string[]): string | undefined =>
  behind(flow, from).findLast((id) => effects.includes(id)) ?? from;
