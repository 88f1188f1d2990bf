/** Parts of a drawing on their way: copied, cut and pasted, also into another flow and as JSON text. */
import type { Edge, Flow, FlowNode, Note } from '../../../flows/flow.ts';
import { originOf } from '../../canvas/ports.ts';
import { freshId, takenIds } from './ids.ts';
import type { At } from './nodes.ts';
import { speaking } from './speaking.ts';

/** What the clipboard holds. */
export interface Clip {
  orderloom: 'clip';
  nodes: Record<string, FlowNode>;
  edges: Edge[];
  layout: Record<string, [number, number]>;
  notes?: Record<string, Note>;
  /** Slots the nodes ask for, with their connector. */
  slots?: Record<string, string>;
}

/** These nodes and notes with the lines between them. */
export function copied(flow: Flow, ids: Iterable<string>): Clip {
  const chosen = new Set(ids);
  const of = <T>(map: Record<string, T> = {}): Record<string, T> => Object.fromEntries(Object.entries(map).filter(([id]) => chosen.has(id)));
  const nodes = of(flow.nodes);
  const asked = new Set(Object.values(nodes).flatMap(({ slot }) => (slot === undefined ? [] : [slot])));
  const slots = Object.fromEntries(Object.entries(flow.slots ?? {}).filter(([name]) => asked.has(name)));
  const notes = of(flow.notes);
  return {
    orderloom: 'clip',
    nodes,
    edges: flow.edges.filter((edge) => chosen.has(originOf(edge).node) && chosen.has(edge.to)),
    layout: of(flow.layout),
    ...(Object.keys(notes).length > 0 ? { notes } : {}),
    ...(Object.keys(slots).length > 0 ? { slots } : {}),
  };
}

/** Puts a clip into a drawing under fresh ids, its upper left corner at `at`; expressions follow the new ids. */
export function pasted(flow: Flow, clip: Clip, at: At): { flow: Flow; ids: string[] } {
  const taken: Record<string, unknown> = { ...takenIds(flow) };
  const names = new Map<string, string>();
  for (const id of [...Object.keys(clip.nodes), ...Object.keys(clip.notes ?? {})]) {
    const fresh = freshId(taken, id);
    names.set(id, fresh);
    taken[fresh] = true;
  }
  const named = (id: string): string => names.get(id) ?? id;
  const places = [...Object.values(clip.layout), ...Object.values(clip.notes ?? {}).flatMap((note) => (note.at ? [note.at] : []))];
  const [left, top] = [Math.min(...places.map(([x]) => x)), Math.min(...places.map(([, y]) => y))];
  const moved = ([x, y]: At): [number, number] => (places.length === 0 ? [at[0], at[1]] : [Math.round(x - left + at[0]), Math.round(y - top + at[1])]);
  const entries = <T, U>(map: Record<string, T> | undefined, change: (value: T) => U): Record<string, U> =>
    Object.fromEntries(Object.entries(map ?? {}).map(([id, value]) => [named(id), change(value)]));
  const edges = clip.edges.map(({ from, to }) => {
    const { node, port } = originOf({ from, to });
    return { from: port === undefined ? named(node) : `${named(node)}.${port}`, to: named(to) };
  });
  const slots = { ...clip.slots, ...flow.slots };
  const notes = { ...flow.notes, ...entries(clip.notes, (note) => ({ ...note, at: moved(note.at ?? [left, top]) })) };
  return {
    flow: {
      ...flow,
      nodes: { ...flow.nodes, ...entries(clip.nodes, (node) => speaking(node, names)) },
      edges: [...flow.edges, ...edges],
      layout: { ...flow.layout, ...entries(clip.layout, moved) },
      ...(Object.keys(notes).length > 0 ? { notes } : {}),
      ...(Object.keys(slots).length > 0 ? { slots } : {}),
    },
    ids: [...names.values()],
  };
}

/** Reads a clip from text, a whole flow file included; nothing when it is neither. */
export function clipOf(text: string): Clip | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || !isRecord(value['nodes']) || !Array.isArray(value['edges'])) return undefined;
  const nodes = Object.entries(value['nodes']).filter((entry): entry is [string, FlowNode] => isNode(entry));
  const known = new Set(nodes.map(([id]) => id));
  const edges = value['edges'].filter((edge): edge is Edge => isRecord(edge) && typeof edge['from'] === 'string' && typeof edge['to'] === 'string');
  const places = Object.entries(isRecord(value['layout']) ? value['layout'] : {}).filter((entry): entry is [string, [number, number]] => isPlace(entry[1]));
  const texts = Object.entries(isRecord(value['notes']) ? value['notes'] : {}).filter(
    (entry): entry is [string, Note & { text: string }] => isRecord(entry[1]) && typeof entry[1]['text'] === 'string',
  );
  const slots = Object.entries(isRecord(value['slots']) ? value['slots'] : {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  if (nodes.length === 0 && texts.length === 0) return undefined;
  return {
    orderloom: 'clip',
    nodes: Object.fromEntries(nodes),
    edges: edges.filter((edge) => known.has(originOf(edge).node) && known.has(edge.to)),
    layout: Object.fromEntries(places.filter(([id]) => known.has(id))),
    ...(texts.length > 0 ? { notes: Object.fromEntries(texts) } : {}),
    ...(slots.length > 0 ? { slots: Object.fromEntries(slots) } : {}),
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isNode = ([id, node]: [string, unknown]): boolean => /^[a-z][a-z0-9_]{0,47}$/.test(id) && isRecord(node) && typeof node['type'] === 'string';
const isPlace = (place: unknown): boolean => Array.isArray(place) && place.length === 2 && place.every((n) => typeof n === 'number' && Number.isFinite(n));
