import type { Flow } from '../../flows/flow.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import type { Layout } from '../canvas/layout.ts';
import { declaredPorts, originOf, portWord } from '../canvas/ports.ts';
import { titleOf } from '../canvas/words.ts';
import { placeAfter } from '../draft/edits/free-place.ts';
import { addFresh } from '../draft/edits/fresh-node.ts';
import { connect, insertInLine, rewire } from '../draft/edits/lines.ts';
import { connect as words } from '../text/en/connect.ts';
import { type Ask, type Choice, fromOf } from './choices.ts';

export interface Done {
  flow: Flow;
  /** The name of the step. */
  name: string;
  /** The node to look at next. */
  node: string;
}

/** What a choice makes of the drawing. */
export function doChoice(bare: Flow, types: ReadonlyMap<string, NodeTypeInfo>, ask: Ask, { to }: Choice, places: Layout): Done {
  // The first place that is kept is kept for all: what was drawn by itself stays where it is seen.
  const flow = Object.keys(bare.nodes).every((id) => bare.layout?.[id]) ? bare : { ...bare, layout: places };
  const title = (id: string) => titleOf(flow.nodes[id]!, types.get(flow.nodes[id]!.type));
  if (ask.kind === 'connect' && 'node' in to) {
    const from = fromOf(flow, types, ask.node, ask.port);
    const port = from.includes('.') ? portWord(ask.port) : '';
    return { flow: connect(flow, from, to.node), name: words.didConnect(port, title(ask.node), title(to.node)), node: to.node };
  }
  if (!('type' in to)) throw new TypeError('an existing node cannot be added');
  const info = to.type;
  const anchor = ask.kind === 'new' ? undefined : ask.node;
  const { flow: added, id } = addFresh(flow, info, placeAfter(flow, anchor, places));
  const main = declaredPorts(added.nodes[id]!, info)[0];
  if (ask.kind === 'new') return { flow: added, name: words.didAdd(info.title), node: id };
  if (ask.kind === 'before') {
    const led = added.edges.filter((edge) => edge.to === ask.node).reduce((at, edge) => rewire(at, edge, id), added);
    return { flow: connect(led, id, ask.node), name: words.didInsert(info.title, title(ask.node)), node: id };
  }
  const from = fromOf(flow, types, ask.node, ask.port);
  const line = ask.kind === 'after' ? flow.edges.find((edge) => edge.from === from || isDefault(edge.from, from, types, flow)) : undefined;
  return { flow: line ? insertInLine(added, line, id, main) : connect(added, from, id), name: words.didAdd(info.title), node: id };
}

/** A line from the default port may be written with or without its name. */
function isDefault(written: string, from: string, types: ReadonlyMap<string, NodeTypeInfo>, flow: Flow): boolean {
  const { node, port } = originOf({ from: written, to: '' });
  return port !== undefined && node === originOf({ from, to: '' }).node && fromOf(flow, types, node, port) === from;
}
