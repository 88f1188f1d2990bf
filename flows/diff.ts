/**
 * What differs between two drawings of a flow, keyed by node id: a renamed node is one changed word, never a rewiring.
 * What changes how the flow runs stands apart from what only changes how it looks.
 */
import { type Edge, type Flow, type FlowNode, isExpr, type Json } from './flow.ts';
import { escapePointer } from './pointer.ts';
import { sortEdges } from './serialise.ts';

/** One place that differs; `before` or `after` is absent where nothing stood there. */
export interface FieldChange {
  /** JSON pointer into the drawing. */
  path: string;
  before?: Json;
  after?: Json;
}

/** Where a port leads: `from` is "node" or "node.port", as in the drawing. */
export interface PortChange {
  from: string;
  before: string[];
  after: string[];
}

export interface NodeDiff {
  node: string;
  kind: 'added' | 'removed' | 'changed';
  type: string;
  /** Of the newer drawing, of the older where the node is removed. */
  title: string;
  fields: FieldChange[];
  /** Ports that lead elsewhere; what a removed node took along is not counted. */
  ports: PortChange[];
}

export interface FlowDiff {
  /** Sorted by id. */
  nodes: NodeDiff[];
  edges: { added: Edge[]; removed: Edge[]; rewired: PortChange[] };
  /** Zone, key, lane and what happens on a failure. */
  settings: FieldChange[];
  signals: FieldChange[];
  slots: FieldChange[];
  /** What the versions were frozen with; compared only where both are versions. */
  lock: FieldChange[];
  /** Not part of a version. */
  apart: { moved: string[]; notes: string[]; tests: string[]; words: FieldChange[] };
}

const settings = ['format', 'id', 'zone', 'key', 'lane', 'onFailure', 'onParked'] as const;
const words = ['title', 'description'] as const;

export function diffFlows(before: Flow, after: Flow): FlowDiff {
  const edges = edgeDiff(before.edges, after.edges);
  const nodes = idsOf(before.nodes, after.nodes).flatMap((id) => nodeDiff(id, before, after, edges));
  const part = (name: keyof Flow): FieldChange[] => fieldChanges(before[name] as Json | undefined, after[name] as Json | undefined, `/${name}`); // a drawing is plain JSON
  return {
    nodes,
    edges,
    settings: settings.flatMap(part),
    signals: part('signals'),
    slots: part('slots'),
    lock: before.lock && after.lock ? part('lock') : [],
    apart: {
      moved: idsOf(before.nodes, after.nodes).filter((id) => before.nodes[id] && after.nodes[id] && !isSame(before.layout?.[id], after.layout?.[id])),
      notes: idsOf(before.notes ?? {}, after.notes ?? {}).filter((id) => !isSame(before.notes?.[id], after.notes?.[id])),
      // A version is not frozen with its tests: there is nothing to compare them with.
      tests: before.lock || after.lock ? [] : idsOf(before.tests ?? {}, after.tests ?? {}).filter((id) => !isSame(before.tests?.[id], after.tests?.[id])),
      words: [...words.flatMap(part), ...idsOf(before.nodes, after.nodes).flatMap((id) => wordChanges(id, before.nodes[id], after.nodes[id]))],
    },
  };
}

/** Both are one version: what is left differs in looks only. */
export const isSameVersion = ({ nodes, edges, settings: set, signals, slots, lock }: FlowDiff): boolean =>
  [nodes, edges.added, edges.removed, edges.rewired, set, signals, slots, lock].every(({ length }) => length === 0);

export const isSameDrawing = (diff: FlowDiff): boolean => isSameVersion(diff) && Object.values(diff.apart).every(({ length }) => length === 0);

/** How many nodes differ, and how; a node that leads elsewhere is changed. */
export function countsOf({ nodes, apart }: FlowDiff): { added: number; removed: number; changed: number; moved: number } {
  const count = (kind: NodeDiff['kind']): number => nodes.filter((node) => node.kind === kind).length;
  return { added: count('added'), removed: count('removed'), changed: count('changed'), moved: apart.moved.length };
}

/** Every place in which two values differ; an expression is one value. */
export function fieldChanges(before: Json | undefined, after: Json | undefined, path: string): FieldChange[] {
  if (isSame(before, after)) return [];
  if (!isBranch(before) || !isBranch(after) || Array.isArray(before) !== Array.isArray(after))
    return [{ path, ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) }];
  const [was, is] = [before, after] as Record<string, Json>[]; // a list has its places as keys
  return idsOf(was!, is!).flatMap((key) => fieldChanges(was![key], is![key], `${path}/${escapePointer(key)}`));
}

function nodeDiff(id: string, before: Flow, after: Flow, edges: FlowDiff['edges']): NodeDiff[] {
  const [was, is] = [before.nodes[id], after.nodes[id]];
  const known = (is ?? was)!; // it stands in one of them
  const named = { node: id, type: known.type, title: known.title ?? id };
  if (!was || !is) return [{ ...named, kind: was ? 'removed' : 'added', fields: [], ports: [] }];
  const fields = fieldChanges(meaningOf(was), meaningOf(is), `/nodes/${id}`);
  const ports = portsOf(id, edges).filter(({ before: gone, after: come }) => come.length > 0 || gone.some((target) => after.nodes[target]));
  return fields.length + ports.length > 0 ? [{ ...named, kind: 'changed', fields, ports }] : [];
}

const portsOf = (id: string, { added, removed, rewired }: FlowDiff['edges']): PortChange[] =>
  [
    ...rewired,
    ...[...Map.groupBy(added, ({ from }) => from)].map(([from, to]) => ({ from, before: [], after: to.map((edge) => edge.to) })),
    ...[...Map.groupBy(removed, ({ from }) => from)].map(([from, to]) => ({ from, before: to.map((edge) => edge.to), after: [] })),
  ].filter(({ from }) => from === id || from.startsWith(`${id}.`));

/** Edges of one port that came and went together are one rewiring. */
function edgeDiff(before: readonly Edge[], after: readonly Edge[]): FlowDiff['edges'] {
  const has = (edges: readonly Edge[], { from, to }: Edge): boolean => edges.some((edge) => edge.from === from && edge.to === to);
  const gone = sortEdges(before).filter((edge) => !has(after, edge));
  const come = sortEdges(after).filter((edge) => !has(before, edge));
  const both = new Set(gone.map(({ from }) => from).filter((from) => come.some((edge) => edge.from === from)));
  const targets = (edges: Edge[], from: string): string[] => edges.filter((edge) => edge.from === from).map(({ to }) => to);
  return {
    added: come.filter(({ from }) => !both.has(from)),
    removed: gone.filter(({ from }) => !both.has(from)),
    rewired: [...both].map((from) => ({ from, before: targets(gone, from), after: targets(come, from) })),
  };
}

const meaningOf = ({ title: _, description: __, ...node }: FlowNode): Json => node as unknown as Json; // a drawing is plain JSON

const wordChanges = (id: string, was: FlowNode | undefined, is: FlowNode | undefined): FieldChange[] =>
  was && is ? words.flatMap((word) => fieldChanges(was[word], is[word], `/nodes/${id}/${word}`)) : [];

const isBranch = (value: Json | undefined): value is Json[] | { [key: string]: Json } => typeof value === 'object' && value !== null && !isExpr(value);

const idsOf = (one: object, other: object): string[] => [...new Set([...Object.keys(one), ...Object.keys(other)])].sort(byPlace);

/** Places of a list in their order, names by their letters. */
const byPlace = (one: string, other: string): number => (isPlace(one) && isPlace(other) ? Number(one) - Number(other) : one < other ? -1 : 1);
const isPlace = (key: string): boolean => /^\d+$/.test(key);

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null || Array.isArray(one) !== Array.isArray(other)) return false;
  const [first, second] = [one, other] as Record<string, unknown>[];
  return idsOf(first!, second!).every((key) => isSame(first![key], second![key]));
}
