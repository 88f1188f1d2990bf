/** Changes of what is chosen, with the words undo and a screen reader say. */
import type { Flow } from '../../flows/flow.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { originOf } from '../canvas/ports.ts';
import { titleOf } from '../canvas/words.ts';
import { type Clip, copied, pasted } from '../draft/edits/clip.ts';
import { type At, removeNodes, setNode } from '../draft/edits/nodes.ts';
import { edit as words } from '../text/en/edit.ts';
import { mainPortOf } from './new-node.ts';

export type Types = ReadonlyMap<string, NodeTypeInfo>;

/** "Reserve stock", "Note" or "3 nodes". */
export function sayWhich(flow: Flow, types: Types, ids: Iterable<string>): string {
  const list = [...ids];
  const only = list.length === 1 ? list[0]! : undefined;
  if (only === undefined) return words.several(list.length);
  const node = flow.nodes[only];
  return node ? titleOf(node, types.get(node.type)) : words.note;
}

/** "Credit gate, approved" for a line's beginning. */
export function sayFrom(flow: Flow, types: Types, from: string): string {
  const { node, port } = originOf({ from, to: '' });
  const title = sayWhich(flow, types, [node]);
  return port === undefined ? title : `${title}, ${port}`;
}

export interface Removed {
  flow: Flow;
  /** Lines that go on past what was removed, in words. */
  healed: string[];
}

/** Removes nodes and notes; what led to them leads on, and is said. */
export function removed(flow: Flow, types: Types, ids: ReadonlySet<string>): Removed {
  const mainPort = (id: string) => (flow.nodes[id] ? mainPortOf(flow.nodes[id], types.get(flow.nodes[id].type)) : undefined);
  const next = removeNodes(flow, ids, { mainPort });
  const had = new Set(flow.edges.map(({ from, to }) => `${from}>${to}`));
  const fresh = next.edges.filter(({ from, to }) => !had.has(`${from}>${to}`));
  return { flow: next, healed: fresh.map(({ from, to }) => words.healed(sayFrom(flow, types, from), sayWhich(flow, types, [to]))) };
}

/** Copies of nodes and notes with the lines between them, a little lower. */
export function duplicated(flow: Flow, ids: Iterable<string>, at: At): { flow: Flow; ids: string[] } {
  return pasted(flow, copied(flow, ids), at);
}

/** Switches nodes off, or on where all of them are off already. */
export function switched(flow: Flow, ids: Iterable<string>): { flow: Flow; off: boolean } {
  const nodes = [...ids].filter((id) => flow.nodes[id]);
  const off = nodes.some((id) => flow.nodes[id]!.off !== true);
  return { off, flow: nodes.reduce((so, id) => setNode(so, id, { off: off ? true : undefined }), flow) };
}

/** Ids of a clip, as it will be said. */
export const sayClip = (clip: Clip): string => {
  const titles = Object.values(clip.nodes);
  const only = titles.length === 1 && !clip.notes ? titles[0]?.title : undefined;
  return only ?? words.several(titles.length + Object.keys(clip.notes ?? {}).length);
};
