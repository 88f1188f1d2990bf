/** A small true picture of a flow: its cards at their places, its lines along their routes, without words. */
import type { Flow, NodeTypeInfo } from '../../server/http/api.ts';
import { type Box, cardSize, heightOf, portPoint } from '../canvas/geometry.ts';
import { layoutOf } from '../canvas/layout.ts';
import { pathOf } from '../canvas/path.ts';
import { declaredPorts, originOf, portsOf, undoPort, wiredPorts } from '../canvas/ports.ts';
import { route } from '../canvas/route.ts';

export interface ThumbnailCard extends Box {
  id: string;
  group: NodeTypeInfo['group'] | 'unknown';
}

export interface Thumbnail {
  /** All that is drawn stands inside. */
  box: Box;
  cards: ThumbnailCard[];
  lines: { id: string; path: string; dashed: boolean }[];
}

/** Free room around the drawing, in pixels of the canvas. */
const margin = 24;

export function thumbnailOf(flow: Flow, nodeTypes: readonly NodeTypeInfo[]): Thumbnail {
  const types = new Map(nodeTypes.map((info) => [info.type, info]));
  const wired = wiredPorts(flow);
  const layout = layoutOf(flow, types, false);
  const ports = new Map(Object.entries(flow.nodes).map(([id, node]) => [id, portsOf(node, types.get(node.type), wired.get(id))]));
  const cards = Object.entries(flow.nodes).map(([id, node]): ThumbnailCard => {
    const [x, y] = layout[id] ?? [0, 0];
    return { id, x, y, width: cardSize.width, height: heightOf(ports.get(id) ?? [], false), group: types.get(node.type)?.group ?? 'unknown' };
  });
  const wires = flow.edges.flatMap((edge) => {
    const { node: source, port } = originOf(edge);
    const node = flow.nodes[source];
    if (!node || !flow.nodes[edge.to]) return [];
    const name = port ?? declaredPorts(node, types.get(node.type))[0] ?? '';
    return [{ id: `${edge.from}>${edge.to}`, source, target: edge.to, port: portPoint(ports.get(source) ?? [], name), dashed: port === undoPort }];
  });
  const routes = route(cards, wires);
  const points = [...routes.values()].flat();
  const lines = wires.map(({ id, dashed }) => ({ id, path: pathOf(routes.get(id) ?? []), dashed }));
  return { box: around([...cards, ...points.map((point) => ({ ...point, width: 0, height: 0 }))]), cards, lines };
}

function around(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: cardSize.width, height: cardSize.head };
  const left = Math.min(...boxes.map(({ x }) => x)) - margin;
  const top = Math.min(...boxes.map(({ y }) => y)) - margin;
  const right = Math.max(...boxes.map(({ x, width }) => x + width)) + margin;
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height)) + margin;
  return { x: left, y: top, width: right - left, height: bottom - top };
}
