/** What differs between two versions of a flow, node by node: what a person wants to know before one takes the place of the other. */
import { canonicalJson } from '../../flows/canonical.ts';
import type { Flow, FlowNode, Json } from '../../flows/flow.ts';

export interface Changes {
  added: ChangedNode[];
  removed: ChangedNode[];
  changed: (ChangedNode & { fields: string[] })[];
  /** Connections between nodes, as `from → to`. */
  edges: { added: string[]; removed: string[] };
  /** What is said of the flow as a whole and differs: `zone`, `signals`. */
  flow: string[];
}

export interface ChangedNode {
  node: string;
  title: string;
  type: string;
}

const ofFlow = ['title', 'zone', 'key', 'lane', 'slots', 'signals', 'onParked', 'lock'];

/** `before` is absent where nothing stood. */
export function changesBetween(before: Flow | undefined, after: Flow): Changes {
  const old = before?.nodes ?? {};
  const named = ([node, { title, type }]: [string, FlowNode]): ChangedNode => ({ node, title: title ?? node, type });
  const edges = (flow: Flow | undefined): string[] => (flow?.edges ?? []).map(({ from, to }) => `${from} → ${to}`);
  const [gone, come] = [edges(before), edges(after)];
  return {
    added: Object.entries(after.nodes)
      .filter(([id]) => !old[id])
      .map(named),
    removed: Object.entries(old)
      .filter(([id]) => !after.nodes[id])
      .map(named),
    changed: Object.entries(after.nodes).flatMap((entry) => {
      const was = old[entry[0]];
      const fields = was ? differing(was, entry[1]) : [];
      return fields.length > 0 ? [{ ...named(entry), fields }] : [];
    }),
    edges: { added: come.filter((edge) => !gone.includes(edge)), removed: gone.filter((edge) => !come.includes(edge)) },
    flow: before ? differing(before, after).filter((field) => ofFlow.includes(field)) : [],
  };
}

function differing(before: object, after: object): string[] {
  const [was, is] = [before, after] as Record<string, Json>[]; // a drawing is plain JSON
  const fields = new Set([...Object.keys(was ?? {}), ...Object.keys(is ?? {})]);
  return [...fields].filter((field) => textOf(was?.[field]) !== textOf(is?.[field])).sort();
}

const textOf = (value: Json | undefined): string => (value === undefined ? '' : canonicalJson(value));
