/** One node under another id, everywhere it is spoken of: two people may have given one id to two nodes. */
import type { Flow, Json } from '../../flows/flow.ts';
import { freshId, takenIds } from './edits/ids.ts';
import { speaking } from './edits/speaking.ts';
import type { History, Step } from './history.ts';
import type { Patch } from './patch.ts';
import { sameJson } from './same-json.ts';

export type Names = ReadonlyMap<string, string>;

/** New names for nodes of mine that are others than the ones with that id of theirs. */
export function namesApart(base: Flow, mine: Flow, theirs: Flow): Names {
  const taken: Record<string, unknown> = { ...takenIds(mine), ...takenIds(theirs) };
  const names = new Map<string, string>();
  for (const [id, node] of Object.entries(mine.nodes)) {
    const other = theirs.nodes[id];
    if (base.nodes[id] || !other || (sameJson(node as unknown as Json, other as unknown as Json) && sameJson(mine.layout?.[id], theirs.layout?.[id]))) continue;
    const fresh = freshId(taken, id);
    names.set(id, fresh);
    taken[fresh] = true;
  }
  return names;
}

export function renamed(flow: Flow, names: Names): Flow {
  if (names.size === 0) return flow;
  const keys = <T>(map: Record<string, T>): Record<string, T> => Object.fromEntries(Object.entries(map).map(([id, value]) => [names.get(id) ?? id, value]));
  const nodes = Object.fromEntries(Object.entries(flow.nodes).map(([id, node]) => [names.get(id) ?? id, speaking(node, names)]));
  const signals = Object.entries(flow.signals ?? {}).map(([name, rule]): [string, typeof rule] => [
    name,
    rule.to === undefined ? rule : { ...rule, to: names.get(rule.to) ?? rule.to },
  ]);
  return {
    ...flow,
    nodes,
    edges: flow.edges.map(({ from, to }) => ({ from: renamedEnd(from, names), to: names.get(to) ?? to })),
    ...(flow.layout ? { layout: keys(flow.layout) } : {}),
    ...(flow.signals ? { signals: Object.fromEntries(signals) } : {}),
  };
}

/** The steps of a history, speaking of the new names. */
export function renamedHistory({ done, undone }: History, names: Names): History {
  const step = (one: Step): Step => ({ ...one, patches: one.patches.map((patch) => renamedPatch(patch, names)) });
  return { done: done.map(step), undone: undone.map(step) };
}

function renamedPatch(patch: Patch, names: Names): Patch {
  const [top, key, ...rest] = patch.path;
  if (key === undefined) return patch;
  if (top === 'edges') {
    const at = key.indexOf('>');
    const [from, to] = [key.slice(0, at), key.slice(at + 1)];
    return { ...patch, path: ['edges', `${renamedEnd(from, names)}>${names.get(to) ?? to}`] };
  }
  return top === 'nodes' || top === 'layout' ? { ...patch, path: [top, names.get(key) ?? key, ...rest] } : patch;
}

function renamedEnd(from: string, names: Names): string {
  const [node = '', ...port] = from.split('.');
  return [names.get(node) ?? node, ...port].join('.');
}
