/** The only file that knows both our flow and React Flow: turns one into the other, and positions back. */
import { type Edge as CanvasEdge, type Node as CanvasNode, Position } from '@xyflow/react';
import type { Edge, Flow, FlowNode } from '../../flows/flow.ts';
import type { NodeTypeInfo, StepStatus } from '../../server/http/api.ts';
import type { Card } from './bands.ts';
import { type Box, cardSize, entrancePoint, heightOf, type Point, portPoint } from './geometry.ts';
import { type Layout, layoutOf } from './layout.ts';
import { type CardPort, declaredPorts, originOf, portsOf, portWord, undoPort, wiredPorts } from './ports.ts';
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
export function toCanvas(flow: Flow, nodeTypes: readonly NodeTypeInfo[], foot: boolean): Drawing {
  const types = new Map(nodeTypes.map((info) => [info.type, info]));
  const wired = wiredPorts(flow);
  const layout = layoutOf(flow, types, foot);
  const entered = new Set(flow.edges.map((edge) => edge.to));
  const nodes = Object.entries(flow.nodes).map(([id, node]): FlowCardNode => {
    const info = types.get(node.type);
    const ports = portsOf(node, info, wired.get(id));
    const height = heightOf(ports, foot);
    const title = titleOf(node, info);
    const line = lineOf(node, info);
    const [x, y] = layout[id] ?? [0, 0];
    return {
      id,
      type: 'card',
      position: { x, y },
      width: cardSize.width,
      height,
      measured: { width: cardSize.width, height },
      handles: [
        { type: 'target', position: Position.Left, ...entrancePoint },
        ...ports
          .filter((port) => port.wired)
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
      },
    };
  });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const lines = flow.edges.flatMap((edge): FlowLineEdge[] => {
    const { node: source, port: named } = originOf(edge);
    const from = byId.get(source);
    const to = byId.get(edge.to);
    if (!from || !to) return [];
    const port = named ?? declaredPorts(flow.nodes[source]!, types.get(flow.nodes[source]!.type))[0] ?? '';
    const label = from.data.ports.length > 1 ? portWord(port) : '';
    const undoes = port === undoPort;
    const ariaLabel = [from.data.title, label, `to ${to.data.title}`].filter(Boolean).join(', ');
    const data = { points: [], source, port, label, dashed: to.data.off || from.data.off || undoes, undoes, taken: false };
    return [{ id: edgeId(edge), type: 'line', source, target: edge.to, sourceHandle: port, ariaLabel, data }];
  });
  return { nodes, edges: routed(nodes, lines) };
}

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
