/** Which ports a card shows, in which order, and what is said at an end nobody wired. */
import type { Edge, Flow, FlowNode, Json } from '../../flows/flow.ts';
import type { NodeTypeInfo } from '../../server/http/api.ts';

export interface CardPort {
  name: string;
  /** Named ports stand in rows; a single default port sits on the head line. */
  named: boolean;
  wired: boolean;
  /** What becomes of a run that leaves here, when nobody wired it. */
  end?: string;
}

/** The port that leads from a node to what undoes it. */
export const undoPort = 'compensate';

/** The port of a container that leads into its body. */
export const bodyPort = 'item';

/** How a port is named to people. */
export const portWord = (name: string): string => (name === undoPort ? 'undone by' : name);

/** Splits "node.port"; the port is absent when the default one is meant. */
export function originOf(edge: Edge): { node: string; port?: string } {
  const dot = edge.from.indexOf('.');
  return dot < 0 ? { node: edge.from } : { node: edge.from.slice(0, dot), port: edge.from.slice(dot + 1) };
}

/** Wired port names by node, "" standing for the default one. */
export function wiredPorts(flow: Flow): Map<string, Set<string>> {
  const wired = new Map<string, Set<string>>();
  for (const edge of flow.edges) {
    const { node, port = '' } = originOf(edge);
    const names = wired.get(node) ?? new Set<string>();
    wired.set(node, names.add(port));
  }
  return wired;
}

/** Ports a node declares, those its own config names included, the default port first. */
export function declaredPorts(node: FlowNode, info: NodeTypeInfo | undefined): string[] {
  const { cases, otherwise, outcomes } = node.config ?? {};
  if (Array.isArray(cases)) return [...new Set([...cases.flatMap(casePort), typeof otherwise === 'string' ? otherwise : 'otherwise'])];
  if (Array.isArray(outcomes) && outcomes.length > 0) return outcomes.filter((name) => typeof name === 'string');
  return info?.ports ?? [];
}

function casePort(entry: Json): string[] {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return [];
  const port = entry['port'];
  return typeof port === 'string' ? [port] : [];
}

/** Ports that only open when a setting asks for them. */
const openedBy: Record<string, string> = { timeout: 'deadline', withdrawn: 'unless' };

/** The ports of a card: declared ones, a deadline's `timeout`, and whatever else is wired; a lone one that is open only where lines are drawn. */
export function portsOf(node: FlowNode, info: NodeTypeInfo | undefined, wired: ReadonlySet<string> = new Set(), editing = false): CardPort[] {
  const declared = declaredPorts(node, info);
  const first = declared[0];
  const isWired = (name: string) => wired.has(name) || (name === first && wired.has(''));
  const isSet = (name: string) => node.config?.[openedBy[name] ?? ''] !== undefined;
  const extra = [...wired].filter((name) => name !== '' && !declared.includes(name)).sort();
  const deadline = ![...declared, ...extra].includes('timeout') && isSet('timeout') ? ['timeout'] : [];
  const names = [...declared.filter((name) => name === first || !(name in openedBy) || isWired(name) || isSet(name)), ...extra, ...deadline];
  if (names.length <= 1) {
    const only = names[0] ?? '';
    const leads = isWired(only) || wired.has('');
    return leads || (editing && names.length === 1) ? [{ name: only, named: false, wired: leads }] : [];
  }
  return names.map((name) => (isWired(name) ? { name, named: true, wired: true } : { name, named: true, wired: false, end: endOf(name) }));
}

/** What an unwired end does to the run, in words. */
export const endOf = (port: string): string => (port === 'timeout' || port === 'error' ? 'parks run' : 'ends run');
