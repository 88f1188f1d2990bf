/** The only file that knows both our flow and React Flow: turns one into the other, and positions back. */
import { type Edge as CanvasEdge, type Node as CanvasNode, Position } from '@xyflow/react';
import type { Edge, Flow, FlowNode } from '../../flows/flow.ts';
import type { NodeTypeInfo, StepStatus } from '../../server/http/api.ts';
import type { Card } from './bands.ts';
import { type Box, cardSize, entrancePoint, heightOf, type Point, portPoint } from './geometry.ts';
import { type Layout, layoutOf } from './layout.ts';
import { bodyPort, type CardPort, declaredPorts, originOf, portsOf, portWord, undoPort, wiredPorts } from './ports.ts';
import { route, type Wire } from './route.ts';
import { lineOf, titleOf } from './words.ts';

export type PathStatus = StepStatus | 'parked';

export interface CardData extends Record<string, unknown> {
  title: string;
  line: string;
  group: NodeTypeInfo['group'] | 'unknown';
  icon: string;
  ports: CardPort[];
  entrance: boolean;
  off: boolean;
  foot: boolean;
  /** A lost answer may make it happen twice, or not at all. */
  classC: boolean;
  /** In a run: where it stands; `faint` until the run gets there. */
  status?: PathStatus | 'faint';
  /** Words of the status where its own do not say enough. */
  said?: string | undefined;
  /** Lines can be drawn from it and to it. */
  editing?: true;
  /** Found in the draft. */
  problems?: ProblemCount;
  /** A container whose body is hidden: how many nodes that are. */
  folded?: number;
}

export interface ProblemCount {
  errors: number;
  warnings: number;
}

/** What a drawing under editing shows besides the flow itself. */
export interface Editing {
  problems: ReadonlyMap<string, ProblemCount>;
  folded: ReadonlyMap<string, number>;
}

export interface LineData extends Record<string, unknown> {
  points: Point[];
  source: string;
  port: string;
  label: string;
  dashed: boolean;
  /** It leads to what undoes its node: taken only when a run is canceled, and its word always stands on it. */
  undoes: boolean;
  taken: boolean;
}

export type FlowCardNode = CanvasNode<CardData, 'card'>;
export type FlowLineEdge = CanvasEdge<LineData, 'line'>;

export interface Drawing {
  nodes: FlowCardNode[];
  edges: FlowLineEdge[];
}

/** Name of a line on the canvas, unique in its flow. */
export const edgeId = (edge: Edge): string => `${edge.from}>${edge.to}`;

/** A flow as React Flow draws it: sizes, places and lines are all known, nothing is measured. */
export function toCanvas(flow: Flow, nodeTypes: readonly NodeTypeInfo[], foot: boolean, editing?: Editing): Drawing {
  const { nodes, edges } = withoutRoutes(flow, nodeTypes, foot, editing);
  return { nodes, edges: routed(nodes, edges) };
}

/** The next drawing of a draft: what says the same as before keeps its identity, and routes are found again only when a card or a line came, went or moved. */
export function redraw(before: Drawing | undefined, flow: Flow, nodeTypes: readonly NodeTypeInfo[], editing: Editing): Drawing {
  const fresh = withoutRoutes(flow, nodeTypes, false, editing, before);
  if (!before) return { nodes: fresh.nodes, edges: routed(fresh.nodes, fresh.edges) };
  const nodes = sameList(before.nodes, fresh.nodes);
  const edges = sameList(before.edges, fresh.edges);
  if (nodes === before.nodes && edges === before.edges) return before;
  const stays = edges === before.edges && sameBoxes(before.nodes, nodes);
  return { nodes, edges: stays ? edges : routed(nodes, edges) };
}

/** What a drawing says, as the flow file keeps it: the way back of `toCanvas`. */
export const fromCanvas = ({ nodes, edges }: Drawing): { edges: Edge[]; layout: Layout } => ({
  edges: edges.map(({ id, target }) => ({ from: id.slice(0, -target.length - 1), to: target })),
  layout: toLayout(nodes),
});

function withoutRoutes(flow: Flow, nodeTypes: readonly NodeTypeInfo[], foot: boolean, editing?: Editing, before?: Drawing): Drawing {
  const cards = new Map(before?.nodes.map((card) => [card.id, card]));
  const lines = new Map(before?.edges.map((line) => [line.id, line]));
  const types = new Map(nodeTypes.map((info) => [info.type, info]));
  const { wired, said, entered } = endsOf(flow);
  const layout = layoutOf(flow, types, foot || editing !== undefined);
  const nodes = Object.entries(flow.nodes).map(([id, node]): FlowCardNode => {
    const info = types.get(node.type);
    const folded = editing?.folded.get(id);
    const [x, y] = layout[id] ?? [0, 0];
    const problems = editing?.problems.get(id);
    const old = cards.get(id);
    const origin: Origin = { node, info, x, y, wired: said.get(id), entered: entered.has(id), errors: problems?.errors, warnings: problems?.warnings, folded };
    if (old && isFrom(origins.get(old), origin)) return old;
    const shown = portsOf(node, info, wired.get(id), editing !== undefined);
    const ports = folded === undefined ? shown : shown.filter((port) => port.name !== bodyPort);
    const height = heightOf(ports, foot);
    const title = titleOf(node, info);
    const line = folded === undefined ? lineOf(node, info) : `${folded} ${folded === 1 ? 'node' : 'nodes'} inside`;
    const made: FlowCardNode = {
      id,
      type: 'card',
      position: { x, y },
      width: cardSize.width,
      height,
      measured: { width: cardSize.width, height },
      handles: [
        { type: 'target', position: Position.Left, ...entrancePoint },
        ...ports
          .filter((port) => port.wired || editing)
          .map((port) => ({ id: port.name, type: 'source' as const, position: Position.Right, ...portPoint(ports, port.name) })),
      ],
      ariaLabel: `${title}, ${line}`,
      data: {
        title,
        line,
        group: info?.group ?? 'unknown',
        icon: info?.icon ?? 'circle-help',
        ports,
        entrance: info?.trigger === undefined || entered.has(id),
        off: node.off === true,
        foot,
        classC: isClassC(node, info),
        ...(editing ? { editing: true as const } : {}),
        ...(problems ? { problems } : {}),
        ...(folded === undefined ? {} : { folded }),
      },
    };
    const card = old && textOf(old) === textOf(made) ? old : made;
    origins.set(card, origin);
    return card;
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges = flow.edges.flatMap((edge): FlowLineEdge[] => {
    const { node: source, port: named } = originOf(edge);
    const from = byId.get(source);
    const to = byId.get(edge.to);
    if (!from || !to) return [];
    // A line says what its two cards make it say.
    const old = lines.get(edgeId(edge));
    if (old && from === cards.get(source) && to === cards.get(edge.to)) return [old];
    const port = named ?? declaredPorts(flow.nodes[source]!, types.get(flow.nodes[source]!.type))[0] ?? '';
    const label = from.data.ports.length > 1 ? portWord(port) : '';
    const undoes = port === undoPort;
    const ariaLabel = [from.data.title, label, `to ${to.data.title}`].filter(Boolean).join(', ');
    const data = { points: [], source, port, label, dashed: to.data.off || from.data.off || undoes, undoes, taken: false };
    if (old?.ariaLabel === ariaLabel && old.sourceHandle === port && old.data?.dashed === data.dashed) return [old];
    return [{ id: edgeId(edge), type: 'line', source, target: edge.to, sourceHandle: port, ariaLabel, data }];
  });
  return { nodes, edges };
}

/** What a card was drawn from. */
interface Origin {
  node: FlowNode;
  info: NodeTypeInfo | undefined;
  x: number;
  y: number;
  /** Names of its wired ports. */
  wired: string | undefined;
  entered: boolean;
  errors: number | undefined;
  warnings: number | undefined;
  folded: number | undefined;
}
const origins = new WeakMap<FlowCardNode, Origin>();
const isFrom = (had: Origin | undefined, has: Origin): boolean =>
  had !== undefined && (Object.keys(has) as (keyof Origin)[]).every((name) => had[name] === has[name]);

interface Ends {
  wired: Map<string, Set<string>>;
  /** The same by node as one text, to be compared. */
  said: Map<string, string>;
  /** Nodes that a line leads to. */
  entered: Set<string>;
}
const knownEnds = new WeakMap<readonly Edge[], Ends>();

/** Where the lines of a flow end; found once for each list of lines. */
function endsOf(flow: Flow): Ends {
  const known = knownEnds.get(flow.edges);
  if (known) return known;
  const wired = wiredPorts(flow);
  const ends: Ends = { wired, said: new Map([...wired].map(([id, names]) => [id, [...names].join()])), entered: new Set(flow.edges.map((edge) => edge.to)) };
  knownEnds.set(flow.edges, ends);
  return ends;
}

/** The old list where it holds the same things in the same order. */
const sameList = <T>(before: T[], fresh: T[]): T[] => (fresh.length === before.length && fresh.every((thing, at) => thing === before[at]) ? before : fresh);

const textOf = ({ position, data }: FlowCardNode): string => JSON.stringify([position, data]);

/** Nothing moved that a line runs round or ends at. */
const sameBoxes = (before: readonly FlowCardNode[], now: readonly FlowCardNode[]): boolean =>
  before.length === now.length &&
  now.every((card, at) => {
    const old = before[at]!;
    return card === old || (card.id === old.id && card.height === old.height && samePoints([old.position], [card.position]) && samePorts(old, card));
  });
const samePorts = (a: FlowCardNode, b: FlowCardNode): boolean => a.data.ports.map(({ name }) => name).join() === b.data.ports.map(({ name }) => name).join();

/** Nobody can tell whether a call came through; a node that reads, or states what its receiver honours, is none of these. */
function isClassC({ config = {} }: FlowNode, info: NodeTypeInfo | undefined): boolean {
  if (info?.effect?.class !== 'C') return false;
  if (config['class'] === 'A' || config['class'] === 'B') return false;
  const fields = info.config['properties'] as Record<string, { default?: string }> | undefined; // a JSON Schema of an object
  const method = config['method'] ?? fields?.['method']?.default;
  return config['class'] === 'C' || (method !== 'GET' && method !== 'HEAD');
}

/** The same lines along fresh routes; a line whose route stays keeps its identity. */
export function routed(nodes: readonly FlowCardNode[], edges: readonly FlowLineEdge[]): FlowLineEdge[] {
  const cards: Card[] = nodes.map((node) => ({ id: node.id, ...boxOf(node) }));
  const ports = new Map(nodes.map((node) => [node.id, node.data.ports]));
  const wires: Wire[] = edges.map((edge) => ({
    id: edge.id,
    source: edge.source,
    target: edge.target,
    port: portPoint(ports.get(edge.source) ?? [], edge.data?.port ?? ''),
  }));
  const paths = route(cards, wires);
  return edges.map((edge) => {
    const points = paths.get(edge.id) ?? [];
    return edge.data && !samePoints(edge.data.points, points) ? { ...edge, data: { ...edge.data, points } } : edge;
  });
}

const samePoints = (a: readonly Point[], b: readonly Point[]): boolean =>
  a.length === b.length && a.every((point, at) => point.x === b[at]!.x && point.y === b[at]!.y);

/** The place a card takes. */
export const boxOf = (node: FlowCardNode): Box => ({ ...node.position, width: node.width ?? cardSize.width, height: node.height ?? cardSize.head });

/** Places on the canvas as the flow file keeps them. */
export const toLayout = (nodes: readonly FlowCardNode[]): Layout =>
  Object.fromEntries(nodes.map((node) => [node.id, [Math.round(node.position.x), Math.round(node.position.y)] as [number, number]]));
