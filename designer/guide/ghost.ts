/** Where the next node of the guide would stand, and the line that would lead to it. */
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { cardSize, heightOf, type Point, portPoint } from '../canvas/geometry.ts';
import { declaredPorts, portsOf, wiredPorts } from '../canvas/ports.ts';
import { route } from '../canvas/route.ts';
import { mainWay } from './do-step.ts';
import { placeOf } from './place.ts';
import { type Facts, leftOf, type StepId } from './steps.ts';

export interface Ghost extends Point {
  type: string;
  title: string;
  icon: string;
  group: NodeTypeInfo['group'];
  /** Corners of its line; empty for a trigger. */
  line: Point[];
}

/** The ghost of a step: nothing where no node is missing. */
export function ghostOf(id: StepId, facts: Facts): Ghost | undefined {
  const { flow, types } = facts;
  const left = leftOf(id, facts);
  const info = left?.kind === 'add' ? types.get(left.type) : undefined;
  if (left?.kind !== 'add' || !info) return undefined;
  const [x, y] = placeOf(flow, left.after);
  const place = { x, y, type: info.type, title: left.fields.title ?? info.title, icon: info.icon, group: info.group };
  const at = left.after === undefined ? undefined : flow.layout?.[left.after];
  const node = left.after === undefined ? undefined : flow.nodes[left.after];
  if (left.after === undefined || !at || !node) return { ...place, line: [] };
  const ports = portsOf(node, types.get(node.type), wiredPorts(flow).get(left.after));
  const port = mainWay(flow, types, left.after).split('.')[1] ?? declaredPorts(node, types.get(node.type))[0] ?? '';
  const lines = route(
    [
      { id: 'from', x: at[0], y: at[1], width: cardSize.width, height: heightOf(ports, false) },
      { id: 'ghost', x, y, width: cardSize.width, height: cardSize.head },
    ],
    [{ id: 'line', source: 'from', target: 'ghost', port: portPoint(ports, port) }],
  );
  return { ...place, line: lines.get('line') ?? [] };
}
