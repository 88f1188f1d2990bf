/** Lines between nodes: drawing, taking away, and why one does not fit. */
import type { Edge, Flow } from '../../../flows/flow.ts';
import type { NodeTypeInfo } from '../../../server/http/api.ts';
import { originOf } from '../../canvas/ports.ts';
import { draft as words } from '../../text/en/draft.ts';

export const lineName = ({ from, to }: Edge): string => `${from}>${to}`;

/** Draws a line; one that is there already stays one. */
export const connect = (flow: Flow, from: string, to: string): Flow =>
  flow.edges.some((edge) => edge.from === from && edge.to === to) ? flow : { ...flow, edges: [...flow.edges, { from, to }] };

/** Takes lines away, by name. */
export function disconnect(flow: Flow, names: Iterable<string>): Flow {
  const gone = new Set(names);
  return { ...flow, edges: flow.edges.filter((edge) => !gone.has(lineName(edge))) };
}

/** The same line to another node. */
export const rewire = (flow: Flow, line: Edge, to: string): Flow => connect(disconnect(flow, [lineName(line)]), line.from, to);

/** Why a line from a node to another does not fit, in words; nothing when it does. */
export function whyNot(flow: Flow, types: ReadonlyMap<string, NodeTypeInfo>, from: string, to: string): string | undefined {
  const target = flow.nodes[to];
  const origin = originOf({ from, to }).node;
  if (!target || !flow.nodes[origin]) return words.gone;
  if (types.get(target.type)?.trigger !== undefined) return words.trigger;
  if (origin === to) return words.itself;
  if (flow.edges.some((edge) => edge.from === from && edge.to === to)) return words.already;
  return reaches(flow, to, origin) ? words.loop : undefined;
}

/** Whether any way leads from one node to another. */
export function reaches(flow: Flow, from: string, to: string): boolean {
  const next = Map.groupBy(flow.edges, (edge) => originOf(edge).node);
  const open = [from];
  const seen = new Set(open);
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (at === to) return true;
    for (const { to: target } of next.get(at) ?? []) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return false;
}

/** Puts a node that stands already into a line: before it what led in, behind its main port what followed. */
export function insertInLine(flow: Flow, line: Edge, id: string, mainPort: string | undefined): Flow {
  const opened = connect(disconnect(flow, [lineName(line)]), line.from, id);
  return mainPort === undefined ? opened : connect(opened, id, line.to);
}
