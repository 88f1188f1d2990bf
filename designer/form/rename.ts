/** Renames what other parts of a drawing name, and these with it. Pure. */
import type { Flow } from '../../flows/flow.ts';
import { setFlow } from '../draft/edits/nodes.ts';

const shape = /^[a-z][a-z0-9_]{0,47}$/;

/** Whether a name may be given to something of this map. */
export const isFree = (name: string, taken: object): boolean => shape.test(name) && !Object.hasOwn(taken, name) && !['constructor', 'prototype'].includes(name);

/** A map with one key called otherwise, in its place. */
const renamed = <T>(map: Record<string, T>, from: string, to: string): Record<string, T> =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name === from ? to : name, value]));

/** The slot under another name, in every node that asks for it and in every secret that is kept with it. */
export function renameSlot(flow: Flow, from: string, to: string): Flow {
  if (flow.slots?.[from] === undefined || !isFree(to, flow.slots)) return flow;
  const nodes = Object.entries(flow.nodes).map(([id, node]): [string, typeof node] => {
    const secret = node.config?.['secret'];
    const kept = typeof secret === 'string' && secret.startsWith(`${from}.`) ? { config: { ...node.config, secret: `${to}${secret.slice(from.length)}` } } : {};
    return [id, { ...node, ...kept, ...(node.slot === from ? { slot: to } : {}) }];
  });
  return setFlow(flow, { slots: renamed(flow.slots, from, to), nodes: Object.fromEntries(nodes) });
}

/** The signal rule under another name. */
export function renameSignal(flow: Flow, from: string, to: string): Flow {
  const rule = flow.signals?.[from];
  if (!flow.signals || rule === undefined || !isFree(to, flow.signals)) return flow;
  return setFlow(flow, { signals: renamed(flow.signals, from, to) });
}
