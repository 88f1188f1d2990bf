/** A drawing made ready to run: who follows whom, what is inside which container. Built once per version. */
import { withCalendar } from '../../flows/calendars/named.ts';
import type { Flow, FlowNode, JsonObject } from '../../flows/flow.ts';
import type { EffectClass, NodeType } from '../../nodes/node-type.ts';
import { undoPort } from './undo.ts';

export interface PlanNode {
  id: string;
  flow: string;
  spec: FlowNode;
  type: NodeType;
  title: string;
  ports: string[];
  /** The port meant where none is named. */
  defaultPort: string;
  /** port → nodes it leads to */
  outs: Map<string, string[]>;
  /** Nodes that undo a completed visit of this one: where its port `compensate` leads. */
  undo: string[];
  /** It stands behind a port `compensate`: visited only while a run undoes. */
  undoes: boolean;
  /** What leads here. */
  ins: { node: string; port: string }[];
  /** Innermost container whose body this node belongs to. */
  container: string | undefined;
  isJoin: boolean;
  isContainer: boolean;
  /** A container that plays its body round by round. */
  isRepeat: boolean;
  /** At most one arrival per iteration: its step id needs no mark. */
  single: boolean;
  effectClass: EffectClass | undefined;
}

export interface Plan {
  tenant: string;
  flow: Flow;
  version: string;
  zone: string;
  nodes: Map<string, PlanNode>;
  /** Nodes with a trigger type. */
  triggers: string[];
  /** Every node from which this one can be reached; for joins. */
  before: Map<string, Set<string>>;
}

export type FindType = (type: string) => NodeType | undefined;

/** Splits "node.port"; a bare node means its default port. */
export function exitOf(from: string, defaultPort: (node: string) => string): { node: string; port: string } {
  const dot = from.indexOf('.');
  return dot < 0 ? { node: from, port: defaultPort(from) } : { node: from.slice(0, dot), port: from.slice(dot + 1) };
}

export const portsOf = (type: NodeType, config: JsonObject): string[] => (typeof type.ports === 'function' ? type.ports(config) : type.ports);

export const classOf = (type: NodeType, spec: FlowNode): EffectClass | undefined =>
  type.effect && (typeof type.effect.class === 'function' ? type.effect.class(spec) : type.effect.class);

const joinType = /^join@/;
const containerType = /^(for_each|repeat)@/;

/** Flow → plan. Throws when a node type is missing: a flow is checked before it gets here. */
export function planOf(tenant: string, flow: Flow, version: string, find: FindType): Plan {
  const nodes = new Map<string, PlanNode>();
  for (const [id, drawn] of Object.entries(flow.nodes)) {
    const spec = withCalendar(drawn, flow.lock?.calendars);
    const type = find(spec.type);
    if (!type)
      throw new Error(`flow ${flow.id} needs node type ${spec.type} (node ${id}), which is not installed — install it or move the flow to another type`);
    const ports = portsOf(type, spec.config ?? {});
    nodes.set(id, {
      id,
      flow: flow.id,
      spec,
      type,
      title: spec.title ?? type.title,
      ports,
      defaultPort: ports[0]!, // every node type names a port
      outs: new Map(),
      undo: [],
      undoes: false,
      ins: [],
      container: undefined,
      isJoin: joinType.test(spec.type),
      isContainer: containerType.test(spec.type),
      isRepeat: spec.type.startsWith('repeat@'),
      single: true,
      effectClass: classOf(type, spec),
    });
  }
  for (const edge of flow.edges) {
    const exit = exitOf(edge.from, (node) => nodes.get(node)?.defaultPort ?? '');
    const source = nodes.get(exit.node);
    const target = nodes.get(edge.to);
    if (!source || !target) continue;
    if (exit.port === undoPort) {
      if (!source.undo.includes(edge.to)) source.undo.push(edge.to);
      continue;
    }
    const targets = source.outs.get(exit.port) ?? [];
    if (targets.includes(edge.to)) continue;
    targets.push(edge.to);
    source.outs.set(exit.port, targets);
    target.ins.push(exit);
  }
  const undoing = [...nodes.values()].flatMap(({ undo }) => undo);
  for (const id of reachedFrom(nodes, undoing)) nodes.get(id)!.undoes = true;
  for (const node of nodes.values()) if (node.isContainer) claimBody(nodes, node);
  const order = topological(nodes) ?? [...nodes.keys()];
  // A signal may be sent again: each begins a visit of its own.
  const signaled = new Set(Object.values(flow.signals ?? {}).map((rule) => rule.to));
  for (const id of order) {
    const node = nodes.get(id)!;
    const [only, ...more] = node.ins;
    node.single = node.isJoin || (!node.undoes && !signaled.has(id) && more.length === 0 && (!only || nodes.get(only.node)!.single));
  }
  return {
    tenant,
    flow,
    version,
    zone: flow.zone ?? 'UTC',
    nodes,
    triggers: [...nodes.values()].filter((node) => node.type.trigger).map((node) => node.id),
    before: ancestors(nodes, order),
  };
}

/** All that can be reached from port `item` belongs to the container; inner containers claim theirs later and deeper. */
function claimBody(nodes: Map<string, PlanNode>, container: PlanNode): void {
  const seen = new Set<string>();
  const open = [...(container.outs.get('item') ?? [])];
  while (open.length > 0) {
    const id = open.pop()!;
    if (seen.has(id) || id === container.id) continue;
    seen.add(id);
    for (const targets of nodes.get(id)!.outs.values()) open.push(...targets);
    open.push(...nodes.get(id)!.undo);
  }
  for (const id of seen) {
    const node = nodes.get(id)!;
    const outer = node.container === undefined ? undefined : nodes.get(node.container);
    // The deeper container wins: it lies inside the other's body.
    if (!outer || seen.has(outer.id) === false) node.container = container.id;
  }
}

/** All nodes that can be reached from these, they among them. */
export function reachedFrom(nodes: ReadonlyMap<string, Pick<PlanNode, 'outs'>>, from: string[]): Set<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    for (const targets of nodes.get(id)?.outs.values() ?? []) open.push(...targets);
  }
  return seen;
}

/** Node ids so that every edge points forward; undefined when there is a cycle. */
export function topological(nodes: Map<string, Pick<PlanNode, 'id' | 'ins' | 'outs'>>): string[] | undefined {
  const left = new Map<string, number>();
  for (const node of nodes.values()) left.set(node.id, node.ins.length);
  const ready = [...nodes.keys()].filter((id) => left.get(id) === 0);
  const order: string[] = [];
  for (let id = ready.shift(); id !== undefined; id = ready.shift()) {
    order.push(id);
    for (const targets of nodes.get(id)!.outs.values()) {
      for (const target of targets) {
        const rest = left.get(target)! - 1;
        left.set(target, rest);
        if (rest === 0) ready.push(target);
      }
    }
  }
  return order.length === nodes.size ? order : undefined;
}

/** For each join, all nodes before it: as long as one of them is open, another arrival may come. */
function ancestors(nodes: Map<string, PlanNode>, order: string[]): Map<string, Set<string>> {
  const before = new Map<string, Set<string>>();
  const joins = order.filter((id) => nodes.get(id)!.isJoin);
  for (const join of joins) {
    const seen = new Set<string>();
    const open = nodes.get(join)!.ins.map((exit) => exit.node);
    while (open.length > 0) {
      const id = open.pop()!;
      if (seen.has(id)) continue;
      seen.add(id);
      open.push(...nodes.get(id)!.ins.map((exit) => exit.node));
    }
    before.set(join, seen);
  }
  return before;
}
