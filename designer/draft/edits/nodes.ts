/** Changes of single nodes: each takes a drawing and gives another. */
import type { Flow, FlowNode, JsonObject } from '../../../flows/flow.ts';
import { originOf } from '../../canvas/ports.ts';
import { freshId, takenIds } from './ids.ts';

export type At = readonly [number, number];

/** Puts a new node on the canvas; its id is the last key of the drawing's nodes. */
export function addNode(flow: Flow, node: FlowNode, at: At, id = freshId(takenIds(flow), node.type)): Flow {
  return { ...flow, nodes: { ...flow.nodes, [id]: node }, layout: { ...flow.layout, [id]: rounded(at) } };
}

/** Changes fields of a node; a field that becomes undefined is taken away. */
export function setNode(flow: Flow, id: string, fields: { [K in keyof FlowNode]?: FlowNode[K] | undefined }): Flow {
  const before = flow.nodes[id];
  return before ? { ...flow, nodes: { ...flow.nodes, [id]: given({ ...before, ...fields }) } } : flow;
}

export const setConfig = (flow: Flow, id: string, config: JsonObject): Flow => setNode(flow, id, { config });

/** Changes settings of the flow itself; a field that becomes undefined is taken away. */
export const setFlow = (flow: Flow, fields: { [K in keyof Flow]?: Flow[K] | undefined }): Flow => given({ ...flow, ...fields });

export function moveNodes(flow: Flow, places: Readonly<Record<string, At>>): Flow {
  const [layout, notes] = [{ ...flow.layout }, { ...flow.notes }];
  let hasNotes = false;
  for (const [id, at] of Object.entries(places)) {
    const note = flow.notes?.[id];
    if (flow.nodes[id]) layout[id] = rounded(at);
    else if (note) {
      notes[id] = { ...note, at: rounded(at) };
      hasNotes = true;
    }
  }
  return { ...flow, layout, ...(hasNotes ? { notes } : {}) };
}

export interface Removal {
  /** Default port of a node, by id: the way a healed line goes on. */
  mainPort: (id: string) => string | undefined;
}

/** Removes nodes and notes. What led to a node goes on to where its main path led, so the flow stays whole. */
export function removeNodes(flow: Flow, ids: Iterable<string>, { mainPort }: Removal): Flow {
  const gone = new Set(ids);
  const onward = (id: string, seen = new Set<string>()): string[] => {
    if (!gone.has(id)) return [id];
    if (seen.has(id)) return [];
    seen.add(id);
    return flow.edges.filter((edge) => isMain(edge.from, id, mainPort(id))).flatMap(({ to }) => onward(to, seen));
  };
  const edges: Flow['edges'] = [];
  const names = new Set<string>();
  for (const edge of flow.edges) {
    const origin = originOf(edge).node;
    if (gone.has(origin)) continue;
    for (const to of onward(edge.to)) {
      const name = `${edge.from}>${to}`;
      if (to === origin || names.has(name)) continue;
      names.add(name);
      edges.push(to === edge.to ? edge : { from: edge.from, to });
    }
  }
  const { notes, layout, signals, ...rest } = flow;
  const left = <T>(map: Record<string, T>): Record<string, T> => Object.fromEntries(Object.entries(map).filter(([id]) => !gone.has(id)));
  const kept = Object.entries(signals ?? {}).map(([name, rule]): [string, typeof rule] => {
    const { to, ...others } = rule;
    return to !== undefined && gone.has(to) ? [name, others] : [name, rule];
  });
  return {
    ...rest,
    nodes: left(flow.nodes),
    edges,
    ...(notes ? { notes: left(notes) } : {}),
    ...(layout ? { layout: left(layout) } : {}),
    ...(signals ? { signals: Object.fromEntries(kept) } : {}),
  };
}

function isMain(from: string, id: string, port: string | undefined): boolean {
  const { node, port: named } = originOf({ from, to: '' });
  return node === id && (named === undefined || named === port);
}

const rounded = ([x, y]: At): [number, number] => [Math.round(x), Math.round(y)];

function given<T extends object>(fields: object): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T; // only absent fields went
}
