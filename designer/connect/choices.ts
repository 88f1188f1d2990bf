/** What a line can lead to, or what can be added, in the order in which it is likely meant. */
import type { Flow } from '../../flows/flow.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';
import { declaredPorts } from '../canvas/ports.ts';
import { titleOf } from '../canvas/words.ts';
import { whyNot } from '../draft/edits/lines.ts';
import { connect as words } from '../text/en/connect.ts';

/** What is asked: where a port leads, what comes after or before a node, or a node that stands alone. */
export type Ask = { kind: 'connect' | 'after'; node: string; port: string } | { kind: 'before'; node: string } | { kind: 'new' };

export interface Choice {
  key: string;
  /** A node of the flow, or a type to make one of. */
  to: { node: string } | { type: NodeTypeInfo };
  title: string;
  icon: string;
  group: NodeTypeInfo['group'] | 'unknown';
  /** Said at the end of the row. */
  words: string;
  /** It does not fit, and `words` says why. */
  isShut: boolean;
}

/** Everything whose title, type or summary holds the text; what fits first, words that begin with it before others. */
export function choicesFor(flow: Flow, types: ReadonlyMap<string, NodeTypeInfo>, ask: Ask, text: string): Choice[] {
  const wanted = text.trim().toLowerCase();
  const nodes = ask.kind === 'connect' ? existing(flow, types, ask) : [];
  const fresh = [...types.values()].filter((info) => (ask.kind === 'new' ? true : info.trigger === undefined)).map(freshChoice);
  const rank = (choice: Choice): number => (choice.title.toLowerCase().startsWith(wanted) ? 0 : 1);
  const found = [...nodes, ...fresh].filter((choice) => wanted === '' || spoken(choice, types, flow).includes(wanted));
  return found.sort((a, b) => Number(a.isShut) - Number(b.isShut) || (wanted === '' ? 0 : rank(a) - rank(b)));
}

function existing(flow: Flow, types: ReadonlyMap<string, NodeTypeInfo>, { node, port }: { node: string; port: string }): Choice[] {
  const from = fromOf(flow, types, node, port);
  return Object.entries(flow.nodes).flatMap(([id, target]): Choice[] => {
    if (id === node) return [];
    const info = types.get(target.type);
    const why = whyNot(flow, types, from, id);
    const looks = { title: titleOf(target, info), icon: info?.icon ?? 'circle-help', group: info?.group ?? ('unknown' as const) };
    return [{ key: `node ${id}`, to: { node: id }, ...looks, words: why ?? words.existing, isShut: why !== undefined }];
  });
}

const freshChoice = (info: NodeTypeInfo): Choice => ({
  key: `type ${info.type}`,
  to: { type: info },
  title: info.title,
  icon: info.icon,
  group: info.group,
  words: words.adds(words.groups[info.group]),
  isShut: false,
});

function spoken({ title, to }: Choice, types: ReadonlyMap<string, NodeTypeInfo>, flow: Flow): string {
  const info = 'type' in to ? to.type : types.get(flow.nodes[to.node]!.type);
  return `${title} ${info?.type ?? ''} ${'type' in to ? (info?.summary ?? '') : ''}`.toLowerCase();
}

/** How the file names the start of a line: a default port is not named. */
export function fromOf(flow: Flow, types: ReadonlyMap<string, NodeTypeInfo>, node: string, port: string): string {
  const main = declaredPorts(flow.nodes[node]!, types.get(flow.nodes[node]!.type))[0] ?? '';
  return port === '' || port === main ? node : `${node}.${port}`;
}

/** The ports a line may leave by: those of the card, and the ways out that every node has. */
export function portsToConnect(flow: Flow, types: ReadonlyMap<string, NodeTypeInfo>, node: string): string[] {
  const declared = declaredPorts(flow.nodes[node]!, types.get(flow.nodes[node]!.type));
  const isTrigger = types.get(flow.nodes[node]!.type)?.trigger !== undefined;
  const implicit = isTrigger ? [] : ['timeout', 'error'].filter((port) => !declared.includes(port));
  return [...(declared.length === 0 ? [''] : declared), ...implicit];
}
