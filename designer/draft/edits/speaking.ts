import type { FlowNode, Json } from '../../../flows/flow.ts';

/** A node whose expressions speak of others by their new ids. */
export function speaking(node: FlowNode, names: ReadonlyMap<string, string>): FlowNode {
  if (!node.config || names.size === 0) return node;
  const change = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(change);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, key === '$expr' && typeof inner === 'string' ? said(inner, names) : change(inner)]),
    );
  };
  return { ...node, config: change(node.config) as FlowNode['config'] & object }; // an object stays one
}

const said = (source: string, names: ReadonlyMap<string, string>): string =>
  source.replace(/\bsteps\.([a-z][a-z0-9_]*)/g, (whole, id: string) => (names.has(id) ? `steps.${names.get(id)}` : whole));
